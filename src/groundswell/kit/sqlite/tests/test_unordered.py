"""Tables of sealed things keep no row numbers, whatever migrations do to them."""

import pytest
from django.db import IntegrityError, connection, connections, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Q

from groundswell.kit.sqlite.tests import scenes
from groundswell.kit.sqlite.unordered import Unordered, unordered_models

CREATE: list[Operation] = [
    migrations.CreateModel(
        "Voice",
        [("id", models.UUIDField(primary_key=True)), ("level", models.CharField(max_length=9))],
        bases=(Unordered, models.Model),
    ),
    migrations.CreateModel(
        "Reader",
        [
            ("pk", models.CompositePrimaryKey("voice_id", "key")),
            ("voice", models.ForeignKey("scene.voice", on_delete=models.CASCADE)),
            ("key", models.UUIDField()),
            ("note", models.CharField(max_length=9, default="")),
        ],
        bases=(Unordered, models.Model),
    ),
]
CHANGES: list[Operation] = [
    migrations.AddField("voice", "body", models.BinaryField(default=b"")),
    migrations.AddField("voice", "state", models.CharField(max_length=9, null=True, unique=True)),
    migrations.AddField("voice", "parent", models.ForeignKey("scene.voice", null=True, on_delete=models.CASCADE)),
    migrations.AlterField("voice", "level", models.CharField(max_length=20, db_index=True)),
    migrations.AlterField("voice", "level", models.TextField(null=True)),
    migrations.AlterField("voice", "level", models.TextField(default="open")),
    migrations.RenameField("voice", "level", "rung"),
    migrations.RenameField("reader", "note", "remark"),
    migrations.AlterField("reader", "remark", models.TextField(null=True)),
    migrations.AddConstraint("voice", models.CheckConstraint(condition=~Q(rung=""), name="scene_rung")),
    migrations.AddConstraint("voice", models.UniqueConstraint(fields=("rung", "state"), name="scene_unique")),
    migrations.AddIndex("voice", models.Index("rung", condition=Q(state=None), name="scene_index")),
    migrations.RemoveConstraint("voice", "scene_rung"),
    migrations.RemoveConstraint("voice", "scene_unique"),
    migrations.RemoveIndex("voice", "scene_index"),
    migrations.RemoveField("voice", "parent"),
    migrations.RemoveField("voice", "state"),
    migrations.AlterField("voice", "id", models.CharField(max_length=32, primary_key=True)),
    migrations.AlterModelTable("voice", "scene_spoken"),
    migrations.RenameModel("voice", "Utterance"),
    migrations.AddField("utterance", "day", models.DateField(null=True)),
]


def apply(operation: Operation, state: ProjectState, alias: str) -> ProjectState:
    """Apply one operation of a migration, as Django's executor does."""
    after = state.clone()
    operation.state_forwards("scene", after)
    with connections[alias].schema_editor() as editor:
        operation.database_forwards("scene", editor, state, after)
    return after


def tables_with_row_numbers(alias: str) -> set[str]:
    """Return the tables of a database whose rows are numbered in the order in which they came."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        return {name for name, sql in cursor.fetchall() if not sql.rstrip().endswith("WITHOUT ROWID")}


@pytest.mark.slow
def test_every_operation_of_a_migration_keeps_a_sealed_table_without_row_numbers(spare: str) -> None:
    state = ProjectState()
    for operation in (*CREATE, *CHANGES):
        state = apply(operation, state, spare)
        assert tables_with_row_numbers(spare) == set(), operation.describe()


@pytest.mark.slow
def test_rows_survive_those_operations(spare: str) -> None:
    state = ProjectState()
    for operation in CREATE:
        state = apply(operation, state, spare)
    voice = (
        state.apps.get_model("scene", "Voice")._default_manager.using(spare).create(pk="0" * 31 + "7", level="signed")
    )
    state.apps.get_model("scene", "Reader")._default_manager.using(spare).create(voice=voice, key="1" * 32)
    for operation in CHANGES[:-4]:
        state = apply(operation, state, spare)
    kept = state.apps.get_model("scene", "Reader")._default_manager.using(spare).select_related("voice").get()
    assert kept.voice.rung == "signed"


def test_an_ordinary_table_has_row_numbers(spare: str) -> None:
    *_, ordinary = scenes.sealed_models()
    scenes.create(spare, ordinary)
    assert tables_with_row_numbers(spare) >= {ordinary._meta.db_table}


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("alias", ["default", "keyring"])
def test_after_all_migrations_no_installed_sealed_table_has_row_numbers(alias: str) -> None:
    if connections[alias].vendor != "sqlite":
        pytest.skip("PostgreSQL has no row numbers; the nightly rewrite is its part")
    here = {model._meta.db_table for model in unordered_models()} & set(connections[alias].introspection.table_names())
    assert here
    assert not here & tables_with_row_numbers(alias)


def test_every_installed_sealed_table_is_known_by_its_mark() -> None:
    names = {model.__name__ for model in unordered_models()}
    assert {"ItemKey", "Voice", "Message", "Envelope"} <= names
    assert "Person" not in names


def test_a_broken_reference_is_told_by_its_tables_and_not_by_its_values(spare: str) -> None:
    sealed, envelope, _ = scenes.sealed_models()
    scenes.create(spare, sealed, envelope)
    wrapper = connections[spare]
    wrapper.check_constraints()
    wrapper.disable_constraint_checking()
    with wrapper.cursor() as cursor:
        cursor.execute(f"INSERT INTO {envelope._meta.db_table} VALUES ('{'a' * 32}', '{'b' * 32}')")
    wrapper.enable_constraint_checking()
    with pytest.raises(IntegrityError, match="people_envelope refers to rows of people_sealed") as refusal:
        wrapper.check_constraints()
    assert "bbbb" not in str(refusal.value)
    wrapper.check_constraints([sealed._meta.db_table])
    with pytest.raises(IntegrityError):
        wrapper.check_constraints([envelope._meta.db_table])


def test_the_installation_runs_on_this_backend() -> None:
    assert connection.vendor in {"sqlite", "postgresql"}
    if connection.vendor == "sqlite":
        assert hasattr(connection, "queue")
