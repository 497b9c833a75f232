"""The first page of each person's work."""
