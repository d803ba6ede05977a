"""Looking for words in a column, whatever case their letters have.

SQLite folds the case of ASCII letters alone: to LIKE, "über" is not "Über".
"""

from django.db.models import Q


def casings(words: str) -> list[str]:
    """Return the ways in which people write words: as typed, small, capital, and with capital initials."""
    ways = [words] if words.isascii() else [words, words.lower(), words.upper(), words.capitalize(), words.title()]
    return list(dict.fromkeys(ways))


def holds(field: str, words: str) -> Q:
    """Return the condition that a column has these words in it."""
    return _any(f"{field}__icontains", casings(words))


def begins(field: str, words: str) -> Q:
    """Return the condition that a column begins with these words."""
    return _any(f"{field}__istartswith", casings(words))


def _any(lookup: str, ways: list[str]) -> Q:
    found = Q()
    for way in ways:
        found |= Q(**{lookup: way})
    return found
