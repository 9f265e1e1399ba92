"""Rank 6: settings, urls and wiring. Nobody imports it."""
