"""Writes docs/build/routes.md from the routes themselves: `./dev fix` brings it up to date."""

import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[1] / "docs" / "build" / "routes.md"
TOP = """# Every route

Made from the routes themselves by `./dev fix`; a test fails when it is not up to date. *Who* is what the view
declares with `@access`, and the permission matrix in the tests tries each route with everybody.
"""


class Route(NamedTuple):
    """One line of the page."""

    path: str
    who: str
    methods: str
    name: str

    @property
    def door(self) -> str:
        """The first part of the path, under which it stands."""
        return f"/{self.path.split('/')[1]}/" if self.path.count("/") > 1 else "/"


def routes() -> list[Route]:
    """Return every route, by path."""
    from django.urls import get_resolver  # noqa: PLC0415 - after django.setup()

    return sorted(set(_below(get_resolver().url_patterns, "/", "")), key=lambda route: (route.door, route))


def page() -> str:
    """Return the page as it should be."""
    parts = [TOP]
    for door, inside in groupby(routes(), key=lambda route: route.door):
        parts += [f"\n## `{door}`\n", "| route | who | by | name |", "|---|---|---|---|"]
        parts += [f"| `{route.path}` | {route.who} | {route.methods} | `{route.name}` |" for route in inside]
    return "\n".join(parts) + "\n"


def _below(patterns: Sequence[object], path: str, space: str) -> Iterator[Route]:
    for each in patterns:
        here = f"{path}{each.pattern}"  # type: ignore[attr-defined]  # Django's patterns share no class
        inner = getattr(each, "url_patterns", None)
        if inner is not None:
            named = getattr(each, "namespace", None)
            yield from _below(inner, here, f"{space}{named}:" if named else space)
        else:
            view = each.callback  # type: ignore[attr-defined]  # as above
            access = getattr(view, "access", None)
            methods = ", ".join(sorted(getattr(view, "methods", ())))
            yield Route(here, access.name.lower() if access else "undeclared", methods, f"{space}{each.name}")  # type: ignore[attr-defined]  # as above


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
