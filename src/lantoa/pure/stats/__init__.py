"""Aggregate, rank, ties: arrays in, values out."""
