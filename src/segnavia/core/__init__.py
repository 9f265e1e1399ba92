"""Rank 0: frozen types and pure rules. No Django, no DuckDB, no files, no clock, no network."""
