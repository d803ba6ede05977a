"""What lies between people and the installation: mail, the address they type, the proxy, the clock."""

import http.client
import ipaddress
import json
import smtplib
import ssl
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from groundswell.kit import clock, mail
from groundswell.project.soundness.finding import Finding, fault, note

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
PATIENCE_SECONDS = 5
LOCAL = {"localhost", "127.0.0.1", "::1"}
OK = 200
_DISCOVERY = "/.well-known/openid-configuration"
_AT_OIDC = "Look at GROUNDSWELL_OIDC_SERVER, and at the provider."


def inspect_mail(mailer: dict[str, Any], *, demo: bool) -> list[Finding]:
    """Look whether mail leaves: it carries sign-in codes and the weekly letter."""
    if is_kept_in_files(mailer):
        return [] if demo else inspect_post(mailer)
    try:
        mail.greet().close()
    except (OSError, smtplib.SMTPException) as error:
        remedy = "Look at GROUNDSWELL_MAIL_HOST, MAIL_PORT, MAIL_SECURITY, MAIL_USER, MAIL_PASSWORD and MAIL_FROM."
        return [fault(f"The mail server refuses: {type(error).__name__}: {error}.", remedy)]
    return []


def inspect_post(mailer: dict[str, Any]) -> list[Finding]:
    """Say where mail lies that goes nowhere: whoever signs in looks for the code there."""
    if not is_kept_in_files(mailer):
        return []
    folder = mailer["OPTIONS"]["file_path"]
    remedy = f"Name your mail server in GROUNDSWELL_MAIL_HOST; until then sign-in codes are files in {folder}."
    return [note("No mail leaves this installation.", remedy)]


def is_kept_in_files(mailer: dict[str, Any]) -> bool:
    """Tell whether mail is written to files and sent nowhere."""
    return str(mailer["BACKEND"]).endswith("filebased.EmailBackend")


def inspect_clock() -> list[Finding]:
    """Look whether the clock can be right."""
    if clock.now() >= BUILT:
        return []
    return [
        fault(f"The clock says {clock.now():%d %B %Y}, before this program was written.", "Set it, from a time server.")
    ]


def inspect_address(base_url: str, allowed_hosts: list[str]) -> list[Finding]:
    """Look at the address that mails and receipts name."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host:
        remedy = "Write it as people type it: GROUNDSWELL_BASE_URL=https://groundswell.example.org"
        return [fault(f"{base_url} is no address.", remedy)]
    found = []
    if parts.scheme == "http" and host not in LOCAL:
        remedy = "Serve https through a proxy, and write https in GROUNDSWELL_BASE_URL."
        found.append(fault(f"People reach {base_url} without encryption: the network reads what they say.", remedy))
    if is_number(host):
        remedy = "Use a name in GROUNDSWELL_BASE_URL (http://localhost:8000 on this machine)."
        found.append(note("Passkeys do not work on an address made of numbers.", remedy))
    if host not in allowed_hosts and "*" not in allowed_hosts:
        remedy = f"Add {host} to GROUNDSWELL_ALLOWED_HOSTS, or leave that variable out."
        found.append(
            fault(f"Every page at {base_url} is refused, because {host} is not among the allowed hosts.", remedy)
        )
    return found


def inspect_way_in(base_url: str) -> list[Finding]:
    """Knock at our own address, as people do, and look at what a proxy changes on the way."""
    try:
        status, headers = _knock(base_url, "/health/ready")
        cookie = _knock(base_url, "/speak/")[1].get("Set-Cookie")
    except (OSError, http.client.HTTPException) as error:
        remedy = (
            "When it should be running: `groundswell serve`, and look at the proxy before it. Where it is served at "
            "another address or port, name that in GROUNDSWELL_BASE_URL here, too."
        )
        return [note(f"Nothing answers at {base_url} ({type(error).__name__}).", remedy)]
    if status != OK:
        remedy = "Let the proxy pass the Host header on unchanged (nginx: proxy_set_header Host $host)."
        return [fault(f"{base_url}/health/ready answers {status}.", remedy)]
    found = []
    if "default-src 'none'" not in headers.get("Content-Security-Policy", ""):
        remedy = "Let the proxy leave the response headers as they are."
        found.append(fault("The content security policy does not arrive at the browser.", remedy))
    if cookie:
        remedy = "Switch off the proxy's own cookies (sticky sessions, bot checks) for /speak/, /thread/, /b/ and /r/."
        found.append(fault("The proxy sets a cookie where nobody must be recognised.", remedy))
    return found


def inspect_identity_provider(providers: dict[str, Any]) -> list[Finding]:
    """Ask an identity provider for its discovery document: whether it answers, and vouches for addresses."""
    apps = providers.get("openid_connect", {}).get("APPS", [])
    return [finding for app in apps for finding in _identity_provider(app["settings"])]


def _identity_provider(chosen: dict[str, Any]) -> list[Finding]:
    server = chosen["server_url"].removesuffix(_DISCOVERY).rstrip("/")
    try:
        status, _headers, body = _asked(server, _DISCOVERY)
        claims = json.loads(body).get("claims_supported") if status == OK else None
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
        return [fault(f"The identity provider does not answer at {server} ({type(error).__name__}).", _AT_OIDC)]
    if status != OK:
        return [fault(f"The identity provider answers {status} at {server}{_DISCOVERY}.", _AT_OIDC)]
    if claims and "email_verified" not in claims and not chosen["verified_email"]:
        remedy = "Let it send email_verified, or read about GROUNDSWELL_OIDC_TRUSTED_DOMAINS in docs/run/settings.md."
        return [fault("The identity provider does not say which addresses it has checked: it lets nobody in.", remedy)]
    return []


def is_number(host: str) -> bool:
    """Tell whether a host is an address and not a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _knock(base_url: str, path: str) -> tuple[int, http.client.HTTPMessage]:
    status, headers, _body = _asked(base_url, path)
    return status, headers


def _asked(base_url: str, path: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    parts = urlsplit(base_url)
    host, port = str(parts.hostname), parts.port
    asked = (
        http.client.HTTPSConnection(host, port, timeout=PATIENCE_SECONDS, context=ssl.create_default_context())
        if parts.scheme == "https"
        else http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)
    )
    try:
        asked.request("GET", f"{parts.path.rstrip('/')}{path}")
        answer = asked.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        asked.close()
