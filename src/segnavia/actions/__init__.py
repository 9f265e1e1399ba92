"""Rank 2: the only writers of the registry, each a verb with `by=`."""
