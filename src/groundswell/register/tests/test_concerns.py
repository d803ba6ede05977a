"""A concern is raised at the desk, sorted, and moved along its way with reasons."""

from collections.abc import Callable

import pytest

from groundswell.kit import audit
from groundswell.kit.audit.models import Entry
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions, policy
from groundswell.register.actions import Copied, Marked, SourceRef
from groundswell.register.models import Change, Concern, Source, Theme
from groundswell.register.queries import concern as queries
from groundswell.register.rules.concerns import State, Stuck
from groundswell.register.rules.items import SourceKind
from groundswell.register.tests.conftest import Desks, move
from groundswell.voices.tests.conftest import say, sign
from tests.cast import Cast

type Raise = Callable[..., Concern]


def test_a_fresh_installation_offers_three_themes(db: None) -> None:
    assert {theme.name for theme in Theme.objects.all()} == {"burnout", "overcommitment", "cell responsibilities"}


def test_one_sentence_is_a_concern(alice: Person) -> None:
    concern = actions.raise_concern(by=alice, title="The plan changes every day")
    assert (concern.state, concern.stuck, concern.text) == (State.RAISED, Stuck.NONE, "")


def test_a_concern_starts_at_its_writer_alone(alice: Person, otto: Person) -> None:
    concern = actions.raise_concern(by=alice, title="The plan changes every day")
    assert concern.audience == Audience.ME
    assert policy.may_read(policy.reading_of(alice), concern)
    assert not policy.may_read(policy.reading_of(otto), concern)


@pytest.mark.parametrize("audience", [Audience.CELL, Audience.ORGANISATION, Audience.PUBLIC])
def test_nothing_starts_beyond_the_desk(alice: Person, audience: Audience) -> None:
    with pytest.raises(Refused) as refused:
        actions.raise_concern(by=alice, title="The plan changes", audience=audience)
    assert refused.value.field == "audience"
    assert not Concern.objects.exists()


@pytest.mark.parametrize("title", ["", "  \n ", "x" * 201, "\0binary", "\ufffd" * 30])
def test_a_title_that_is_none_is_refused_at_its_field(alice: Person, title: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.raise_concern(by=alice, title=title)
    assert refused.value.field == "title"


def test_a_concern_has_several_themes_or_none(alice: Person, raised: Raise) -> None:
    concern, themes = raised(), list(Theme.objects.all())
    actions.classify_concern(by=alice, concern=concern, stuck=Stuck.NO_OWNER, themes=themes[:2])
    assert {each.theme for each in concern.themed.all()} == set(themes[:2])
    actions.classify_concern(by=alice, concern=concern, stuck=Stuck.ONE_PERSON, themes=[])
    assert not concern.themed.exists()
    concern.refresh_from_db()
    assert concern.stuck == Stuck.ONE_PERSON


def test_each_move_is_kept_with_its_reason_and_its_day(alice: Person, raised: Raise) -> None:
    concern = move(raised(), State.LOOKED_AT, State.DECIDED, by=alice, reason="We asked everybody.")
    lines = queries.history_of([concern.id], policy.reading_of(alice))
    assert [(line.before, line.after) for line in lines] == [
        ("", "raised"),
        ("raised", "looked_at"),
        ("looked_at", "decided"),
    ]
    assert lines[-1].reason == "We asked everybody."
    assert lines[-1].by == "Alice"


def test_a_move_without_a_reason_is_refused_and_changes_nothing(alice: Person, raised: Raise) -> None:
    concern = raised()
    with pytest.raises(Refused) as refused:
        actions.move_concern(by=alice, concern=concern, to=State.DECIDED, reason="  ")
    assert refused.value.field == "reason"
    assert Change.objects.filter(item=concern.id).count() == 1


def test_what_is_not_ours_is_closed_with_a_pointer(alice: Person, raised: Raise) -> None:
    concern = raised()
    with pytest.raises(Refused) as refused:
        actions.move_concern(by=alice, concern=concern, to=State.NOT_OURS, reason="The client decides that.")
    assert refused.value.field == "pointer"
    actions.move_concern(
        by=alice, concern=concern, to=State.NOT_OURS, reason="They decide that.", pointer="the client’s own forum"
    )
    line = queries.history_of([concern.id], policy.reading_of(alice))[-1]
    assert line.pointer == "the client’s own forum"


def test_a_pointer_without_leaving_is_not_kept(alice: Person, raised: Raise) -> None:
    concern = move(raised(), State.DECIDED, by=alice)
    assert Change.objects.get(item=concern.id, after=State.DECIDED).pointer == ""


def test_a_name_in_a_reason_waits_for_a_look(alice: Person, raised: Raise) -> None:
    concern = raised()
    with pytest.raises(Marked) as marked:
        actions.move_concern(by=alice, concern=concern, to=State.DECIDED, reason="As Bob wished.")
    assert [hit.excerpt for hit in marked.value.hits] == ["Bob"]
    moved = actions.move_concern(
        by=alice, concern=concern, to=State.DECIDED, reason="As Bob wished.", kept="Bob asked for that himself."
    )
    assert moved.state == State.DECIDED
    assert Entry.objects.filter(verb="keep_marks", changes__marks=["name"]).exists()


def test_a_reason_may_use_rare_words(alice: Person, raised: Raise) -> None:
    assert move(raised(), State.DECIDED, by=alice, reason="The kubernetes migration goes first.").state == State.DECIDED


def test_only_those_who_keep_the_register_move_a_concern(bob: Person, otto: Person, raised: Raise) -> None:
    concern = raised()
    for other in (bob, otto):
        with pytest.raises(PermissionError):
            actions.move_concern(by=other, concern=concern, to=State.DECIDED, reason="I say so")


def test_an_alternate_keeps_what_they_wrote_down(otto: Person, alice: Person) -> None:
    concern = actions.raise_concern(by=otto, title="The advocate is too busy")
    assert move(concern, State.LOOKED_AT, by=otto).state == State.LOOKED_AT
    with pytest.raises(PermissionError):
        move(concern, State.DECIDED, by=alice)


def test_words_at_the_desk_can_be_written_anew(alice: Person, raised: Raise) -> None:
    concern = raised()
    actions.edit_concern(by=alice, concern=concern, title="Reviews are slow", text="")
    concern.refresh_from_db()
    assert concern.said == "Reviews are slow"


def test_words_that_are_out_do_not_change_under_their_readers(alice: Person, raised: Raise) -> None:
    concern = raised(audience=Audience.ORGANISATION)
    with pytest.raises(Refused):
        actions.edit_concern(by=alice, concern=concern, title="Something else", text="")


def test_each_act_leaves_one_line_in_the_log_and_no_words(alice: Person, raised: Raise) -> None:
    concern = move(raised("Reviews wait"), State.DECIDED, by=alice)
    actions.classify_concern(by=alice, concern=concern, stuck=Stuck.NONE, themes=[])
    verbs = list(Entry.objects.filter(context="register").order_by("number").values_list("verb", flat=True))
    assert verbs == ["raise_concern", "move_concern", "classify_concern"]
    assert "Reviews" not in str(list(Entry.objects.values_list("changes", flat=True)))
    assert audit.verify_chain().is_sound


def test_the_type_of_every_source_is_recorded(alice: Person, bob: Person, desks: Desks) -> None:
    sources = [
        SourceRef.voice(say(desks).voice),
        SourceRef.voice(sign(bob, desks, source="mail")),
        SourceRef.voice(sign(bob, desks, source="chat")),
        *(
            SourceRef(kind, f"somewhere {kind}")
            for kind in SourceKind
            if kind not in {SourceKind.VOICE, SourceKind.MAIL, SourceKind.CHAT}
        ),
    ]
    concern = actions.raise_concern(by=alice, title="Reviews wait", sources=sources)
    assert set(Source.objects.filter(item=concern.id).values_list("source_kind", flat=True)) == set(SourceKind)
    assert Source.objects.filter(item=concern.id, is_sealed=True).count() == 3


def test_a_source_is_linked_once(alice: Person, desks: Desks, raised: Raise) -> None:
    concern, source = raised(), SourceRef.voice(say(desks).voice)
    for _ in range(2):
        actions.link_source(by=alice, item=concern, source=source)
    assert Source.objects.filter(item=concern.id).count() == 1


def test_a_voice_that_is_gone_cannot_be_linked(alice: Person, raised: Raise) -> None:
    with pytest.raises(Refused):
        actions.link_source(by=alice, item=raised(), source=SourceRef.voice(raised().id))


def test_a_link_that_was_a_mistake_is_taken_back_at_the_desk(alice: Person, desks: Desks, raised: Raise) -> None:
    voice = say(desks).voice
    concern = raised(voices=(voice,))
    actions.unlink_source(by=alice, item=concern, source=SourceRef.voice(voice))
    assert not Source.objects.exists()


def test_sealed_words_are_never_copied_into_the_register(alice: Person, desks: Desks) -> None:
    voice = say(desks, "I am so tired of being the only one who reviews").voice
    with pytest.raises(Copied) as copied:
        actions.raise_concern(
            by=alice,
            title="Somebody is so tired of being the only reviewer",
            sources=[SourceRef.voice(voice)],
            originals={voice: "I am so tired of being the only one who reviews"},
        )
    assert [hit.excerpt for hit in copied.value.hits] == ["so tired of being the only"]
    assert not Concern.objects.exists()


def test_numbers_of_sources_are_told_in_bands_beyond_the_desk(organisation: Cast, desks: Desks, raised: Raise) -> None:
    concern = raised(voices=tuple(say(desks, f"Something {number}").voice for number in range(3)))
    at_the_desk = queries.sources_of([concern.id], concern, policy.reading_of(organisation.alice))
    assert [(line.kind, line.band.value, line.exactly) for line in at_the_desk] == [("voice", "few", 3)]
    elsewhere = queries.sources_of([concern.id], concern, policy.reading_of(organisation.bob))
    assert [(line.kind, line.band.value, line.exactly) for line in elsewhere] == [("voice", "few", None)]
