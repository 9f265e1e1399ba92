"""Rank 5: the public pages."""
