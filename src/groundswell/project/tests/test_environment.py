"""The variables."""

from pathlib import Path

import pytest

from groundswell.project import environment as env
from groundswell.project.faults import Fault


def test_a_secret_can_lie_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "password").write_text("from the file\n")
    monkeypatch.setenv("GROUNDSWELL_MAIL_PASSWORD_FILE", str(tmp_path / "password"))
    assert env.text("MAIL_PASSWORD", "") == "from the file"


def test_a_secret_s_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDSWELL_MAIL_PASSWORD_FILE", "/nowhere/password")
    with pytest.raises(Fault, match="GROUNDSWELL_MAIL_PASSWORD_FILE names /nowhere/password"):
        env.text("MAIL_PASSWORD", "")


@pytest.mark.parametrize("name", ["Berlin", "", "../etc/passwd"])
def test_a_time_zone_that_does_not_exist_stops_the_start_with_a_sentence(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROUNDSWELL_TIME_ZONE", name)
    with pytest.raises(Fault, match="is no time zone"):
        env.time_zone("TIME_ZONE", "UTC")


def test_a_number_that_is_none_stops_the_start_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDSWELL_MAIL_PORT", "smtp")
    with pytest.raises(Fault, match="GROUNDSWELL_MAIL_PORT must be a whole number"):
        env.number("MAIL_PORT", 587)


@pytest.mark.parametrize("yes", ["1", "true", "Yes", "ON"])
def test_yes_can_be_said_in_many_ways(yes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDSWELL_DEBUG", yes)
    assert env.flag("DEBUG", default=False)


def test_without_a_mail_server_mail_lies_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GROUNDSWELL_MAIL_HOST", raising=False)
    assert env.mailers(tmp_path, demo=False)["default"]["OPTIONS"] == {"file_path": str(tmp_path / "mail")}


def test_the_demo_never_sends_mail_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDSWELL_MAIL_HOST", "mail.example.org")
    assert str(env.mailers(tmp_path, demo=True)["default"]["BACKEND"]).endswith("filebased.EmailBackend")


@pytest.mark.parametrize(
    ("security", "reached"),
    [("starttls", (587, True, False)), ("tls", (465, False, True)), ("none", (587, False, False))],
)
def test_a_mail_server_is_reached_as_its_security_says(
    security: str, reached: tuple[int, bool, bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROUNDSWELL_MAIL_HOST", "mail.example.org")
    monkeypatch.setenv("GROUNDSWELL_MAIL_SECURITY", security)
    options = env.mailers(tmp_path, demo=False)["default"]["OPTIONS"]
    assert isinstance(options, dict)
    assert (options["port"], options["use_tls"], options["use_ssl"]) == reached


def test_the_keyring_never_shares_a_file_with_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GROUNDSWELL_DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    both = env.databases(tmp_path, tmp_path / "keys")
    assert both["default"]["NAME"] == str(tmp_path / "groundswell.sqlite3")
    assert both["keyring"]["NAME"] == str(tmp_path / "keys" / "items.sqlite3")


@pytest.mark.parametrize("name", ["GROUNDSWELL_DATABASE_URL", "GROUNDSWELL_KEYRING_DATABASE_URL"])
def test_an_address_of_another_database_is_refused_by_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "sqlite:///groundswell.sqlite3")
    with pytest.raises(Fault, match=f"{name} is no address of PostgreSQL"):
        env.databases(tmp_path, tmp_path)


def test_an_address_of_postgresql_may_hold_any_character(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDSWELL_DATABASE_URL", "postgres://me%40home:p%2Fw%3A@db.example.org:6432/ground%20swell")
    main = env.databases(tmp_path, tmp_path)["default"]
    assert (main["USER"], main["PASSWORD"], main["NAME"]) == ("me@home", "p/w:", "ground swell")
    assert (main["HOST"], main["PORT"]) == ("db.example.org", "6432")


def test_what_stands_behind_the_address_of_postgresql_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROUNDSWELL_DATABASE_URL", "postgres://me@db.example.org/groundswell?sslmode=verify-full")
    assert env.databases(tmp_path, tmp_path)["default"]["OPTIONS"]["sslmode"] == "verify-full"


def test_the_signing_key_is_made_once_and_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GROUNDSWELL_SECRET_KEY", raising=False)
    first = env.secret_key(tmp_path / "keys")
    assert env.secret_key(tmp_path / "keys") == first
    assert (tmp_path / "keys" / "signing.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("url", "path"), [("http://localhost:8000", None), ("https://example.org/voices/", "/voices"), ("", None)]
)
def test_the_path_of_an_installation_is_that_of_its_address(url: str, path: str | None) -> None:
    assert env.path_of(url) == path


def test_one_identity_provider_is_named_by_three_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.openid_connect() == {}
    assert env.identity_provider_origins() == []
    monkeypatch.setenv("GROUNDSWELL_OIDC_SERVER", "https://login.example.org/realm")
    monkeypatch.setenv("GROUNDSWELL_OIDC_CLIENT_ID", "groundswell")
    assert "openid_connect" in env.openid_connect()
    assert env.identity_provider_origins() == ["https://login.example.org"]
