"""A contest and what it promises: dates, technical rules, rules text, who was invited, who does what."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lantoa.base.units.models import Unit


class State(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("receiving entries")
    CLOSED = "closed", _("reception closed")
    FINISHED = "finished", _("finished")


class TechnicalRules(models.Model):
    """What a clip must be, as data; `lantoa.pure.media.rules.TechnicalRules` judges by it."""

    min_seconds = models.PositiveIntegerField(_("shortest clip (seconds)"), default=420)
    max_seconds = models.PositiveIntegerField(_("longest clip (seconds)"), default=600)
    tolerance_seconds = models.PositiveIntegerField(_("tolerance (seconds)"), default=5)
    max_megabytes = models.PositiveIntegerField(_("largest file (MB)"), default=2048)
    #: Space-separated file kinds.
    formats = models.CharField(_("file kinds"), max_length=80, default="mp4 mov webm mkv")
    min_height = models.PositiveIntegerField(_("least picture height (pixels)"), default=0)
    refuse_wrong_duration = models.BooleanField(
        _("refuse a clip of the wrong length at once"),
        default=False,
        help_text=_("Otherwise the entrant is warned and the screening panel decides."),
    )
    entries_per_unit = models.PositiveIntegerField(_("most entries of one unit (0 = no limit)"), default=0)

    class Meta:
        abstract = True


class Contest(TechnicalRules):
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(_("address"), max_length=90, unique=True)
    summary = models.TextField(_("summary"), blank=True)
    organiser_name = models.CharField(_("organised by"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    #: When accepted clips became visible to everybody; empty while they are not.
    showcase_at = models.DateTimeField(_("clips public since"), null=True, blank=True)
    entry_prefix = models.CharField(_("prefix of entry codes"), max_length=8, default="MS")
    #: Last number given to an entry; grows under a row lock.
    last_entry_number = models.PositiveIntegerField(default=0, editable=False)
    #: Why the sample values of this contest are what they are, shown to organisers.
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(max_seconds__gte=F("min_seconds")), name="contest_duration_in_order"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(opens_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="contest_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(opens_at__isnull=False) & Q(closes_at__isnull=False)),
                name="contest_open_has_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Category(models.Model):
    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["contest", "name"], name="category_once")]

    def __str__(self) -> str:
        return self.name


class RulesVersion(models.Model):
    """The rules text as it stood; once published it is never edited, only followed by a next version."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="rules_versions")
    version = models.PositiveSmallIntegerField(_("version"))
    body = models.TextField(_("rules text"))
    reason = models.TextField(_("reason of the change"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("rules version")
        verbose_name_plural = _("rules versions")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["contest", "version"], name="rules_version_once")]


class InvitedUnit(models.Model):
    """A unit as it was when the contest opened: "23/39" is counted against these rows for ever."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="invited")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name at opening"), max_length=200)
    order = models.PositiveIntegerField(default=0)
    #: Empty while the list is being prepared; set for all rows at once when the contest opens.
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invited unit")
        verbose_name_plural = _("invited units")
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["contest", "unit"], name="unit_invited_once")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    ORGANISER = "organiser", _("organiser")
    SECRETARY = "secretary", _("secretary")
    SCREENER = "screener", _("screener")
    JUDGE = "judge", _("judge")
    AUDITOR = "auditor", _("auditor")


class ContestRole(models.Model):
    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="contest_roles"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [models.UniqueConstraint(fields=["contest", "user", "role"], name="contest_role_once")]
