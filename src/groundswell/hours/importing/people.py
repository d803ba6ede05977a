"""Whose hours they are, by what tools call people: an address, a full name, or the part of the address before the @."""

from uuid import UUID

from groundswell.people.models import Person


class WhoIsWho:
    """Everybody who is or was here, by all that they can be called; what could be two people is nobody."""

    def __init__(self) -> None:
        self._known: dict[str, UUID | None] = {}
        # Addresses last: they are certain, whatever names say.
        everybody = list(Person.objects.values_list("id", "name", "email"))
        for person, _name, email in everybody:
            self._add(email.partition("@")[0], person)
        for person, name, _email in everybody:
            self._add(name, person)
        for person, _name, email in everybody:
            self._known[_plain(email)] = person

    def find(self, called: str) -> UUID | None:
        """Return who is meant, or None."""
        return self._known.get(_plain(called))

    def _add(self, called: str, person: UUID) -> None:
        key = _plain(called)
        self._known[key] = person if self._known.get(key, person) == person else None


def _plain(called: str) -> str:
    return " ".join(called.casefold().split())
