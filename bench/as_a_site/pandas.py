"""Stands before pandas for our own commands: a site does not install it, and pyarrow loads it where it is there."""

raise ImportError("not installed, as on a site")
