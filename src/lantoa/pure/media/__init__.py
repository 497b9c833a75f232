"""Probe, ladder, ffmpeg commands, runner, technical checks."""
