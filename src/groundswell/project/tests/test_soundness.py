"""What `groundswell check` finds."""

import http.server
import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from pytest_django import Settings

from groundswell.connectors.chat import actions as chats
from groundswell.connectors.chat.rules import Kind as ChatKind
from groundswell.connectors.sending import actions as sending
from groundswell.connectors.sending.rules import Kind as PlaceKind
from groundswell.connectors.sources.actions import SourceWords, connect_source, pause_source
from groundswell.connectors.sources.kinds import CONNECTORS
from groundswell.kit import clock
from groundswell.kit.tests.postbox import Postbox, opened
from groundswell.people import actions
from groundswell.people.tests import identity
from groundswell.project.soundness import asked, databases, folders, inspection, outside
from groundswell.project.soundness.finding import Finding
from groundswell.voices.models import DeskKey
from tests.cast import Cast
from tests.processes import free_port

type Answers = dict[str, tuple[int, dict[str, str]]]
POLICY = {"Content-Security-Policy": "default-src 'none'"}


def sentences(found: list[Finding]) -> str:
    return "\n".join(f"{finding.sentence} {finding.remedy}" for finding in found)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data" / "keys").mkdir(parents=True)
    for folder in (tmp_path / "data", tmp_path / "data" / "keys"):
        folder.chmod(0o700)
    return tmp_path / "data"


@pytest.fixture
def serve() -> Iterator[Callable[[Answers], str]]:
    """Serve answers as a proxy would give them; return the address."""
    servers = []

    def start(answers: Answers) -> str:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers = answers[self.path]
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that it has there
                """Say nothing."""

        server = socketserver.TCPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_sound_folder_has_no_findings(data: Path) -> None:
    (data / "keys" / "pepper.key").touch(0o600)
    (data / "keys" / "pepper.key").write_bytes(bytes(32))
    assert folders.inspect(data, data / "keys", on_sqlite=True) == []


@pytest.mark.parametrize("which", ["data", "data/keys"])
def test_a_folder_that_others_can_look_into_is_named_with_the_command_that_closes_it(
    which: str, data: Path, tmp_path: Path
) -> None:
    (tmp_path / which).chmod(0o755)
    assert f"chmod go= {tmp_path / which}" in sentences(folders.inspect(data, data / "keys", on_sqlite=True))


def test_a_key_that_others_can_read_and_one_that_is_cut_off_are_named(data: Path) -> None:
    (data / "keys" / "owner.key").write_bytes(bytes(32))
    (data / "keys" / "owner.key").chmod(0o644)
    (data / "keys" / "pepper.key").write_bytes(bytes(31))
    (data / "keys" / "pepper.key").chmod(0o600)
    said = sentences(folders.inspect(data, data / "keys", on_sqlite=True))
    assert f"chmod 600 {data / 'keys' / 'owner.key'}" in said
    assert "pepper.key is damaged" in said


def test_a_full_disk_is_found_before_it_refuses_a_voice(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LEAST_FREE", 10**18)
    assert "MB left" in sentences(folders.inspect(data, data / "keys", on_sqlite=True))


@pytest.mark.parametrize(("kind", "faults"), [("nfs4", 1), ("cifs", 1), ("ext4", 0)])
def test_sqlite_on_a_network_disk_is_a_fault(
    kind: str, faults: int, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mounts").write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {tmp_path} {kind} rw 0 0\n")
    monkeypatch.setattr(folders.kind_of_disk, "__defaults__", (tmp_path / "mounts",))
    assert sentences(folders.inspect(data, data / "keys", on_sqlite=True)).count("network disk") == faults
    assert not folders.inspect(data, data / "keys", on_sqlite=False)


def test_where_the_kinds_of_disks_are_not_told_nothing_is_claimed(data: Path, tmp_path: Path) -> None:
    assert folders.kind_of_disk(data, tmp_path / "absent") == ""


@pytest.mark.django_db(transaction=True)
def test_a_database_of_this_version_has_no_findings() -> None:
    assert databases.inspect("default") + databases.inspect("keyring") == []


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_behind_says_by_how_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "pending", lambda _alias: ["voices.0002_more", "voices.0003_still_more"])
    said = sentences(databases.inspect("default"))
    assert "2 steps behind this version (the first is voices.0002_more)" in said


@pytest.mark.django_db(transaction=True)
def test_an_old_database_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "OLDEST_SQLITE", (99,))
    monkeypatch.setattr(databases, "OLDEST_POSTGRESQL", 990000)
    assert "is too old" in sentences(databases.inspect("default"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("groundswell.example.org", "is no address"),
        ("http://groundswell.example.org", "without encryption"),
        ("http://127.0.0.1:8000", "Passkeys do not work"),
        ("https://elsewhere.example.org", "not among the allowed hosts"),
    ],
)
def test_an_address_that_will_not_do_is_explained(address: str, said: str) -> None:
    assert said in sentences(outside.inspect_address(address, ["groundswell.example.org", "127.0.0.1"]))


def test_a_good_address_has_no_findings() -> None:
    assert outside.inspect_address("https://groundswell.example.org/voices", ["groundswell.example.org"]) == []
    assert outside.inspect_address("http://localhost:8000", ["localhost"]) == []


def test_a_clock_from_before_this_program_was_written_is_wrong() -> None:
    assert outside.inspect_clock() == []
    with time_machine.travel(datetime(1970, 1, 1, tzinfo=UTC)):
        assert "The clock says 01 January 1970" in sentences(outside.inspect_clock())


def test_that_no_mail_leaves_is_said_except_of_the_demo() -> None:
    files: dict[str, Any] = {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": "/var/lib/example/mail"},
    }
    said = sentences(outside.inspect_mail(files, demo=False))
    assert "No mail leaves" in said
    assert "/var/lib/example/mail" in said
    assert outside.inspect_mail(files, demo=True) == []


def test_a_mail_server_that_does_not_answer_is_a_fault_without_the_password(settings: Settings) -> None:
    options = {"host": "127.0.0.1", "port": free_port(), "username": "me", "password": "very-secret", "timeout": 2}
    mailer: dict[str, Any] = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
    settings.MAILERS = {"default": mailer}
    said = sentences(outside.inspect_mail(mailer, demo=False))
    assert "The mail server refuses: ConnectionRefusedError" in said
    assert "very-secret" not in said


def test_a_mail_server_that_refuses_our_sender_is_a_fault(settings: Settings) -> None:
    with opened(Postbox(refuses_sender=True)) as box:
        settings.MAILERS = box.mailers
        said = sentences(outside.inspect_mail(settings.MAILERS["default"], demo=False))
    assert "The mail server refuses: SMTPSenderRefused" in said
    assert "MAIL_FROM" in said


def test_a_proxy_that_leaves_everything_as_it_is_has_no_findings(serve: Callable[[Answers], str]) -> None:
    assert outside.inspect_way_in(serve({"/health/ready": (200, POLICY), "/speak/": (200, POLICY)})) == []


def test_a_proxy_that_sets_cookies_where_nobody_may_be_recognised_is_found(serve: Callable[[Answers], str]) -> None:
    address = serve({"/health/ready": (200, POLICY), "/speak/": (200, {"Set-Cookie": "sticky=1"})})
    assert "/speak/" in sentences(outside.inspect_way_in(address))


def test_a_proxy_that_drops_the_security_policy_is_found(serve: Callable[[Answers], str]) -> None:
    assert "policy does not arrive" in sentences(
        outside.inspect_way_in(serve({"/health/ready": (200, {}), "/speak/": (200, {})}))
    )


def test_a_proxy_that_passes_another_host_is_found(serve: Callable[[Answers], str]) -> None:
    address = serve({"/health/ready": (400, {}), "/speak/": (400, {})})
    assert "proxy_set_header Host" in sentences(outside.inspect_way_in(address))


def test_where_nothing_answers_that_is_said() -> None:
    assert "Nothing answers" in sentences(outside.inspect_way_in(f"http://localhost:{free_port()}"))


def _providers(url: str, *trusted: str) -> dict[str, Any]:
    return {"openid_connect": {"APPS": [{"settings": {"server_url": url, "verified_email": list(trusted)}}]}}


def test_an_identity_provider_that_vouches_for_no_address_is_a_fault() -> None:
    with identity.opened() as provider:
        assert outside.inspect_identity_provider(_providers(provider.url)) == []
        provider.claims_supported = ["sub", "email"]
        assert "it lets nobody in" in sentences(outside.inspect_identity_provider(_providers(provider.url)))
        assert outside.inspect_identity_provider(_providers(provider.url, "example.org")) == []
        provider.claims_supported = ["sub", "email", "email_verified"]
        assert outside.inspect_identity_provider(_providers(f"{provider.url}/")) == []


def test_an_identity_provider_that_is_not_there_is_a_fault() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    assert "does not answer" in sentences(outside.inspect_identity_provider(_providers(url)))
    assert outside.inspect_identity_provider({}) == []


@pytest.mark.django_db(transaction=True)
def test_an_installation_without_people_says_how_to_begin(settings: Settings) -> None:
    said = sentences(inspection.findings())
    assert "Nobody belongs to this installation yet." in said
    assert f"--role administrator --data {settings.DATA_FOLDER}" in said


@pytest.mark.django_db(transaction=True)
def test_people_without_an_organisation_are_said_to_get_no_letter() -> None:
    actions.add_person(by=None, name="Bo", email="bo@example.org")
    said = sentences(inspection.findings())
    assert "The organisation has no name yet, and until then no weekly letter goes out." in said
    assert "Nobody can add people and give roles on the pages." in said
    assert "No advocate reads what people say." in said


@pytest.mark.django_db(transaction=True)
def test_desks_that_were_never_opened_are_named(organisation: Cast) -> None:
    DeskKey.objects.create(reader=organisation.otto, public=bytes(32), by_passphrase=b"closed", made_on=clock.today())
    said = sentences(inspection.findings())
    assert "Alice has never opened the desk" in said
    assert "Otto has never" not in said


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_time_zone_in_which_nobody_lives_is_worth_a_note(organisation: Cast, settings: Settings) -> None:
    assert "the letter goes by" not in sentences(inspection.findings())
    settings.TIME_ZONE = "Pacific/Auckland"
    assert "the letter goes by Pacific/Auckland" in sentences(inspection.findings())


@pytest.mark.django_db(transaction=True)
def test_an_installation_with_both_readers_misses_nobody(organisation: Cast) -> None:
    assert organisation.otto.name
    assert "reads what" not in sentences(inspection.findings())


@pytest.mark.django_db(transaction=True)
def test_a_sound_table_without_rowid_is_not_called_damaged() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite 3.40 says so; PostgreSQL has no such tables")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE odd (sealed BLOB NOT NULL, key TEXT NOT NULL PRIMARY KEY, more) WITHOUT ROWID")
        try:
            cursor.execute("INSERT INTO odd VALUES (x'01', 'a', 1)")
            assert databases.damage("default") == databases.damage("default", "integrity_check") == []
        finally:
            cursor.execute("DROP TABLE odd")


@pytest.mark.django_db(transaction=True)
def test_an_emptied_value_is_called_damage() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("nobody can write into the files of PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE odd (key TEXT NOT NULL PRIMARY KEY, sealed BLOB)")
        try:
            cursor.execute("INSERT INTO odd VALUES ('a', NULL)")
            cursor.execute("PRAGMA writable_schema=ON")
            cursor.execute("UPDATE sqlite_master SET sql = replace(sql, 'BLOB', 'BLOB NOT NULL') WHERE name = 'odd'")
            cursor.execute("PRAGMA writable_schema=RESET")
            assert databases.damage("default") == ["NULL value in odd.sealed"]
        finally:
            cursor.execute("DROP TABLE odd")


MEANS = {"outside.example": ["93.184.216.34"], "intra.example": ["10.1.2.3"], "127.0.0.1": ["127.0.0.1"]}


def _means(host: str, _port: int) -> list[str]:
    return MEANS.get(host, [])


@pytest.mark.django_db
def test_each_source_place_and_chat_that_would_not_be_asked_is_named_with_what_to_do(
    organisation: Cast, settings: Settings
) -> None:
    settings.HOSTS_INSIDE = frozenset({"127.0.0.1"})
    for name, address, key in (
        ("Fine", "https://outside.example", "k"),
        ("Gone", "https://nowhere.example", "k"),
        ("Inside", "https://intra.example", ""),
        ("Here", "http://127.0.0.1:1", "k"),
        ("Open feed", "http://outside.example", ""),
    ):
        words = SourceWords(name=name, address=address, key=key, hook="s")
        connect_source(by=None, connector=CONNECTORS["discourse"], words=words)
    sending.name_place(
        by=organisation.ada, kind=PlaceKind.GITLAB, name="Ours", address="https://intra.example", spot="a/b", secret="k"
    )
    told = {"name": "Chat", "secret": "s", "bot": "b", "address": "https://intra.example"}
    chats.open_door(by=organisation.ada, kind=ChatKind.MATTERMOST, **told)
    found = asked.inspect(_means)
    starts = [finding.sentence.partition(" is not asked: ")[0] for finding in found]
    assert starts == ["The source “Inside”", "The place “Ours”", "The chat “Chat”"]
    assert not any(finding.is_fault for finding in found)
    assert "GROUNDSWELL_HOSTS_INSIDE" in found[0].remedy
    assert "http://localhost:8000/sources/" in found[0].remedy
    settings.HOSTS_INSIDE = frozenset({"intra.example"})
    said = sentences(asked.inspect(_means))
    assert "The source “Here” is not asked: Over http://" in said
    assert "Inside" not in said


@pytest.mark.django_db
def test_a_source_that_is_paused_is_not_looked_at() -> None:
    words = SourceWords(name="Inside", address="https://intra.example")
    source = connect_source(by=None, connector=CONNECTORS["discourse"], words=words)
    assert len(asked.inspect(_means)) == 1
    pause_source(by=None, source=source, is_paused=True)
    assert asked.inspect(_means) == []
