"""The web application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Names the application."""

    name = "groundswell.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let no copy of an address outlive a sign-in."""
        from groundswell.web.accounts import addresses  # noqa: PLC0415 - models must be loaded first

        addresses.watch()
