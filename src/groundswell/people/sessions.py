"""Sessions in the database that know their person, so that access ends the moment somebody leaves (G15)."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from groundswell.people.models import Session


class SessionStore(DatabaseStore):
    """Django's database store, with the person beside the data."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our table."""
        return Session

    def create_model_instance(self, data: dict[str, object]) -> Session:
        """Return the row to save, with the person when somebody is signed in."""
        row: Session = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)  # type: ignore[assignment]  # the text of a UUID
        return row
