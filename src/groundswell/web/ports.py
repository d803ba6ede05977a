"""What the shell needs from the contexts: links, panels of the start page, descriptions of what is stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.utils.functional import Promise

from groundswell.kit.ports import Port
from groundswell.web.access import Access, Visitor

type Words = str | Promise


@dataclass(frozen=True)
class NavigationItem:
    """A link in the header, shown to those who may open the route it names."""

    words: Words
    route: str
    access: Access = Access.MEMBER
    order: int = 50
    key: str = ""


@dataclass(frozen=True)
class Figure:
    """One number of the start page, with the words that stand under it."""

    words: Words
    value: str | int
    url: str = ""
    note: Words = ""


@dataclass(frozen=True)
class Line:
    """One thing with its one next action."""

    title: Words
    url: str = ""
    state: Words = ""
    about: Words = ""
    day: date | None = None
    act_words: Words = ""
    act_url: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of the start page; one without figures and lines shows its empty words, or nothing.

    Contexts that give the same heading stand in one part, where the first of them does.
    """

    heading: Words
    figures: tuple[Figure, ...] = ()
    lines: tuple[Line, ...] = ()
    empty: Words = ""
    more_words: Words = ""
    more_url: str = ""

    def with_those_of(self, other: "Panel") -> "Panel":
        """Return this panel with the figures and lines of another below its own."""
        return replace(
            self,
            figures=self.figures + other.figures,
            lines=self.lines + other.lines,
            empty=self.empty or other.empty,
            more_words=self.more_words or other.more_words,
            more_url=self.more_url or other.more_url,
        )


class StartPanel(Protocol):
    """A context's part of the start page of somebody who is signed in.

    By its order it stands above all else (0), with what is mine (1 to 20) or with what is everybody's (from 21).
    """

    order: int

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the panel, or None where it has nothing for this visitor. At most three queries."""
        ...


class WelcomeNotice(Protocol):
    """Something that whoever is not signed in has to know first."""

    def notice(self) -> str:
        """Return it, or nothing. At most one query."""
        ...


class SearchGuard(Protocol):
    """A context that knows of what search finds whether it may be shown at this moment."""

    context: str

    def hidden(self, visitor: Visitor, found: Collection[str]) -> Collection[str]:
        """Return which of these objects of the context may not be shown now. A constant number of queries."""
        ...


@dataclass(frozen=True)
class Stored:
    """What one table holds, in words: about whom, who can read it, until when.

    `columns` says of every column what stands in it. `only` names the database that alone has the table, if one does.
    """

    table: str
    holds: Words
    about: Words
    readers: Words
    until: Words
    columns: Mapping[str, Words]
    only: str = ""

    @property
    def described(self) -> list[tuple[str, Words]]:
        """Each column with its words: a template that asks a mapping for `items` may find a column of that name."""
        return list(self.columns.items())


@dataclass(frozen=True)
class Inventory:
    """A context's account of everything that it stores: ``INVENTORY`` in its ``inventory.py``.

    A column of the live schema that no account describes fails the build (``tests/test_promise.py``).
    """

    heading: Words
    tables: tuple[Stored, ...]


@dataclass(frozen=True)
class Strip:
    """A line above every page: what kind of installation this is, with a link."""

    words: Words
    route: str
    link_words: Words


navigation: Port[NavigationItem] = Port()
strips: Port[Strip] = Port()
start_panels: Port[StartPanel] = Port()
welcome_notices: Port[WelcomeNotice] = Port()
search_guards: Port[SearchGuard] = Port()
inventories: Port[Inventory] = Port()
