"""The application of transcripts' files: it has a page, and keeps nothing of its own."""

from django.apps import AppConfig


class CaptionsConfig(AppConfig):
    """Names the application."""

    name = "groundswell.connectors.captions"
    label = "captions"
