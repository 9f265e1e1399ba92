"""The public tables, a file for each dataset of the catalogue."""
