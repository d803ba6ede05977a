"""The audit application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Names the application."""

    name = "groundswell.kit.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
