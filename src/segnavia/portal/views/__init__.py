"""The public pages, one file for each room. A view selects and returns a `Page`; `pages.py` renders it."""
