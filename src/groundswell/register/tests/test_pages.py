"""Every page of the register, used as people use it."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import actions
from groundswell.register.models import (
    Concern,
    Evidence,
    Fit,
    Idea,
    Measure,
    Merge,
    Perspective,
    Source,
    Theme,
    Wording,
)
from groundswell.register.queries.proposals import content_of
from groundswell.register.rules.concerns import State, Stuck
from groundswell.register.rules.fits import Fit as FitKind
from groundswell.register.rules.perspectives import mark_of
from groundswell.register.tests.conftest import Desks, move, proposed, published
from groundswell.voices.tests.conftest import say
from tests.cast import Cast

type Raise = Callable[..., Concern]
type Browser = Callable[[Person], Client]

BROKEN = ["\0binary", "x" * 30_000, "<script>alert(1)</script>", "\u202eevil", "😀" * 10_000, ""]


@pytest.fixture
def advocate(client_of: Browser, alice: Person) -> Client:
    return client_of(alice)


@pytest.fixture
def member(client_of: Browser, bob: Person) -> Client:
    return client_of(bob)


def address(route: str, *args: object) -> str:
    return reverse(f"register:{route}", args=args)


def test_empty_pages_say_what_to_do_first(member: Client, advocate: Client) -> None:
    assert "Say one sentence" in member.get(address("concerns")).content.decode()
    assert "Write the first concern down" in advocate.get(address("concerns")).content.decode()
    for route in ("shelf", "pairs", "themes"):
        assert advocate.get(address(route)).status_code == HTTPStatus.OK


def test_the_advocate_writes_a_concern_down(advocate: Client) -> None:
    theme = Theme.objects.get(name="burnout")
    form = {"title": "Nights are short", "text": "", "stuck": "unknown", "themes": [theme.id], "audience": "me"}
    answer = advocate.post(address("new_concern"), form)
    concern = Concern.objects.get()
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert answer["Location"] == address("concern", concern.id)
    page = advocate.get(answer["Location"]).content.decode()
    for words in ("Nights are short", "burnout", "felt by all but unknown to each", "Alice"):
        assert words in page


@pytest.mark.parametrize("title", BROKEN)
def test_a_refused_form_comes_back_filled_in_or_is_kept_as_words(advocate: Client, title: str) -> None:
    form = {"title": title, "text": "what I typed", "stuck": "none", "audience": "me"}
    answer = advocate.post(address("new_concern"), form)
    assert answer.status_code in {HTTPStatus.SEE_OTHER, HTTPStatus.UNPROCESSABLE_ENTITY}
    if answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
        assert "what I typed" in answer.content.decode()
        assert 'class="error"' in answer.content.decode()
    else:
        assert "<script>alert" not in advocate.get(answer["Location"]).content.decode()


def test_a_concern_moves_with_a_reason(advocate: Client, raised: Raise) -> None:
    concern = raised()
    answer = advocate.post(address("move_concern", concern.id), {"to": "decided", "reason": " "})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say why" in answer.content.decode()
    advocate.post(address("move_concern", concern.id), {"to": "decided", "reason": "We agreed."})
    assert "We agreed." in advocate.get(address("concern", concern.id)).content.decode()


def test_a_name_in_a_reason_is_shown_and_may_stay_with_a_reason(advocate: Client, raised: Raise) -> None:
    concern = raised()
    form = {"to": "decided", "reason": "As Bob wished."}
    answer = advocate.post(address("move_concern", concern.id), form)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "why these details may stay" in answer.content.decode().lower()
    answer = advocate.post(address("move_concern", concern.id), form | {"kept": "He asked for it."})
    assert answer.status_code == HTTPStatus.SEE_OTHER


def test_a_concern_is_sorted(advocate: Client, raised: Raise) -> None:
    concern, theme = raised(), Theme.objects.get(name="burnout")
    assert advocate.get(address("sort_concern", concern.id)).status_code == HTTPStatus.OK
    advocate.post(address("sort_concern", concern.id), {"stuck": "no_owner", "themes": [theme.id]})
    concern.refresh_from_db()
    assert concern.stuck == "no_owner"


def test_words_at_the_desk_are_written_anew(advocate: Client, raised: Raise) -> None:
    concern = raised()
    assert concern.title in advocate.get(address("edit_concern", concern.id)).content.decode()
    advocate.post(address("edit_concern", concern.id), {"title": "Other words", "text": ""})
    assert "Other words" in advocate.get(address("concern", concern.id)).content.decode()


def test_what_stands_behind_it_is_linked_and_unlinked(advocate: Client, raised: Raise) -> None:
    concern = raised()
    form = {"kind": "retrospective", "reference": "Sprint 255, point 3"}
    assert advocate.post(address("sources", concern.id), form).status_code == HTTPStatus.SEE_OTHER
    assert "Sprint 255, point 3" in advocate.get(address("sources", concern.id)).content.decode()
    assert (
        advocate.post(address("sources", concern.id), {"kind": "talk"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    )
    advocate.post(address("unlink_source", concern.id), {"source": "Sprint 255, point 3"})
    assert not Source.objects.exists()
    gone = advocate.post(address("unlink_source", concern.id), {"source": "Sprint 255, point 3"})
    assert gone.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_an_idea_is_noted_judged_and_taken_apart(advocate: Client, raised: Raise) -> None:
    concern = raised()
    assert advocate.get(address("note_idea", concern.id)).status_code == HTTPStatus.OK
    advocate.post(address("note_idea", concern.id), {"title": "A rota for reviews", "text": "", "audience": "advocate"})
    idea = Idea.objects.get()
    fit = address("fit", concern.id, idea.id)
    assert advocate.get(fit).status_code == HTTPStatus.OK
    refused = advocate.post(fit, {"fit": "depends", "condition": ""})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    advocate.post(fit, {"fit": "depends", "condition": "everybody has an hour", "note": "Else it moves the wait."})
    page = advocate.get(address("concern", concern.id)).content.decode()
    assert "everybody has an hour" in page
    assert "A rota for reviews" in advocate.get(address("idea", idea.id)).content.decode()
    advocate.post(address("part_idea", concern.id, idea.id))
    assert not Fit.objects.exists()


def test_an_idea_that_is_there_is_offered_for_another_concern(advocate: Client, alice: Person, raised: Raise) -> None:
    one, other = raised(), raised("Plans change every day")
    idea = actions.note_idea(by=alice, title="A rota", concern=one)
    assert "A rota" in advocate.get(address("note_idea", other.id)).content.decode()
    answer = advocate.post(address("offer_idea", other.id), {"idea": idea.id})
    assert answer["Location"] == address("fit", other.id, idea.id)
    assert advocate.post(address("offer_idea", other.id), {"idea": "x"})["Location"] == address("note_idea", other.id)


def test_the_pair_view_shows_blanks(advocate: Client, alice: Person, raised: Raise) -> None:
    one, other = raised(), raised("Plans change every day")
    idea = actions.note_idea(by=alice, title="A rota", concern=one)
    actions.judge_fit(by=alice, idea=idea, concern=one, fit=FitKind.HELPS, note="It shares the work.")
    page = advocate.get(address("pairs")).content.decode()
    assert "1 pair on this page waits for a judgement" in page
    assert f'data-concern="{one.title}"' in page
    assert page.count('class="blank"') == 1
    assert "1 concern waits for a judgement" in page
    assert "It shares the work." in page
    assert address("fit", other.id, idea.id) in page
    assert "Plans change" not in advocate.get(f"{address('pairs')}?theme={uuid4()}").content.decode()


@pytest.mark.slow
def test_what_is_under_way_is_noted_changed_and_ended(advocate: Client, raised: Raise) -> None:
    concern = raised()
    form = {"text": "A pilot of pairing", "carried_by": "Cell Two", "since": "2026-11-02", "audience": "advocate"}
    assert advocate.get(address("note_measure", concern.id)).status_code == HTTPStatus.OK
    late = advocate.post(address("note_measure", concern.id), form | {"since": "2126-01-01"})
    assert late.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    advocate.post(address("note_measure", concern.id), form)
    measure = Measure.objects.get()
    assert "A pilot of pairing" in advocate.get(address("edit_measure", measure.id)).content.decode()
    advocate.post(address("edit_measure", measure.id), form | {"text": "A pilot of pairs"})
    advocate.post(address("end_measure", measure.id))
    measure.refresh_from_db()
    assert measure.text == "A pilot of pairs"
    assert "over since" in advocate.get(address("concern", concern.id)).content.decode()


@pytest.mark.slow
def test_a_view_is_noted_changed_and_labelled(advocate: Client, raised: Raise) -> None:
    concern = raised()
    form = {"position": "Rigid cells work", "conditions": "where clients are few", "best_case": "", "audience": "me"}
    assert advocate.get(address("note_perspective", concern.id)).status_code == HTTPStatus.OK
    advocate.post(address("note_perspective", concern.id), form)
    view = Perspective.objects.get()
    page = advocate.get(address("concern", concern.id)).content.decode()
    assert "not confirmed by its holder" in page
    assert "When where clients are few" in page
    advocate.post(address("edit_item", "perspective", view.id), form | {"position": "They work"})
    assert "They work" in advocate.get(address("perspective", view.id)).content.decode()


def test_ideas_are_written_anew_at_their_own_address_and_nothing_else_is(advocate: Client, alice: Person) -> None:
    idea = actions.note_idea(by=alice, title="A rota")
    edit = address("edit_item", "idea", idea.id)
    assert advocate.get(edit).status_code == HTTPStatus.OK
    advocate.post(edit, {"title": "Another rota", "text": ""})
    assert "Another rota" in advocate.get(address("idea", idea.id)).content.decode()
    for kind in ("concern", "evidence", "nonsense"):
        assert advocate.get(address("edit_item", kind, idea.id)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_the_shelf(advocate: Client, raised: Raise) -> None:
    concern = raised()
    form = {"source": "Accelerate, 2018", "address": "https://example.org/a", "summary": "", "audience": "advocate"}
    assert advocate.get(address("shelve")).status_code == HTTPStatus.OK
    assert advocate.post(address("shelve"), form | {"address": "javascript:1"}).status_code == 422
    assert advocate.post(address("shelve"), form | {"summary": "a\n" * 6}).status_code == 422
    advocate.post(address("shelve"), form)
    entry = Evidence.objects.get()
    assert "unread" in advocate.get(address("shelf")).content.decode()
    advocate.post(address("edit_evidence", entry.id), form | {"summary": "Small batches.\nFast reviews."})
    assert concern.title in advocate.get(address("bear_on", entry.id)).content.decode()
    advocate.post(address("bear_on", entry.id), {"concern": [concern.id, "nonsense", uuid4()]})
    assert concern.title in advocate.get(address("evidence", entry.id)).content.decode()
    assert "Small batches." in advocate.get(address("concern", concern.id)).content.decode()
    assert "unread" not in advocate.get(address("shelf")).content.decode()
    assert advocate.get(address("edit_evidence", entry.id)).status_code == HTTPStatus.OK


@pytest.mark.slow
def test_me_too_is_one_click_and_can_be_taken_back(member: Client, raised: Raise) -> None:
    concern = raised(audience=Audience.ORGANISATION)
    member.post(address("me_too", concern.id))
    assert "You say “me too”" in member.get(address("concern", concern.id)).content.decode()
    member.post(address("me_too", concern.id), {"undo": "yes"})
    assert "You say “me too”" not in member.get(address("concern", concern.id)).content.decode()


@pytest.mark.slow
@pytest.mark.parametrize(("route", "model"), [("add_idea", Idea), ("add_perspective", Perspective)])
def test_a_member_adds_their_own_in_one_box(
    member: Client, desks: Desks, raised: Raise, route: str, model: type[Idea] | type[Perspective]
) -> None:
    concern = raised(audience=Audience.ORGANISATION)
    page = member.get(address(route, concern.id))
    assert "everyone in the organisation" in page.content.decode()
    token = page.context["form"]["token"].value()
    form = {"text": "Let us share the reviews.", "token": token}
    for _ in range(2):
        assert member.post(address(route, concern.id), form).status_code == HTTPStatus.SEE_OTHER
    added = model.objects.get()
    assert added.holder is not None
    assert added.holder.name == "Bob"
    shown = member.get(address("concern", concern.id)).content.decode()
    assert "Let us share the reviews." in shown
    assert "Bob" in shown
    assert "Let us share the reviews." in member.get(reverse("mine")).content.decode()


@pytest.mark.parametrize("route", ["add_idea", "add_perspective"])
def test_an_empty_box_comes_back_with_a_sentence(member: Client, raised: Raise, route: str) -> None:
    concern = raised(audience=Audience.ORGANISATION)
    token = member.get(address(route, concern.id)).context["form"]["token"].value()
    answer = member.post(address(route, concern.id), {"text": "  ", "token": token})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "One sentence is enough" in answer.content.decode()
    answer = member.post(address(route, concern.id), {"text": "my words", "token": "forged"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "my words" in answer.content.decode()


@pytest.mark.slow
def test_a_holder_confirms_or_corrects_a_view(client_of: Browser, alice: Person, bob: Person, raised: Raise) -> None:
    concern = raised()
    view = actions.note_perspective(
        by=alice, concern=concern, position="Cells should stay", holder=bob, audience=Audience.ADVOCATE
    )
    browser = client_of(bob)
    page = browser.get(address("perspective", view.id)).content.decode()
    assert "Is that your view?" in page
    assert concern.title not in page
    browser.post(address("confirm_perspective", view.id), {"under_my_name": "yes", "seen": "other words"})
    assert "have changed since you opened the page" in browser.get(address("perspective", view.id)).text
    seen = mark_of(view.said)
    browser.post(address("confirm_perspective", view.id), {"under_my_name": "yes", "seen": seen})
    view.refresh_from_db()
    assert (view.standing, view.is_named) == ("confirmed", True)
    assert browser.get(address("correct_perspective", view.id)).status_code == HTTPStatus.OK
    refused = browser.post(address("correct_perspective", view.id), {"position": " ", "conditions": "always"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    browser.post(address("correct_perspective", view.id), {"position": "Cells should stay small"})
    view.refresh_from_db()
    assert (view.standing, view.position, view.is_named) == ("corrected", "Cells should stay small", False)


@pytest.mark.slow
def test_a_holder_who_does_not_give_their_name_is_named_to_nobody(
    client_of: Browser, organisation: Cast, raised: Raise
) -> None:
    alice, bob = organisation.alice, organisation.bob
    view = actions.note_perspective(
        by=alice, concern=raised(), position="Cells should stay", holder=bob, audience=Audience.ADVOCATE
    )
    browser, reader = client_of(bob), client_of(alice)
    page = address("perspective", view.id)
    seen = mark_of(view.said)
    browser.post(address("confirm_perspective", view.id), {"under_my_name": "yes", "seen": seen})
    assert "confirmed by its holder" in reader.get(page).text
    assert reader.get(page).text.count(bob.name) == 2
    for route, typed in (("confirm", {"seen": seen}), ("correct", {"position": "Cells should stay small"})):
        browser.post(address(f"{route}_perspective", view.id), typed)
        assert bob.name not in reader.get(page).text, route
    view.refresh_from_db()
    actions.disown_perspective(by=bob, view=view)
    assert bob.name not in reader.get(page).text


@pytest.mark.slow
def test_two_concerns_are_looked_at_side_by_side_merged_and_taken_apart(advocate: Client, raised: Raise) -> None:
    one, other = raised("Reviews wait for days"), raised("Waiting for reviews")
    page = advocate.get(address("merge", one.id)).content.decode()
    assert other.title in page
    assert other.title in advocate.get(f"{address('merge', one.id)}?words=waiting").content.decode()
    preview = advocate.get(f"{address('merge', one.id)}?into={other.id}").content.decode()
    assert one.title in preview
    assert other.title in preview
    merge = address("merge", one.id)
    assert advocate.post(merge, {"survivor": other.id, "reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert advocate.post(merge, {"survivor": "x", "reason": "same"}).status_code == HTTPStatus.NOT_FOUND
    advocate.post(merge, {"survivor": other.id, "reason": "Both say so."})
    assert advocate.get(address("concern", one.id))["Location"] == address("concern", other.id)
    assert one.title in advocate.get(address("concern", other.id)).content.decode()
    advocate.post(address("unmerge", one.id))
    assert not Merge.objects.exists()
    assert advocate.post(address("unmerge", one.id)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_the_preview_of_a_merge_says_what_those_behind_the_one_read_from_then_on(
    advocate: Client, raised: Raise, alice: Person
) -> None:
    one, other = raised("Reviews wait for days"), raised("Waiting for reviews")
    preview = f"{address('merge', one.id)}?into={other.id}"
    assert "from now on" not in advocate.get(preview).text
    move(other, State.FIXED, by=alice)
    told = advocate.get(preview).text
    assert "whoever is behind it reads “fixed” from now on" in told
    assert "One concern fewer is counted as open" in told
    the_other_way = advocate.get(f"{address('merge', other.id)}?into={one.id}").text
    assert "whoever is behind it reads “raised” from now on" in the_other_way
    assert "fewer" not in the_other_way


@pytest.mark.slow
def test_words_go_out_step_by_step(advocate: Client, member: Client, raised: Raise) -> None:
    concern = raised("Reviews wait on Mondays")
    words = address("words", "concern", concern.id)
    form = {"title": concern.title, "text": "", "audience": "organisation", "reason": "Others have it too."}
    assert advocate.get(words).status_code == HTTPStatus.OK
    assert advocate.post(words, form | {"audience": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert advocate.post(words, form | {"audience": "cell"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert advocate.post(words, form).status_code == HTTPStatus.SEE_OTHER
    publication = address("publication", "concern", concern.id)
    assert "Mondays" in advocate.get(publication).content.decode()
    advocate.post(address("publish_words", "concern", concern.id))
    assert "Some marks are not looked at yet" in advocate.get(publication).content.decode()
    keep = address("keep_marks", "concern", concern.id)
    assert advocate.post(keep, {"reason": "why"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    marks = [look.id for look in content_of(Wording.objects.get(), None).looks]
    assert advocate.post(keep, {"mark": marks, "reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    advocate.post(keep, {"mark": marks, "reason": "It is so for everybody."})
    assert member.get(address("concern", concern.id)).status_code == HTTPStatus.NOT_FOUND
    assert advocate.post(address("publish_words", "concern", concern.id))["Location"] == address("concern", concern.id)
    assert member.get(address("concern", concern.id)).status_code == HTTPStatus.OK
    assert advocate.get(publication).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_a_locked_desk_can_only_stop_a_sealed_proposal(advocate: Client, desks: Desks, raised: Raise) -> None:
    concern = raised(voices=(say(desks).voice,))
    proposed(concern, Audience.ORGANISATION, by=desks.alice.reader)
    publication = address("publication", "concern", concern.id)
    assert "Unlock the desk" in advocate.get(publication).text
    for route in ("compare_words", "ask_authors", "publish_words"):
        assert advocate.post(address(route, "concern", concern.id))["Location"] == publication
        assert "These words are sealed until their authors agree" in advocate.get(publication).text
    advocate.post(address("drop_words", "concern", concern.id))
    assert advocate.get(publication).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_who_can_see_it_is_narrowed_at_once(advocate: Client, member: Client, raised: Raise) -> None:
    concern = raised(audience=Audience.ORGANISATION)
    readers = address("readers", "concern", concern.id)
    assert "Which cell" in advocate.get(readers).text
    assert advocate.post(readers, {"audience": "advocate", "reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    advocate.post(readers, {"audience": "advocate", "reason": "It was too early."})
    assert member.get(address("concern", concern.id)).status_code == HTTPStatus.NOT_FOUND
    assert advocate.get(address("readers", "nonsense", concern.id)).status_code == HTTPStatus.NOT_FOUND
    narrow = advocate.get(readers).text
    assert "the advocates" in narrow
    assert "Which cell" not in narrow


@pytest.mark.slow
def test_what_is_public_is_read_without_signing_in(client: Client, organisation: Cast, raised: Raise) -> None:
    concern = raised(audience=Audience.PUBLIC)
    hidden = raised("Plans change every day", audience=Audience.ORGANISATION)
    listed = client.get(address("public_concerns")).content.decode()
    assert concern.title in listed
    assert hidden.title not in listed
    assert client.get(address("public_concern", concern.id)).status_code == HTTPStatus.OK
    missing = client.get(address("public_concern", uuid4()))
    assert client.get(address("public_concern", hidden.id)).content == missing.content


@pytest.mark.slow
def test_the_list_is_filtered_by_state_theme_and_words(member: Client, alice: Person, raised: Raise) -> None:
    one = raised("Reviews wait for days", audience=Audience.ORGANISATION)
    move(one, State.DECIDED, by=alice)
    raised("Plans change every day", audience=Audience.ORGANISATION)
    theme = Theme.objects.get(name="burnout")
    actions.classify_concern(by=alice, concern=one, stuck=Stuck.NONE, themes=[theme])
    for query in ("state=decided", f"theme={theme.id}", "words=reviews"):
        page = member.get(f"{address('concerns')}?{query}").content.decode()
        assert "Reviews wait" in page
        assert "Plans change" not in page
    for query in ("state=nonsense", "theme=x", "page=99"):
        assert "Plans change" in member.get(f"{address('concerns')}?{query}").content.decode()
    assert "Nothing stands here like that" in member.get(f"{address('concerns')}?words=zzz").content.decode()


@pytest.mark.slow
def test_the_start_page_begins_with_the_numbers(member: Client, advocate: Client, raised: Raise) -> None:
    raised(audience=Audience.ORGANISATION)
    raised("Hidden from members")
    assert member.get(reverse("start")).context is not None
    for browser, count in ((member, 1), (advocate, 2)):
        page = browser.get(reverse("start")).content.decode()
        assert "What became of what was said" in page
        assert browser.get(address("concerns")).context["total"] == count


def pages(concern: Concern) -> Iterator[str]:
    yield from (address(route) for route in ("concerns", "pairs", "shelf"))
    yield address("concern", concern.id)


@pytest.fixture
def full(organisation: Cast, raised: Raise) -> Callable[[int], Concern]:
    """Return a function that fills every list with so many rows."""

    def fill(count: int) -> Concern:
        by = organisation.alice
        for number in range(count):
            concern = raised(f"Reviews wait {number}", audience=Audience.ORGANISATION)
            for _ in range(count):
                idea = actions.note_idea(by=by, title="Share reviews", concern=concern)
                published(idea, Audience.ORGANISATION, by=by)
                published(actions.note_measure(by=by, concern=concern, text="A rota"), Audience.ORGANISATION, by=by)
                view = actions.note_perspective(by=by, concern=concern, position="They should not wait")
                published(view, Audience.ORGANISATION, by=by)
                entry = actions.shelve(by=by, source="Small batches", concerns=[concern])
                published(entry, Audience.ORGANISATION, by=by)
            actions.say_me_too(by=organisation.bob, concern=concern)
        return Concern.objects.get(title="Reviews wait 0")

    return fill


@pytest.mark.slow
@pytest.mark.parametrize("page", range(4))
def test_a_page_costs_as_many_queries_for_one_row_as_for_three(
    member: Client, full: Callable[[int], Concern], page: int
) -> None:
    def cost(concern: Concern) -> int:
        where = list(pages(concern))[page]
        member.get(where)
        with CaptureQueriesContext(connection) as queries:
            assert member.get(where).status_code == HTTPStatus.OK
        return len(queries)

    one = cost(full(1))
    Concern.objects.all().update(title="older")
    assert cost(full(3)) == one
