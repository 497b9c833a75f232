"""Resumable transfer of one file by one owner (tus 1.0)."""
