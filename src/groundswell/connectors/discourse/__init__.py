"""Forum topics, read from Discourse's own files."""

from groundswell.connectors.discourse.importing import command

__all__ = ["command"]
