"""The search application."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Names the application."""

    name = "groundswell.kit.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the database forget the words of what is deleted."""
        from groundswell.kit.search.models import Document  # noqa: PLC0415 - models must be loaded first
        from groundswell.kit.sqlite import gone  # noqa: PLC0415 - as above

        gone.holds_words(Document._meta.db_table)  # noqa: SLF001 - Django's documented access
