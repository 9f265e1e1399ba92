"""Rank 6: the interfaces for programs: REST and OGC API Features, reading only."""
