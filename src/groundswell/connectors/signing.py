"""Signatures of webhooks: of the raw bytes, compared in constant time. Plain Python, without clock."""

import base64
import hashlib
import hmac
from binascii import Error
from datetime import datetime, timedelta

# A signed message that is older was kept by somebody in between; from a clock that goes ahead, the same.
WINDOW = timedelta(minutes=5)
_LONGEST_STAMP = 12


def is_hex(said: str, body: bytes, secret: str, *, prefix: str = "sha256=") -> bool:
    """Tell whether `said` is the prefix and the hexadecimal HMAC-SHA256 of the body (Discourse, GitHub, Jira)."""
    return bool(secret) and _same(said, prefix + _hex(body, secret))


def is_slack(said: str, *, stamp: str, body: bytes, secret: str, now: datetime) -> bool:
    """Tell whether Slack signed it, at most five minutes ago: v0= and the HMAC of v0:stamp:body."""
    if not secret or not _is_now(stamp, now):
        return False
    return _same(said, "v0=" + _hex(b"v0:" + stamp.encode() + b":" + body, secret))


def is_standard(said: str, *, name: str, stamp: str, body: bytes, secret: str, now: datetime) -> bool:
    """Tell whether it is signed as Standard Webhooks say: v1,base64 of the HMAC of id.stamp.body, several by blanks."""
    key = _key(secret)
    if not key or not _is_now(stamp, now):
        return False
    mac = hmac.digest(key, f"{name}.{stamp}.".encode() + body, hashlib.sha256)
    right = "v1," + base64.b64encode(mac).decode()
    # Every one is compared, so that the time does not tell which was right.
    return sum([_same(each, right) for each in said.split()]) > 0


def is_token(said: str, secret: str) -> bool:
    """Tell whether it carries the shared secret itself (GitLab's older way, Mattermost, Zulip)."""
    return bool(secret) and _same(said, secret)


def _hex(content: bytes, secret: str) -> str:
    return hmac.digest(secret.encode(), content, hashlib.sha256).hex()


def _key(secret: str) -> bytes:
    """Return the bytes of a secret: what follows whsec_ is base64. One without any proves nothing."""
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (Error, ValueError):
        return secret.encode()


def _is_now(stamp: str, now: datetime) -> bool:
    # Seconds since 1970 have ten digits; what has hundreds is no number that a clock could be compared with.
    if not stamp.isascii() or not stamp.isdecimal() or len(stamp) > _LONGEST_STAMP:
        return False
    return abs(now.timestamp() - int(stamp)) <= WINDOW.total_seconds()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
