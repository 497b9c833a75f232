from django.dispatch import Signal

#: sender=Upload, upload=…: all bytes are on disk and hashed. Sent inside the completing transaction.
upload_completed = Signal()
