"""Monitoring rounds: prepared from a bulletin, opened, followed, closed."""
