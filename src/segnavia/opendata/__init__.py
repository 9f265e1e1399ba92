"""Rank 5: the data as published: tables, packages, catalogue and exchange standards."""
