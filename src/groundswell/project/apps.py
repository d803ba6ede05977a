"""The application that wires the contexts together."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Plugs every implementation into the port that needs it."""

    name = "groundswell.project"

    def ready(self) -> None:
        """Wire once, when all models are loaded."""
        from groundswell.project import wiring  # noqa: PLC0415 - models must be loaded first

        wiring.wire()
