"""The discrepancy desk: cases, their correspondence, and their outcome."""
