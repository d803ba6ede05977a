"""Django's SQLite backend, with tables that keep no order of submission."""

from django.db.backends.sqlite3 import base, schema
from django.db.models import Model

from groundswell.kit.sqlite.unordered import Unordered


class SchemaEditor(schema.DatabaseSchemaEditor):
    """Creates the tables of `Unordered` models without SQLite's hidden, ascending row number."""

    def table_sql(self, model: type[Model]) -> tuple[str, list[object]]:
        """Return the CREATE TABLE statement."""
        sql, params = super().table_sql(model)
        return (f"{sql} WITHOUT ROWID", params) if issubclass(model, Unordered) else (sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend that `ENGINE` names."""

    SchemaEditorClass = SchemaEditor
