"""The demo application."""

from django.apps import AppConfig
from rich.console import Console


class DemoConfig(AppConfig):
    """Names the application, and fills it: project and demo know each other through Django's registry alone."""

    name = "groundswell.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def fill(self, console: Console) -> None:
        """Build the demo organisation where there is none."""
        del console
