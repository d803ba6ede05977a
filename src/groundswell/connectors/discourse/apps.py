"""The application of forum topics: it has a page, and keeps nothing of its own."""

from django.apps import AppConfig


class DiscourseConfig(AppConfig):
    """Names the application."""

    name = "groundswell.connectors.discourse"
    label = "discourse"
