"""The mark of a table that must not remember in which order its rows came."""

from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from django.db.models import Model


class Unordered:
    """Mix into a model whose rows must keep no physical order of submission.

    It is a plain class and not an abstract model, because migrations keep plain bases: so the schema editor
    still sees the mark when a later AlterField remakes the table. SQLite: ``WITHOUT ROWID``, and the nightly
    rewrite for what spills over. PostgreSQL: the nightly rewrite (`shuffle`).
    """


def unordered_models() -> "list[type[Model]]":
    """Return every installed model with the mark, in the order of their tables' names."""
    marked = [model for model in apps.get_models(include_auto_created=True) if issubclass(model, Unordered)]
    return sorted(marked, key=lambda model: model._meta.db_table)  # noqa: SLF001 - Django's documented access
