"""Ports: contexts that do not know each other meet through them."""

from typing import Protocol

from groundswell.kit.ports import Port


class Greeter(Protocol):
    """Somebody who greets."""

    def greet(self) -> str:
        """Return a greeting."""
        ...


class Kind:
    """A greeter."""

    def greet(self) -> str:
        return "hello"


def test_what_is_plugged_is_found_in_its_order() -> None:
    port, first, second = Port[Greeter](), Kind(), Kind()
    port.plug(first)
    port.plug(second)
    assert list(port) == [first, second]


def test_plugging_twice_changes_nothing() -> None:
    port, only = Port[Greeter](), Kind()
    port.plug(only)
    port.plug(only)
    assert list(port) == [only]


def test_a_port_that_nobody_implements_is_empty() -> None:
    assert list(Port[Greeter]()) == []


def test_plugging_while_others_are_asked_disturbs_nobody() -> None:
    port = Port[Greeter]()
    port.plug(Kind())
    asked = []
    for each in port:
        asked.append(each.greet())
        port.plug(Kind())
    assert asked == ["hello"]
