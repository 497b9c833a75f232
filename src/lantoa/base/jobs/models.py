"""The columns that make a domain row safe to work on from any number of workers."""

from django.db import models


class Leased(models.Model):
    """A row on which one worker at a time works, under a lease and with a fencing number.

    `fence` grows with each claim; a write that carries an older one is refused, so a worker that was
    believed dead cannot overwrite what its successor did.
    """

    lease_owner = models.CharField(max_length=80, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    fence = models.PositiveIntegerField(default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    retry_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
