"""Rank 5: the `segnavia` command."""
