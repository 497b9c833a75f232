"""The three places of the reference portal; an editor may change them."""

from django.db import migrations

# Coordinates of the city centres in degrees.
PLACES = (("Hà Nội", "21.0285", "105.8542"), ("Đà Nẵng", "16.0544", "108.2022"), ("TP Hồ Chí Minh", "10.8231", "106.6297"))


def add_places(apps, schema_editor):
    place = apps.get_model("weather", "Place")
    for order, (name, latitude, longitude) in enumerate(PLACES, start=1):
        place.objects.get_or_create(name=name, defaults={"latitude": latitude, "longitude": longitude, "order": order})


class Migration(migrations.Migration):
    dependencies = [("weather", "0001_initial")]
    operations = [migrations.RunPython(add_places, migrations.RunPython.noop)]
