"""Somebody outside is erased, and their words leave what was written from their question."""

from uuid import UUID

import pytest

from groundswell.kit import clock
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.questions import actions as questions
from groundswell.questions.models import Author, Item, Source
from groundswell.questions.records import Kind
from groundswell.questions.solved import SolvedQuestions
from groundswell.questions.tests.conftest import post
from groundswell.questions.tests.scene import question, replied, told
from groundswell.teaching import actions
from groundswell.teaching.models import Piece
from groundswell.teaching.queries.judging import is_inside
from groundswell.teaching.rules.drafts import Form, draft
from groundswell.teaching.rules.pieces import Origin, Stage
from groundswell.teaching.tests.conftest import begun, published, words
from groundswell.teaching.tests.test_rules_duties import WORDS
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TITLE = "Zqkeyvogel does not fly"


@pytest.fixture
def asked() -> Item:
    """Return a question that was solved in public."""
    forum = Source.objects.create(name="Forum", kind="discourse", is_public=True)
    found = question(forum, title=TITLE, resolved_at=clock.now())
    said = "My Zqkeyvogel does not fly at all."
    told(forum, post("1.0", by="ann", hours=-23, edited_at=clock.now(), kind=Kind.OPENING, text=said))
    return replied(forum, found, "cat", 5, text="Give it the Qxfeather.", answer=True)


def drafted(cast: Cast, item: Item, stage: Stage = Stage.DRAFT) -> Piece:
    [solved] = SolvedQuestions().solved_among([UUID(int=item.id)]).values()
    told = {"title": item.title, "source": (Origin.QUESTION, UUID(int=item.id))}
    told["words"] = draft(Form.FAQ, solved.thread, WORDS) + "\n\nWe say the same in our own words.\n"
    if stage is Stage.PUBLISHED:
        return published(cast, Audience.PUBLIC, **told)
    return begun(cast, stage, **told)


def erased(cast: Cast, key: str) -> None:
    questions.erase(by=cast.alice, identity=Author.objects.get(key=key).identity)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.PUBLISHED])
def test_the_words_of_whoever_asked_leave_the_piece(stage: Stage, organisation: Cast, asked: Item) -> None:
    piece = drafted(organisation, asked, stage)
    assert "Zqkeyvogel" in piece.words
    erased(organisation, "ann")
    now = Piece.objects.get(id=piece.id)
    assert "zqkeyvogel" not in repr(Piece.objects.values().get()).lower()
    assert now.title == "A question whose words were erased"
    assert "Qxfeather" in now.words
    assert "We say the same in our own words." in now.words
    assert now.revision == piece.revision + 1


def test_the_words_of_whoever_answered_leave_it_and_the_question_stays(organisation: Cast, asked: Item) -> None:
    piece = drafted(organisation, asked)
    erased(organisation, "cat")
    now = Piece.objects.get(id=piece.id)
    assert "Qxfeather" not in now.words
    assert (now.title, "Zqkeyvogel" in now.words) == (TITLE, True)


def test_a_piece_that_is_told_to_come_from_nothing_still_loses_their_words(organisation: Cast, asked: Item) -> None:
    piece = drafted(organisation, asked)
    with pytest.raises(Refused, match="stays with them"):
        actions.change_piece(by=organisation.mo, piece=piece, words=words("Ours", words=piece.words))
    erased(organisation, "ann")
    assert "zqkeyvogel" not in repr(Piece.objects.values().get()).lower()
    erased(organisation, "cat")
    now = Piece.objects.get(id=piece.id)
    assert SolvedQuestions().solved_among([UUID(int=asked.id)]) == {}
    with pytest.raises(Refused, match="stays with them"):
        actions.change_piece(by=organisation.mo, piece=now, words=words("Ours"))
    assert is_inside(now), "what it came from is closed: a second person looks before it goes out"


def test_a_piece_of_another_question_stays_as_it_is(organisation: Cast, asked: Item) -> None:
    piece = begun(organisation, Stage.DRAFT, title="Ours", words="> My Zqkeyvogel does not fly at all.")
    erased(organisation, "ann")
    now = Piece.objects.get(id=piece.id)
    assert (now.words, now.revision) == (piece.words, piece.revision)
