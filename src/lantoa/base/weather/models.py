"""Places and what was last observed there."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantoa.base.weather.client import COLDEST, HOTTEST, MOST_TAG, WORST_CODE
from lantoa.pure.kernel import clock


class Place(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=7, decimal_places=4, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=7, decimal_places=4, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    #: When the source may be asked again.
    next_fetch_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: How often in a row the source gave no usable answer.
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    #: The source's own mark of its last answer, so that it need not send the same again.
    tag = models.CharField(max_length=MOST_TAG, blank=True, editable=False)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """The newest observation of a place."""

    place = models.OneToOneField(Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="observation")
    observed_at = models.DateTimeField(_("observed"), default=clock.now)
    fetched_at = models.DateTimeField(default=clock.now, editable=False)
    temperature = models.DecimalField(
        _("temperature (°C)"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(COLDEST), MaxValueValidator(HOTTEST)],
    )
    #: WMO weather code.
    code = models.PositiveSmallIntegerField(_("weather"), default=0, validators=[MaxValueValidator(WORST_CODE)])
    #: Entered by an editor, so the source must not be credited with it.
    by_hand = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = [
            models.CheckConstraint(condition=Q(code__lte=WORST_CODE), name="observation_code_known"),
            models.CheckConstraint(
                condition=Q(temperature__gte=COLDEST, temperature__lte=HOTTEST), name="observation_temperature_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.temperature} °C"
