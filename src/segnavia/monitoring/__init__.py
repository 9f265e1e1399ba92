"""Rank 3: SQL files and the pipeline that turn a plan and the lake into a bulletin."""
