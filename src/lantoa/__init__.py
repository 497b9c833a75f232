"""Lantoa: a video-clip contest from the call to the award."""

__version__ = "0.1.0"
