"""Segnavia: the open platform where a territory's strategic plan is kept true."""

__version__ = "0.1.0"
