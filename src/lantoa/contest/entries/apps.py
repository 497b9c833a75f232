"""One entrant's work in one contest, from draft to accepted or withdrawn."""

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    name = "lantoa.contest.entries"
    label = "entries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.contest.contests.signals import showcase_opened
        from lantoa.contest.entries import navigation, receivers, sentences
        from lantoa.contest.videos.signals import video_received

        sentences.register()
        navigation.register()
        video_received.connect(receivers.clip_received, dispatch_uid="entries.clip_received")
        showcase_opened.connect(receivers.showcase_opened, dispatch_uid="entries.showcase_opened")
