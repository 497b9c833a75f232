"""A panel scores entries by a rubric, in a round."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lantoa.base.units.models import Unit
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry


class Rubric(models.Model):
    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="rubrics")
    name = models.CharField(_("name"), max_length=120)
    #: True for sample values that the organiser has not made their own yet.
    is_preset = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=120)
    guidance = models.TextField(_("guidance"), blank=True)
    maximum = models.DecimalField(
        _("highest score"), max_digits=6, decimal_places=2, default=10, validators=[MinValueValidator(0)]
    )
    step = models.DecimalField(_("step"), max_digits=4, decimal_places=2, default="0.5")
    weight = models.DecimalField(
        _("weight"), max_digits=6, decimal_places=2, default=1, help_text=_("Relative to the other criteria.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "name"], name="criterion_once"),
            models.CheckConstraint(
                condition=Q(maximum__gt=0) & Q(step__gt=0) & Q(weight__gte=0), name="criterion_scale_makes_sense"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Panel(models.Model):
    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="panels")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")

    def __str__(self) -> str:
        return self.name


class PanelMember(models.Model):
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="panel_memberships"
    )
    is_head = models.BooleanField(_("head of the jury"), default=False)

    class Meta:
        verbose_name = _("panel member")
        verbose_name_plural = _("panel members")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["panel", "user"], name="panel_member_once")]

    def __str__(self) -> str:
        return str(self.user)


class RoundState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    TALLIED = "tallied", _("tallied")
    PUBLISHED = "published", _("result published")


class Round(models.Model):
    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="rounds")
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    panel = models.ForeignKey(Panel, verbose_name=_("panel"), on_delete=models.PROTECT, related_name="rounds")
    rubric = models.ForeignKey(Rubric, verbose_name=_("rubric"), on_delete=models.PROTECT, related_name="rounds")
    state = models.CharField(_("state"), max_length=10, choices=RoundState, default=RoundState.DRAFT)
    due_at = models.DateTimeField(_("sheets due"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    #: Seed of every judge's own viewing order.
    seed = models.PositiveIntegerField(default=0)
    places = models.PositiveSmallIntegerField(_("decimal places of the final score"), default=2)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["contest", "order"], name="round_order_once")]

    def __str__(self) -> str:
        return self.name


class AssignmentState(models.TextChoices):
    ASSIGNED = "assigned", _("not scored yet")
    STARTED = "started", _("scoring begun")
    SUBMITTED = "submitted", _("sheet submitted")
    RECUSED = "recused", _("recused")
    CANCELLED = "cancelled", _("cancelled")


class Assignment(models.Model):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assignments")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="assignments")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=10, choices=AssignmentState, default=AssignmentState.ASSIGNED)
    #: Place in this judge's own viewing order.
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "entry", "judge"], name="assignment_once")]


class Ballot(models.Model):
    """One judge's sheet for one entry in one round."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="ballot")
    comment = models.TextField(_("remark"), blank=True)
    #: Grows with each write; a write that names an older one is refused.
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")


class Score(models.Model):
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    value = models.DecimalField(max_digits=6, decimal_places=2)
    #: Copied from the criterion so that the database itself can refuse a score outside its scale.
    maximum = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["ballot", "criterion"], name="score_once_per_criterion"),
            models.CheckConstraint(condition=Q(value__gte=0) & Q(value__lte=F("maximum")), name="score_within_scale"),
        ]


class Recusal(models.Model):
    """A judge does not score an entry, or any entry of a unit, and why."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="recusals")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recusals")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.CASCADE, related_name="recusals")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="recusals")
    reason = models.TextField(_("reason"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False) ^ Q(unit__isnull=False), name="recusal_of_entry_or_unit"
            ),
        ]
