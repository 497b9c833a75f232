"""An entry: one unit's clip in one contest, with its authors, consents and receipts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantoa.base.units.models import Unit
from lantoa.contest.contests.models import Category, Contest
from lantoa.contest.videos.models import Video


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    SCREENING = "screening", _("being screened")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned for correction")
    REJECTED = "rejected", _("not accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DISQUALIFIED = "disqualified", _("disqualified")


class Entry(models.Model):
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="entries")
    category = models.ForeignKey(Category, verbose_name=_("category"), null=True, blank=True, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="entries")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entries")
    #: Given at the first submission: MS01, MS02…
    number = models.PositiveIntegerField(null=True, blank=True)
    code = models.CharField(_("entry code"), max_length=16, blank=True)
    title = models.CharField(_("title"), max_length=200)
    folded = models.CharField(max_length=420, editable=False, db_index=True)
    description = models.TextField(_("description"), blank=True, max_length=2000)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    #: What the person was told last about the state: reason of a return or refusal.
    reason = models.TextField(blank=True)
    video = models.OneToOneField(Video, null=True, blank=True, on_delete=models.PROTECT, related_name="entry")
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("first submitted"), null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["contest", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="entry_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | (Q(number__isnull=False) & Q(video__isnull=False) & Q(submitted_at__isnull=False)),
                name="entry_submitted_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["contest", "state"], name="entry_by_state")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class Credit(models.Model):
    """An author, as named on the entry form."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="credits")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("part"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["order", "id"]


class Purpose(models.TextChoices):
    RULES = "rules", _("acceptance of the rules")
    ORIGINAL = "original", _("original work")
    IMAGE = "image", _("consent of the people shown")
    PUBLISH = "publish", _("leave to publish")


class Consent(models.Model):
    """One separate yes: the words as they were shown, by whom and when."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.UniqueConstraint(fields=["entry", "purpose"], name="consent_once_per_purpose")]


class Receipt(models.Model):
    """What the entrant may hold against us: this file, with this hash, at this instant."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="receipts")
    number = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    issued_to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="receipt_number_once")]
