"""Views and likes: rows are added, counts are derived from them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantoa.contest.entries.models import Entry


class View(models.Model):
    """One counted view: at least ten seconds played, once per viewer and half hour."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="views")
    #: Keyed hash of the viewer's cookie; says nothing about the person.
    viewer = models.CharField(max_length=32)
    #: Number of the half hour since 1970, so that the database itself refuses a second count.
    slot = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("view")
        verbose_name_plural = _("views")
        constraints = [models.UniqueConstraint(fields=["entry", "viewer", "slot"], name="view_once_per_half_hour")]


class Vote(models.Model):
    """A like: one per signed-in person and clip."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="votes")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        constraints = [models.UniqueConstraint(fields=["entry", "voter"], name="vote_once")]
