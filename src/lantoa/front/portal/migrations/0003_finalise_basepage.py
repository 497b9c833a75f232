"""What the base page could not have before Wagtail's own tables were there."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


def revision(label):
    return models.ForeignKey(
        "wagtailcore.revision",
        on_delete=django.db.models.deletion.SET_NULL,
        blank=True,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=label,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_bootstrap_basepage"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField("basepage", "latest_revision", revision("latest revision")),
        migrations.AddField("basepage", "live_revision", revision("live revision")),
        migrations.AlterField(
            "basepage",
            "locale",
            models.ForeignKey(
                "wagtailcore.locale",
                on_delete=django.db.models.deletion.PROTECT,
                editable=False,
                related_name="+",
                verbose_name="locale",
            ),
        ),
        migrations.AlterField("basepage", "translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.AlterUniqueTogether("basepage", {("translation_key", "locale")}),
    ]
