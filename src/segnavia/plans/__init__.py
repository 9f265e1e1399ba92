"""Rank 1: the plan package, read, validated, written and checked for sense."""
