"""A piece goes out: what is inside is opened by one and looked at by another, and a quote stays its speaker's."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.propositions.models import Decision
from groundswell.talks.models import Quote
from groundswell.teaching import actions, policy
from groundswell.teaching.actions import Marked
from groundswell.teaching.models import Piece
from groundswell.teaching.panels import DeskTeaching
from groundswell.teaching.queries import outside, pieces, quoting
from groundswell.teaching.queries.judging import mark_of
from groundswell.teaching.rules.pieces import Kind, Origin, Stage
from groundswell.teaching.tests.conftest import STORY, ClientOf, begun, process, published, take_back, words
from tests.cast import Cast


def looked_at(cast: Cast, story: Piece, **told: object) -> Piece:
    """Let the advocate open a story, and the alternate look at it."""
    story = actions.widen(by=cast.alice, piece=story)
    return actions.look(by=cast.otto, piece=story, seen=mark_of(story), **told)  # type: ignore[arg-type]


def publicly(cast: Cast, piece: Piece, kept: str = "") -> object:
    return actions.publish_piece(by=cast.mo, piece=piece, readers=Audience.PUBLIC, kept=kept)


@pytest.mark.slow
def test_a_story_of_a_decision_is_opened_by_an_advocate_and_looked_at_by_another(
    organisation: Cast, story: Piece
) -> None:
    with pytest.raises(Refused, match="An advocate opens it"):
        publicly(organisation, story)
    with pytest.raises(PermissionError):
        actions.widen(by=organisation.mo, piece=story)
    actions.widen(by=organisation.alice, piece=story)
    with pytest.raises(Refused, match="A second person looks"):
        publicly(organisation, story)
    story.refresh_from_db()
    for person in (organisation.alice, organisation.mo, organisation.bob, organisation.ada):
        with pytest.raises(PermissionError):
            actions.look(by=person, piece=story, seen=mark_of(story))
    actions.look(by=organisation.otto, piece=story, seen=mark_of(story))
    publicly(organisation, story)
    assert outside.public_piece(story.id) is not None


@pytest.mark.slow
def test_inside_a_story_needs_no_second_look(organisation: Cast, story: Piece) -> None:
    actions.publish_piece(by=organisation.mo, piece=story, readers=Audience.ORGANISATION)
    assert outside.public_piece(story.id) is None


@pytest.mark.slow
def test_words_that_change_after_the_look_are_looked_at_anew(
    organisation: Cast, story: Piece, decision: Decision
) -> None:
    looked_at(organisation, story)
    told = words("Less is asked", words=f"{STORY} Bob said so.", source=(Origin.DECISION, decision.id))
    actions.change_piece(by=organisation.mo, piece=story, words=told)
    with pytest.raises(Refused, match="A second person looks"):
        publicly(organisation, story)


@pytest.mark.slow
def test_a_look_at_words_that_changed_meanwhile_is_none(organisation: Cast, story: Piece) -> None:
    story = actions.widen(by=organisation.alice, piece=story)
    with pytest.raises(Refused, match="changed while you looked"):
        actions.look(by=organisation.otto, piece=story, seen="0" * 64)


@pytest.mark.slow
def test_details_that_could_tell_who_somebody_is_need_a_reason(organisation: Cast, story: Piece) -> None:
    Piece.objects.filter(id=story.id).update(words="Bob asked for it on 3 November 2026.")
    story.refresh_from_db()
    with pytest.raises(Marked) as marked:
        looked_at(organisation, story)
    assert {hit.excerpt for hit in marked.value.hits} >= {"Bob"}
    assert not Piece.objects.get(id=story.id).looked_by_id
    looked_at(organisation, story, kept="Bob agreed to be named here.")
    publicly(organisation, story)


def test_what_comes_from_nothing_inside_is_held_against_names_too(organisation: Cast) -> None:
    piece = begun(organisation, Stage.REVIEW, words="Ask @charlie about it.")
    with pytest.raises(Marked) as marked:
        publicly(organisation, piece)
    assert marked.value.field == "kept"
    publicly(organisation, piece, kept="It is the name of a program.")
    with pytest.raises(Refused, match="nothing that was decided inside"):
        actions.widen(by=organisation.alice, piece=begun(organisation))


@pytest.mark.slow
def test_a_change_that_serves_a_concern_of_the_inside_is_of_the_inside(
    organisation: Cast, concern: UUID, public_concern: UUID
) -> None:
    inside = begun(organisation, Stage.REVIEW, title="One", **process(concern))
    with pytest.raises(Refused, match="decision made inside"):
        publicly(organisation, inside)
    openly = begun(organisation, Stage.REVIEW, title="Two", **process(public_concern))
    publicly(organisation, openly)


def test_what_is_out_stays_as_it_is_until_it_is_taken_down(organisation: Cast) -> None:
    piece = published(organisation, Audience.PUBLIC)
    with pytest.raises(Refused, match="Take it down"):
        actions.change_piece(by=organisation.mo, piece=piece, words=words("Other"))
    with pytest.raises(Refused, match="Take it down"):
        actions.choose_quotes(by=organisation.mo, piece=piece, chosen=[])
    actions.take_down(by=organisation.mo, piece=piece)
    assert outside.public_piece(piece.id) is None
    actions.change_piece(by=organisation.mo, piece=piece, words=words("Other"))


def test_a_podcast_without_sound_is_none_outside(organisation: Cast) -> None:
    piece = begun(organisation, Stage.REVIEW, kind=Kind.PODCAST)
    with pytest.raises(Refused, match="how large it is"):
        publicly(organisation, piece)


def test_the_database_refuses_a_draft_that_everybody_reads(organisation: Cast) -> None:
    piece = begun(organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        Piece.objects.filter(id=piece.id).update(readers=Audience.PUBLIC)


# ---------------------------------------------------------------- quotes


@pytest.mark.slow
def test_a_quote_that_is_taken_back_falls_out_before_publication(
    organisation: Cast, quote: Quote, client_of: ClientOf
) -> None:
    piece = begun(organisation, Stage.REVIEW)
    actions.choose_quotes(by=organisation.mo, piece=piece, chosen=[quote.id])
    take_back(client_of(organisation.bob), quote)
    assert actions.publish_piece(by=organisation.mo, piece=piece, readers=Audience.PUBLIC) == [quote.id]
    assert not piece.quoted.exists()
    assert quoting.to_take_out() == []


@pytest.mark.slow
def test_a_quote_that_is_taken_back_after_publication_is_gone_at_once_and_copies_are_asked_for(
    organisation: Cast, quote: Quote, client_of: ClientOf
) -> None:
    piece = begun(organisation, Stage.REVIEW)
    actions.choose_quotes(by=organisation.mo, piece=piece, chosen=[quote.id])
    publicly(organisation, piece)
    address = reverse("teaching:public_piece", args=[piece.id])
    said = quote.words
    assert said in Client().get(address).text
    take_back(client_of(organisation.bob), quote)
    assert said not in Client().get(address).text
    assert [each.quote for each in quoting.to_take_out()] == [quote.id]
    panel = DeskTeaching().panel_for(organisation.alice, is_open=False)
    assert panel is not None
    assert [line.state for line in panel.lines] == ["a quote was taken back"]
    actions.take_out_quote(by=organisation.mo, piece=piece, quote=quote.id)
    assert quoting.to_take_out() == []
    assert DeskTeaching().panel_for(organisation.alice, is_open=False) is None


@pytest.mark.slow
def test_a_quote_that_is_another_one_afterwards_asks_for_another_look(
    organisation: Cast, story: Piece, quote: Quote, client_of: ClientOf
) -> None:
    actions.choose_quotes(by=organisation.mo, piece=story, chosen=[quote.id])
    story.refresh_from_db()
    story = looked_at(organisation, story)
    take_back(client_of(organisation.bob), quote)
    with pytest.raises(Refused, match="A second person looks"):
        publicly(organisation, story)


@pytest.mark.slow
def test_only_quotes_for_everybody_can_be_chosen(organisation: Cast, quote: Quote, client_of: ClientOf) -> None:
    piece = begun(organisation)
    take_back(client_of(organisation.bob), quote)
    assert quoting.quotes_offered() == []
    with pytest.raises(Refused, match="taken back meanwhile"):
        actions.choose_quotes(by=organisation.mo, piece=piece, chosen=[quote.id])


@pytest.mark.slow
def test_a_quote_that_stands_is_not_taken_out_by_mistake(organisation: Cast, quote: Quote) -> None:
    piece = begun(organisation)
    actions.choose_quotes(by=organisation.mo, piece=piece, chosen=[quote.id])
    actions.take_out_quote(by=organisation.mo, piece=piece, quote=quote.id)
    assert piece.quoted.count() == 1
    actions.choose_quotes(by=organisation.mo, piece=piece, chosen=[])
    assert not piece.quoted.exists()


# ---------------------------------------------------------------- who may


@pytest.mark.slow
def test_policy_says_who_may_open_and_who_may_look(organisation: Cast, story: Piece) -> None:
    everybody = ("alice", "otto", "bob", "charlie", "dana", "mo", "ada", "lee")

    def those(may: object) -> set[str]:
        return {name for name in everybody if may(getattr(organisation, name))}  # type: ignore[operator]

    assert those(policy.may_write) == {"alice", "mo"}
    assert those(policy.may_widen) == {"alice"}
    assert those(lambda each: policy.may_look(each, story)) == set(), "nobody has opened it"
    story = actions.widen(by=organisation.alice, piece=story)
    assert those(lambda each: policy.may_look(each, story)) == {"otto"}, "not who opened it, not who wrote it"
    assert [each.id for each in pieces.to_look_at(organisation.otto)] == [story.id]
    assert pieces.to_look_at(organisation.bob) == []
    looked = actions.look(by=organisation.otto, piece=story, seen=mark_of(story))
    assert pieces.to_look_at(organisation.otto) == []
    assert looked.looked_by == organisation.otto
