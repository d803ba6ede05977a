"""The application of Markdown documents: it has a page, and keeps nothing of its own."""

from django.apps import AppConfig


class MarkdownConfig(AppConfig):
    """Names the application."""

    name = "groundswell.connectors.markdown"
    label = "markdown"
