"""Errors, transitions, clock, Vietnamese text: nothing enters until three rooms need it."""
