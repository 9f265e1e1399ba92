"""Rank 5: a report as data in the reader's language, and the files that offices go on working with."""
