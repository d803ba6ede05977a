"""What the shell needs from the contexts: links, panels of the start page, descriptions of what is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from groundswell.kit.ports import Port
from groundswell.web.access import Access, Visitor


@dataclass(frozen=True)
class NavigationItem:
    """A link in the header, shown to those who may open the route it names."""

    words: str
    route: str
    access: Access = Access.MEMBER
    order: int = 50
    key: str = ""


@dataclass(frozen=True)
class Figure:
    """One number of the start page, with the words that stand under it."""

    words: str
    value: str | int
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One thing with its one next action."""

    title: str
    url: str = ""
    state: str = ""
    about: str = ""
    day: date | None = None
    act_words: str = ""
    act_url: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of the start page; one without figures and lines shows its empty words, or nothing."""

    heading: str
    figures: tuple[Figure, ...] = ()
    lines: tuple[Line, ...] = ()
    empty: str = ""
    more_words: str = ""
    more_url: str = ""


class StartPanel(Protocol):
    """A context's part of the start page of somebody who is signed in."""

    order: int

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the panel, or None where it has nothing for this visitor. At most three queries."""
        ...


@dataclass(frozen=True)
class Stored:
    """What one table holds: in whose words, about whom, who can read it, how long it stays.

    `columns` names every column of the table with what stands in it.
    """

    table: str
    holds: str
    about: str
    readers: str
    until: str
    columns: Mapping[str, str] = field(default_factory=dict)


class InventorySource(Protocol):
    """A context's account of what it stores."""

    def stored(self) -> Iterable[Stored]:
        """Return a description of each of its tables."""
        ...


navigation: Port[NavigationItem] = Port()
start_panels: Port[StartPanel] = Port()
inventory_sources: Port[InventorySource] = Port()
