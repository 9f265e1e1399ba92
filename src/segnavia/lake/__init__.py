"""Rank 1: releases of open data as Parquet, each with its manifest and its quarantine."""
