"""Pieces: begun from what everybody may read, written, sent on their way, counted and looked at again."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from time_machine import Traveller

from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.propositions.models import Decision
from groundswell.talks.models import Quote
from groundswell.teaching import actions, policy
from groundswell.teaching.actions import Sound, Stale
from groundswell.teaching.models import Piece, Reach
from groundswell.teaching.origins import named_in, offered, source_of
from groundswell.teaching.ports import Repeats, doc_gaps, repeat_questions, solved_threads
from groundswell.teaching.queries import changes, outside
from groundswell.teaching.queries import pieces as queries
from groundswell.teaching.rules.pieces import Kind, Origin, Stage
from groundswell.teaching.rules.quarters import Quarter
from groundswell.teaching.tests.conftest import (
    ClientOf,
    Forum,
    Raise,
    begun,
    being_fixed,
    brought,
    plugged,
    process,
    published,
    take_back,
    words,
)
from tests.cast import Cast

MP3 = Sound("https://sound.example/1.mp3", 1234, "audio/mpeg", 600)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://a b"}, "link"),
        ({"hours": Decimal("NaN")}, "hours"),
        ({"hours": Decimal(-1)}, "hours"),
        ({"cost": Decimal(10)}, "currency"),
        ({"cost": Decimal(-1), "currency": "EUR"}, "cost"),
        ({"cost": Decimal(1), "currency": "EURO"}, "currency"),
        ({"source": (Origin.CONCERN, uuid4())}, "source"),
        ({"kind": Kind.PROCESS, "served": uuid4()}, "served"),
        ({"kind": Kind.PROCESS, "added": "\n".join(map(str, range(51)))}, "added"),
        ({"kind": Kind.PODCAST, "sound": Sound("https://a.example/1", 0, "audio/mpeg")}, "sound_bytes"),
        ({"kind": Kind.PODCAST, "sound": Sound("https://a.example/1", 9, "text/html")}, "sound_type"),
        ({"kind": Kind.PODCAST, "sound": Sound("https://a.example/1", 9, "audio/mpeg", -1)}, "sound_minutes"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(organisation: Cast, told: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.begin_piece(by=organisation.mo, words=words(**told))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Piece.objects.exists()


def test_a_piece_keeps_hours_cost_and_whom_it_is_for(organisation: Cast) -> None:
    told = {"hours": Decimal("2.5"), "cost": Decimal("99.5"), "currency": "eur", "owner": organisation.alice}
    piece = begun(organisation, Stage.IDEA, **told)
    assert (piece.minutes, piece.cost, piece.currency) == (150, Decimal("99.50"), "EUR")
    assert "How to restart" not in str(Entry.objects.last()), "the log holds no words"


def test_only_advocates_and_planners_write(organisation: Cast) -> None:
    for person in (organisation.bob, organisation.otto, organisation.ada, organisation.lee):
        with pytest.raises(PermissionError):
            actions.begin_piece(by=person, words=words())
    assert policy.may_write(organisation.alice)


def test_the_later_of_two_who_write_is_told(organisation: Cast) -> None:
    piece = begun(organisation)
    actions.change_piece(by=organisation.alice, piece=piece, words=words("Mine"), revision=1)
    with pytest.raises(Stale):
        actions.change_piece(by=organisation.mo, piece=piece, words=words("Yours"), revision=1)


def test_a_piece_goes_its_way_and_back(organisation: Cast) -> None:
    piece = begun(organisation, Stage.SCHEDULED)
    assert piece.scheduled_on == clock.today()
    piece = actions.move_piece(by=organisation.mo, piece=piece, to=Stage.DRAFT)
    with pytest.raises(Refused, match="stands elsewhere"):
        actions.move_piece(by=organisation.mo, piece=piece, to=Stage.SCHEDULED)
    with pytest.raises(PermissionError):
        actions.move_piece(by=organisation.mo, piece=piece, to=Stage.PUBLISHED)


def test_it_is_looked_at_again_and_says_what_became_of_it(organisation: Cast) -> None:
    piece = published(organisation)
    with pytest.raises(Refused) as refused:
        actions.revisit(by=organisation.mo, piece=piece, outcome=" ")
    assert refused.value.field == "outcome"
    piece = actions.revisit(by=organisation.mo, piece=piece, outcome="They do it alone.")
    assert (piece.stage, piece.revisited_on) == (Stage.REVISITED, clock.today())


def test_reach_has_a_day_and_a_source_and_is_corrected_by_who_counts_again(organisation: Cast, noon: Traveller) -> None:
    piece = published(organisation)
    told = {"by": organisation.mo, "piece": piece}
    for wrong, field in (
        ({"count": None, "day": clock.today(), "source": "us"}, "count"),
        ({"count": -1, "day": clock.today(), "source": "us"}, "count"),
        ({"count": 1, "day": None, "source": "us"}, "day"),
        ({"count": 1, "day": clock.today() + timedelta(days=1), "source": "us"}, "day"),
        ({"count": 1, "day": clock.today() - timedelta(days=1), "source": "us"}, "day"),
        ({"count": 1, "day": clock.today(), "source": ""}, "source"),
    ):
        with pytest.raises(Refused) as refused:
            actions.count_reach(**told, **wrong)  # type: ignore[arg-type]
        assert refused.value.field == field
    noon.shift(timedelta(days=7))
    for count in (10, 12):
        actions.count_reach(**told, count=count, day=clock.today(), source="our site")  # type: ignore[arg-type]
    assert [each.count for each in Reach.objects.all()] == [12]


# ---------------------------------------------------------------- what it comes from


@pytest.mark.slow
def test_nothing_private_is_offered_to_anybody(organisation: Cast, raised: Raise, public_concern: UUID) -> None:
    closed = [
        raised(title="At the desk"),
        raised(title="Of a cell", audience=Audience.CELL, cell=organisation.cell_one),
        raised(title="Of us all", audience=Audience.ORGANISATION),
    ]
    assert {each.id for each in offered()} == {public_concern}
    for concern in closed:
        assert source_of(Origin.CONCERN, concern.id) is None
        with pytest.raises(Refused):
            begun(organisation, source=(Origin.CONCERN, concern.id))
    assert begun(organisation, source=(Origin.CONCERN, public_concern)).origin_id == public_concern


@pytest.mark.slow
def test_a_decision_and_a_quote_and_a_solved_question_are_offered(
    organisation: Cast, decision: Decision, quote: Quote
) -> None:
    forum = Forum()
    with plugged(solved_threads, forum), plugged(doc_gaps, forum):
        found = offered()
        kinds = [each.origin for each in found]
        assert kinds == [Origin.QUESTION, Origin.GAP, Origin.DECISION, Origin.TALK]
        assert [each.is_public for each in found] == [True, True, False, True]
        for each in found:
            assert source_of(each.origin, each.id) == each
            assert named_in(each.key) == (each.origin, each.id)
    assert named_in("question:none") is None
    assert named_in("") is None
    assert len({each.key for each in found}) == len(found)


@pytest.mark.slow
def test_what_it_came_from_may_stay_when_it_is_closed_and_shows_nothing(
    organisation: Cast, quote: Quote, client_of: ClientOf
) -> None:
    piece = begun(organisation, source=(Origin.TALK, quote.id))
    take_back(client_of(organisation.bob), quote)
    told = words("Other", source=(Origin.TALK, quote.id))
    changed = actions.change_piece(by=organisation.mo, piece=piece, words=told)
    assert changed.origin_id == quote.id
    assert queries.page_of(changed).source is None
    assert queries.page_of(changed).is_inside, "nobody can see outside what it comes from"


def test_what_its_words_were_written_from_stays_with_them(
    organisation: Cast, decision: Decision, quote: Quote, client_of: ClientOf
) -> None:
    story = begun(organisation, source=(Origin.DECISION, decision.id))
    for source in (None, (Origin.TALK, quote.id)):
        with pytest.raises(Refused, match="stays with them") as refused:
            actions.change_piece(by=organisation.mo, piece=story, words=words("Other", source=source))
        assert refused.value.field == "source"
    kept = actions.change_piece(
        by=organisation.mo, piece=story, words=words("Other", source=(Origin.DECISION, decision.id))
    )
    assert queries.page_of(kept).is_inside, "a second person looks at it still"
    said = begun(organisation, source=(Origin.TALK, quote.id))
    take_back(client_of(organisation.bob), quote)
    with pytest.raises(Refused, match="stays with them"):
        actions.change_piece(by=organisation.mo, piece=said, words=words("Other"))
    wordless = begun(organisation, words="", source=(Origin.DECISION, decision.id))
    assert actions.change_piece(by=organisation.mo, piece=wordless, words=words("Other")).origin == Origin.NONE


def test_whether_the_question_came_again_is_not_known_until_somebody_knows_it(organisation: Cast) -> None:
    forum = Forum()
    with plugged(solved_threads, forum), plugged(repeat_questions, forum):
        piece = published(organisation, source=(Origin.QUESTION, forum.thread.id))
        assert queries.repeats_of(piece) is None
        forum.change = Repeats(4.0, 1.5, -4.1, -0.9, 0.95, 12, 6, "/")
        found = queries.repeats_of(piece)
        assert found is not None
        assert found.change == -2.5
        assert queries.repeats_of(published(organisation, title="Of nothing")) is None


# ---------------------------------------------------------------- changes of processes


@pytest.mark.slow
def test_a_change_of_a_process_names_its_steps_and_the_concern_that_it_serves(
    organisation: Cast, concern: UUID
) -> None:
    bare = begun(organisation, Stage.DRAFT, kind=Kind.PROCESS)
    with pytest.raises(Refused, match="Name the steps"):
        actions.move_piece(by=organisation.mo, piece=bare, to=Stage.REVIEW)
    aimless = actions.change_piece(by=organisation.mo, piece=bare, words=words(kind=Kind.PROCESS, removed="A form"))
    with pytest.raises(Refused, match="which concern it serves"):
        actions.move_piece(by=organisation.mo, piece=aimless, to=Stage.REVIEW)
    brought(organisation, begun(organisation, **process(concern)), Stage.REVIEW)


@pytest.mark.slow
def test_each_number_of_steps_opens_exactly_the_steps_that_it_counted(
    organisation: Cast, concern: UUID, noon: Traveller
) -> None:
    begun(organisation, Stage.REVIEW, title="Not out yet", **process(concern))
    published(organisation, title="One", **process(concern))
    published(organisation, title="Two", **process(concern, removed=""))
    noon.shift(timedelta(days=60))
    published(organisation, title="Three", **process(concern, added=""))
    nets = changes.net_steps()
    assert [(str(each.quarter), each.added, each.removed, each.net) for each in nets] == [
        ("2027-Q1", 0, 2, -2),
        ("2026-Q4", 2, 2, 0),
    ]
    for net in nets:
        assert len(changes.steps_of(net.quarter, removed=False)) == net.added
        assert len(changes.steps_of(net.quarter, removed=True)) == net.removed
        assert len(changes.steps_of(net.quarter)) == net.added + net.removed
    (_step, served), *_rest = changes.steps_of(Quarter(2026, 4))
    assert served is not None
    assert served.heading == "Reviews wait for days"


# ---------------------------------------------------------------- what it costs to look


@pytest.mark.slow
def test_lists_cost_the_same_for_one_piece_and_for_three(
    organisation: Cast, public_concern: UUID, django_assert_num_queries: object
) -> None:
    def cost(count: int) -> None:
        with django_assert_num_queries(2):  # type: ignore[operator]
            assert sum(len(each.pieces) for each in queries.pipeline()) == count
        with django_assert_num_queries(3):  # type: ignore[operator]
            (line,) = outside.changed_because_you_said_so()
        assert len(line.pieces) == count

    being_fixed(organisation, public_concern)
    published(organisation, Audience.PUBLIC, source=(Origin.CONCERN, public_concern), owner=organisation.alice)
    cost(1)
    for title in ("Two", "Three"):
        published(
            organisation, Audience.PUBLIC, title=title, source=(Origin.CONCERN, public_concern), owner=organisation.bob
        )
    cost(3)
    assert [each.stage for each in queries.pipeline(Kind.POST)] == [Stage.PUBLISHED]
    assert queries.pipeline(Kind.TALK) == []
