"""Statistics and exports across rooms."""
