"""How roles fit together: duties under two roles, and duties under none."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DutyMap:
    """What the role map shows."""

    under_two: dict[str, tuple[str, ...]]
    under_none: tuple[str, ...]


def duty_map(roles: Mapping[str, Iterable[str]], held: Collection[str], wanted: Iterable[str]) -> DutyMap:
    """Return which duties stand under two roles or more, and which under none that anybody holds.

    `roles` are the duties of each role by its name, `held` the roles that somebody holds today, `wanted` duties that
    propositions name.
    """
    said: dict[str, str] = {}
    under: dict[str, set[str]] = {}
    for role, duties in roles.items():
        for duty in duties:
            said.setdefault(_plain(duty), duty.strip())
            under.setdefault(_plain(duty), set()).add(role)
    for duty in wanted:
        said.setdefault(_plain(duty), duty.strip())
        under.setdefault(_plain(duty), set())
    twice = {said[key]: tuple(sorted(names)) for key, names in under.items() if len(names) > 1}
    nowhere = sorted(said[key] for key, names in under.items() if key and not names & set(held))
    return DutyMap(dict(sorted(twice.items())), tuple(nowhere))


def _plain(duty: str) -> str:
    return " ".join(duty.casefold().split()).rstrip(".")
