"""A panel scores entries by a rubric."""
