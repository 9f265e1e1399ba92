"""Agreements at the desk: the list, one agreement with a small form for each part, the matrix, import, export."""
