"""The public watches and likes."""
