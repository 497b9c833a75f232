"""Observations for a few places."""
