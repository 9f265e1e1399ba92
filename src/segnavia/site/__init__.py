"""Rank 5: the public portal as files, asked of Django by address; what its addresses are; sitemap and pictures."""
