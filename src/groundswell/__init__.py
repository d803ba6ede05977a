"""Groundswell, the self-hosted workbench of a developer advocate."""

__version__ = "0.1.0"
