"""Sessions in the database that know their person, and tell a thief nothing.

They name the person, so that access ends the moment somebody leaves (G15). They hold a hash of the cookie, so that a
stolen copy of the database opens no session, and their data is closed under the cookie itself: inside stands when
somebody signed in, and how. They end at midnight, so that their end does not tell it either.
"""

import json
from base64 import b64decode, b64encode
from datetime import datetime, time, timedelta
from hashlib import blake2b
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.kit.seal import boxes
from groundswell.people.models import Session


class SessionStore(DatabaseStore):
    """Django's database store, with the person beside the data, and without what a copy of it could betray."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our table."""
        return Session

    def exists(self, session_key: str) -> bool:
        """Tell whether a session with this cookie is stored."""
        return super().exists(_stored(session_key))

    def delete(self, session_key: str | None = None) -> None:
        """Remove the session of a cookie (this one's own when none is named)."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=_stored(key)).delete()

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return the data, closed under the cookie."""
        content = json.dumps(session_dict, separators=(",", ":")).encode()
        return b64encode(boxes.encrypt(_key(self.session_key or ""), content)).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Return the data; nothing when this cookie does not open it."""
        try:
            content = boxes.decrypt(_key(self.session_key or ""), b64decode(session_data, validate=True))
        except (boxes.Unopenable, ValueError):
            return {}
        opened: dict[str, Any] = json.loads(content)
        return opened

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to save, with the person when somebody is signed in."""
        row = cast("Session", super().create_model_instance(data))
        row.session_key = _stored(row.session_key)
        row.expire_date = _end_of_day(row.expire_date)
        row.person_id = data.get(SESSION_KEY)
        return row

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        row = next(iter(_session(key=_stored(key or ""), now=clock.now())), None)
        if row is None:
            self._session_key = None
        return row


@prepared
def _session(given: Given) -> QuerySet[Session]:
    return Session.objects.filter(session_key=given.key, expire_date__gt=given.now)


def _stored(cookie: str) -> str:
    """Return what stands in the database for a cookie: as wide as the column, and no way back."""
    return blake2b(cookie.encode(), digest_size=20, person=b"session").hexdigest()


def _key(cookie: str) -> bytes:
    return blake2b(cookie.encode(), digest_size=boxes.KEY_BYTES, person=b"session-data").digest()


def _end_of_day(moment: datetime) -> datetime:
    local = timezone.localtime(moment)
    return datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=local.tzinfo)
