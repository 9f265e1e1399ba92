"""Rank 1: the Django models of what people write: plans and their editions. Only `actions` writes them."""
