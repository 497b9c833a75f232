"""News of a video; all are sent with sender=Video, video=…."""

from django.dispatch import Signal

video_received = Signal()
video_probed = Signal()
video_ready = Signal()
video_failed = Signal()
