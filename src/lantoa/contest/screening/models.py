"""What screeners ticked and decided; the record is kept, a later decision never replaces an earlier one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantoa.contest.entries.models import Entry


class Outcome(models.TextChoices):
    ACCEPT = "accept", _("accept")
    RETURN = "return", _("return for correction")
    REJECT = "reject", _("reject")


class Decision(models.Model):
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=6, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="accept") | ~models.Q(reason=""), name="decision_against_has_reason"
            )
        ]


class Check(models.Model):
    """One line of the checklist for one entry; `passed` is empty until somebody has looked."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="screening_checks")
    item = models.CharField(max_length=40)
    passed = models.BooleanField(null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entry", "item"], name="check_item_once")]
