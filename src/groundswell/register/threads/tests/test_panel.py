"""The desk says which threads there are, and how far each is worked through."""

from groundswell.people.models import Person
from groundswell.register.rules.items import Kind
from groundswell.register.threads.panels import Threads
from groundswell.register.threads.tests.arrivals import a_thread
from groundswell.register.threads.tests.test_marking import HOLD, mark


def test_an_open_advocates_desk_shows_the_threads(organisation: object, alice: Person) -> None:
    mark(a_thread(), alice, HOLD, Kind.CONCERN)
    panel = Threads().panel_for(alice, is_open=True)
    assert panel is not None
    assert [(line.title, line.about) for line in panel.lines] == [
        ("Who looks after us?", "1 of 3 posts have marks"),
    ]


def test_a_locked_desk_and_an_alternate_see_none(organisation: object, alice: Person, otto: Person) -> None:
    a_thread()
    assert Threads().panel_for(alice, is_open=False) is None
    assert Threads().panel_for(otto, is_open=True) is None


def test_where_there_is_no_thread_the_panel_says_so(organisation: object, alice: Person) -> None:
    panel = Threads().panel_for(alice, is_open=True)
    assert panel is not None
    assert panel.empty == "No forum thread has been brought in."
