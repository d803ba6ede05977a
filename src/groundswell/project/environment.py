"""Reads the ``GROUNDSWELL_*`` variables (secrets also from a file, by ``GROUNDSWELL_*_FILE``)."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from groundswell.project.faults import Fault

PREFIX = "GROUNDSWELL_"
MAIL = "django.core.mail.backends"
STARTTLS_PORT = 587
TLS_PORT = 465
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
        "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
    ),
}


def text(name: str, default: str) -> str:
    """Return the value of a variable, of the file that NAME_FILE names, or the default."""
    file = os.environ.get(f"{PREFIX}{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise Fault(f"{PREFIX}{name}_FILE names {file}, which cannot be read.") from error
    return os.environ.get(f"{PREFIX}{name}", default)


def flag(name: str, *, default: bool) -> bool:
    """Return whether a variable says yes: 1, true, yes or on, in any case."""
    return text(name, str(default)).lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """Return a whole number; raises Fault for anything else."""
    given = text(name, str(default))
    try:
        return int(given)
    except ValueError as error:
        raise Fault(f"{PREFIX}{name} must be a whole number.") from error


def words(name: str, default: list[str]) -> list[str]:
    """Return the comma-separated words of a variable."""
    given = [word.strip() for word in text(name, "").split(",")]
    return [word for word in given if word] or default


def folder(name: str, default: str) -> Path:
    """Return an absolute folder."""
    return Path(text(name, default)).expanduser().absolute()


def time_zone(name: str, default: str) -> str:
    """Return a time zone by its name ("Europe/Berlin"); raises Fault for one that does not exist."""
    zone = text(name, default)
    if zone not in available_timezones():
        raise Fault(f"{PREFIX}{name} names {zone}, which is no time zone. Write it like Europe/Berlin.")
    return zone


def host_of(url: str) -> str:
    """Return the host name of an address."""
    return urlsplit(url).hostname or "localhost"


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address, as browsers write an origin."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def path_of(url: str) -> str | None:
    """Return the path under which the installation is reached, or None for the root."""
    return urlsplit(url).path.rstrip("/") or None


def secret_key(keys: Path) -> str:
    """Return the signing key, made at the first start and kept in the keys folder."""
    given = text("SECRET_KEY", "")
    if given:
        return given
    file = keys / "signing.key"
    if not file.exists():
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # another process of the same start was first
    return file.read_text(encoding="utf-8")


def databases(data: Path, keys: Path) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: the main one, and the keyring, which never shares a file or a backup with it."""
    main = text("DATABASE_URL", os.environ.get("DATABASE_URL", ""))
    ring = text("KEYRING_DATABASE_URL", "")
    return {
        "default": _postgresql(main, "DATABASE_URL") if main else _sqlite(data / "groundswell.sqlite3"),
        "keyring": _postgresql(ring, "KEYRING_DATABASE_URL") if ring else _sqlite(keys / "items.sqlite3"),
    }


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "groundswell.kit.sqlite",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def _postgresql(url: str, name: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise Fault(f"{PREFIX}{name} is no address of PostgreSQL: it begins with postgres://. Leave it out for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 4, "timeout": 10}} | dict(parse_qsl(parts.query)),
    }


def openid_connect() -> dict[str, object]:
    """Return allauth's provider settings for one OpenID Connect identity provider, or none."""
    server = text("OIDC_SERVER", "")
    if not server:
        return {}
    app = {
        "provider_id": "oidc",
        "name": text("OIDC_NAME", "your organisation's account"),
        "client_id": text("OIDC_CLIENT_ID", ""),
        "secret": text("OIDC_CLIENT_SECRET", ""),
        "settings": {"server_url": server, "verified_email": words("OIDC_TRUSTED_DOMAINS", [])},
    }
    return {"openid_connect": {"APPS": [app]}}


def identity_provider_origins() -> list[str]:
    """Return the origin of the identity provider, which forms are redirected to, or none."""
    parts = urlsplit(text("OIDC_SERVER", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def mailers(data: Path, *, demo: bool) -> dict[str, dict[str, object]]:
    """Return Django's MAILERS: files in the data folder for the demo and where no mail host is named, else SMTP."""
    host = text("MAIL_HOST", "")
    if demo or not host:
        return {"default": {"BACKEND": f"{MAIL}.filebased.EmailBackend", "OPTIONS": {"file_path": str(data / "mail")}}}
    security = text("MAIL_SECURITY", "starttls")
    options = {
        "host": host,
        "port": number("MAIL_PORT", TLS_PORT if security == "tls" else STARTTLS_PORT),
        "username": text("MAIL_USER", ""),
        "password": text("MAIL_PASSWORD", ""),
        "use_tls": security == "starttls",
        "use_ssl": security == "tls",
        "timeout": 20,
    }
    return {"default": {"BACKEND": f"{MAIL}.smtp.EmailBackend", "OPTIONS": options}}


def mail_in() -> dict[str, str]:
    """Return what `connectors/mailbox` polls; without a host it polls nothing."""
    defaults = {
        "HOST": "",
        "PORT": "",
        "SECURITY": "tls",
        "USER": "",
        "PASSWORD": "",
        "FOLDER": "INBOX",
        "ADDRESS": "",
        "AUTHSERV": "",
        "MINUTES": "3",
    }
    return {name: text(f"MAIL_IN_{name}", default) for name, default in defaults.items()}
