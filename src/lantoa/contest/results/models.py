"""Standings, awards and the published result sheet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry
from lantoa.contest.judging.models import Round


class Award(models.Model):
    """A prize and how many may get it; given in `order` from the top of the standings."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="awards")
    title = models.CharField(_("prize"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["contest", "title"], name="award_once")]

    def __str__(self) -> str:
        return self.title


class ResultSheet(models.Model):
    """One version of the result: the bytes that were published, and their hash. A correction is a new version."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="result_sheets")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="result_sheets")
    version = models.PositiveSmallIntegerField()
    #: Canonical JSON: the same sheets give the same text.
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(_("reason of the correction"), blank=True)
    tallied_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("result sheet")
        verbose_name_plural = _("result sheets")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["contest", "version"], name="result_version_once")]


class Standing(models.Model):
    sheet = models.ForeignKey(ResultSheet, on_delete=models.CASCADE, related_name="standings")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="standings")
    #: 1 is best; entries that are equal share the place.
    place = models.PositiveIntegerField(_("place in the standings"))
    tied = models.BooleanField(default=False)
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4)
    votes = models.PositiveIntegerField(default=0)
    views = models.PositiveIntegerField(default=0)
    award = models.ForeignKey(Award, null=True, blank=True, on_delete=models.PROTECT, related_name="standings")

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["place", "entry__number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "entry"], name="standing_once")]
