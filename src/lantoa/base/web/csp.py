"""Parts of the content security policy that a view may need to widen (with django-csp's decorators)."""

from csp.constants import SELF

#: hls.js plays through a blob: and works in a worker.
PLAYER = {"media-src": [SELF, "blob:"], "worker-src": [SELF, "blob:"]}

#: For files that people uploaded: nothing in them may run.
UNTRUSTED_FILE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
