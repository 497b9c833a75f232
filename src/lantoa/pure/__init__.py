"""What knows no framework."""
