"""Rank 6: the public pages."""
