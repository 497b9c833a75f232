"""Turns an upload into checked, playable renditions."""
