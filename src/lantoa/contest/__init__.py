"""What happens in a contest."""
