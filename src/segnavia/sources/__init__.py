"""Rank 2: one file per publisher dataset, declaring its columns, aliases, types and checks."""
