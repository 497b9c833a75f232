"""What knows nothing of contests."""
