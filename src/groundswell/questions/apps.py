"""The questions application."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    """Names the application."""

    name = "groundswell.questions"
    label = "questions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name what the log counts."""
        from groundswell.questions import verbs  # noqa: PLC0415 - not before Django is set up

        verbs.say()
