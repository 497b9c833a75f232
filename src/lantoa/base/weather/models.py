"""Places and what was last observed there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=4)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    #: When the source may be asked again.
    next_fetch_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """The newest observation of a place."""

    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="observation")
    observed_at = models.DateTimeField(_("observed"))
    fetched_at = models.DateTimeField()
    temperature = models.DecimalField(_("temperature (°C)"), max_digits=4, decimal_places=1)
    #: WMO weather code.
    code = models.PositiveSmallIntegerField(_("weather code"), default=0)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
