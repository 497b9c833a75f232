"""News of an entry; all are sent with sender=Entry, entry=…."""

from django.dispatch import Signal

entry_submitted = Signal()
entry_accepted = Signal()
entry_removed = Signal()  # withdrawn, rejected or disqualified
