"""Organisations as trees, and the people who speak for them."""
