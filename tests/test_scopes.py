"""An advocate of a part reads the words of that part: of other cells, no page tells them anything (S3)."""

from collections.abc import Iterator
from itertools import product

import pytest
from pytest_django.plugin import DjangoDbBlocker

from groundswell.checkins.models import ReaderShare
from groundswell.connectors.markdown.reading import Document, read
from groundswell.kit import clock
from groundswell.people.rules import Audience
from groundswell.register import actions as register
from groundswell.register.actions import SourceRef
from groundswell.register.models.thread import Thread
from groundswell.register.rules.items import Kind, SourceKind
from groundswell.register.tests.conftest import published
from groundswell.register.threads.actions import bring_thread, marking
from groundswell.voices import actions as voices
from groundswell.voices.desk.actions import notes
from groundswell.voices.models import VoiceReader
from tests.routes import objects
from tests.routes.stage import ADVOCATES, Stage, set_up, taken_back
from tests.routes.things import Thing
from tests.routes.walk import Route, routes
from tests.test_routes import ABSENT, ask

pytestmark = [pytest.mark.long, pytest.mark.slow, pytest.mark.django_db(databases="__all__")]
# A word that stands in nothing but what Cell One, or Alice's desk alone, reads.
HERON = "heron"
LOOKED_AT = [route for route in routes() if "GET" in route.methods and route.name not in ABSENT]


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Set everything up once, with the word in all that an advocate of another part does not read."""
    del django_db_setup
    with django_db_blocker.unblock(), taken_back():
        made = set_up()
        objects.make_all(made)
        made.things["heron"] = _told_to_few(made)
        yield made


def _told_to_few(stage: Stage) -> list[Thing]:
    """Say the word in everything that has a narrow scope; return the concerns in which it stands."""
    bob, key = stage.cast.bob, stage.key_of("alice")
    voices.speak_signed(author=bob, text=f"A {HERON} nests here.", readers=[key])
    voices.speak_open(author=bob, text=f"A {HERON} nests there.", audience=Audience.CELL, readers=[key])
    notes.promise(unlocked=stage.desks["alice"], to="Bob", what=f"Ask about the {HERON}", by=clock.today())
    return [Thing({"concern": each}) for each in (*_of_the_cell(stage), _said_before(stage), *_marked(stage))]


def _of_the_cell(stage: Stage) -> Iterator[object]:
    alice, cell = stage.cast.alice, stage.cast.cell_one
    concern = register.raise_concern(by=alice, title=f"The {HERON} nests", audience=Audience.ADVOCATE)
    published(concern, Audience.CELL, by=alice, cell=cell)
    shared = register.raise_concern(by=alice, title="The pond is small", audience=Audience.ADVOCATE)
    published(shared, Audience.ORGANISATION, by=alice)
    for about in (concern, shared):
        told = {"by": alice, "concern": about, "audience": Audience.ADVOCATE}
        made = (
            register.note_idea(title=f"The {HERON} nests too", **told),  # type: ignore[arg-type]  # mixed on purpose
            register.note_measure(text=f"Where the {HERON} nests", **told),  # type: ignore[arg-type]  # mixed on purpose
            register.note_perspective(position=f"The {HERON} nests well", **told),  # type: ignore[arg-type]  # mixed on purpose
        )
        for item in made:
            published(item, Audience.CELL, by=alice, cell=cell)
    yield from (concern.id, shared.id)


def _said_before(stage: Stage) -> object:
    """Return a concern at the desk from a voice that was given to Alice, before others were advocates."""
    voice = stage.said_anonymously(*ADVOCATES)
    behind = [SourceRef.voice(voice)]
    concern = register.raise_concern(
        by=stage.cast.alice, title=f"A {HERON} nests again", audience=Audience.ADVOCATE, sources=behind
    )
    VoiceReader.objects.filter(voice=voice).exclude(key=stage.key_of("alice")).delete()
    return concern.id


def _marked(stage: Stage) -> Iterator[object]:
    """Yield a concern from words that Cell One alone could read, and one for everybody that they support."""
    alice = stage.cast.alice
    words = f"# The {HERON}\n\nThe {HERON} nests. The {HERON} is hungry.\n"
    document = Document(
        words.encode(), SourceKind.RETROSPECTIVE, f"cell:{stage.cast.cell_one.id}", "heron.md", day=clock.today()
    )
    thread = Thread.objects.get(id=bring_thread(by=alice, arriving=read(document)).thread)
    post = thread.posts.order_by("number").first()
    assert post is not None
    text = " ".join(" ".join(str(each) for each in post.versions.get().blocks).split())
    assert HERON in text
    shared = register.raise_concern(by=alice, title="The pond is deep", audience=Audience.ADVOCATE)
    published(shared, Audience.ORGANISATION, by=alice)
    told = {"by": alice, "post": post, "version": 1, "kind": Kind.CONCERN}
    yield marking.mark(start=0, end=14, **told).item_id  # type: ignore[arg-type]  # mixed on purpose
    yield marking.mark(start=0, end=12, item=shared.id, **told).item_id  # type: ignore[arg-type]  # mixed on purpose


def _paths(route: Route, stage: Stage) -> list[str]:
    if not route.parameters:
        return [route.path({}) + (objects.query_of(route, stage) or "?q=nests&words=nests&kind=idea")]
    more = stage.things["heron"] if route.parameters == ("concern",) else []
    return [route.path(thing.arguments) for thing in (*objects.things_of(route, stage), *more)]


@pytest.mark.parametrize("route", LOOKED_AT, ids=str)
def test_no_page_tells_an_advocate_a_word_from_beyond_their_scope(route: Route, stage: Stage) -> None:
    for path, visitor in product(_paths(route, stage), ("cora", "felix")):
        answer = ask(stage.browser(visitor), "GET", path)
        place = answer.content.lower().find(HERON.encode())
        assert place < 0, f"{visitor} reads it on {path}: {answer.content[max(0, place - 200) : place + 40]!r}"


@pytest.mark.parametrize("name", ["register:concern", "register:concerns", "threads:threads", "desk"])
def test_the_advocate_of_everybody_reads_the_word(name: str, stage: Stage) -> None:
    (route,) = (each for each in LOOKED_AT if each.name == name)
    read_by_alice = [ask(stage.browser("alice"), "GET", path).content.decode() for path in _paths(route, stage)]
    assert any(HERON in page.lower() for page in read_by_alice)


def test_the_answers_of_everybody_are_sealed_to_readers_of_everybody(stage: Stage) -> None:
    read_by = set(ReaderShare.objects.values_list("key", flat=True))
    assert read_by == {stage.key_of("alice").id, stage.key_of("otto").id}
