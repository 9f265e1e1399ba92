"""Thin views: read, call an action, show. Each topic with more than a page has a folder of its own beside."""
