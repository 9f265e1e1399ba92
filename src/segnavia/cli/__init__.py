"""Rank 6: the `segnavia` command."""
