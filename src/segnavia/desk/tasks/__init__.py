"""Assignments, first moves and reform tracks: the pages of who was asked what."""
