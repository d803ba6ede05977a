"""The web application."""

from types import ModuleType

from django.apps import AppConfig

from groundswell.web.sentences import speak_for_fields


class WebConfig(AppConfig):
    """Names the application."""

    name = "groundswell.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def __init__(self, app_name: str, app_module: ModuleType | None) -> None:
        super().__init__(app_name, app_module)
        # Before any application's forms are read: a field keeps the sentences of the moment it was made.
        speak_for_fields()

    def ready(self) -> None:
        """Let no copy of an address outlive a sign-in."""
        from groundswell.web.accounts import addresses  # noqa: PLC0415 - models must be loaded first

        addresses.watch()
