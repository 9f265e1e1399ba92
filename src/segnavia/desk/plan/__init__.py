"""The plan at the desk: its editor, its legal life, and the observations on it."""
