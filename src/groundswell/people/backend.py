"""Who is behind a session."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Signs in as allauth does; every page of somebody signed in asks who they are."""

    def get_user(self, user_id: object) -> Person | None:
        """Return the person of a session, as long as they belong here."""
        person = next(iter(_people(id=user_id)), None)
        return person if person is not None and person.is_active else None


@prepared
def _people(given: Given) -> QuerySet[Person]:
    return Person.objects.filter(id=given.id)
