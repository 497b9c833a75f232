"""Fills a living contest stage by stage, through HTTP only."""
