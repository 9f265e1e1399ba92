"""Rank 7: settings, urls and wiring. Nobody imports it."""
