"""Rank 4: a plan and its bulletin read together: rows, words and shapes that every face shows alike."""
