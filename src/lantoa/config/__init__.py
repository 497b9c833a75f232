"""Settings, root addresses, WSGI and the lantoa command: the only place that knows every room."""
