"""The mark of a table that must not remember in which order its rows came."""


class Unordered:
    """Mix into a model whose rows must keep no physical order of submission.

    It is a plain class and not an abstract model, because migrations keep plain bases: so the schema editor
    still sees the mark when a later AlterField remakes the table. SQLite: ``WITHOUT ROWID``. PostgreSQL: the
    nightly shuffle rewrites the table.
    """
