"""Backup and restore: everything of an installation, as encrypted lines of JSON, the same on both databases."""
