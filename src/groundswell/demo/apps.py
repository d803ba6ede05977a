"""The demo application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from rich.console import Console


class DemoConfig(AppConfig):
    """Names the application, and fills it: project and demo know each other through Django's registry alone."""

    name = "groundswell.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say above every page that this is a demo."""
        from groundswell.web.ports import Strip, strips  # noqa: PLC0415 - the shell's models must be loaded first

        words = _("This is a demo: everybody and everything in it is invented.")
        strips.plug(Strip(words, "demo:chooser", _("Be somebody else")))

    def fill(self, console: Console) -> None:
        """Build the demo organisation where there is none."""
        from groundswell.demo import story  # noqa: PLC0415 - after django.setup()
        from groundswell.people import queries  # noqa: PLC0415 - as above

        if not queries.is_founded():
            story.build(console)
