"""The first page of a person: what waits for them, what is due, what others wait for."""
