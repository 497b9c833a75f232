"""Leases, fences and the reconciler's loop."""
