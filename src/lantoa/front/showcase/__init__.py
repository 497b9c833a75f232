"""What the public may watch."""
