"""What is read, what changed, what leaves, and what is said on behalf of people."""

import csv
import hashlib
import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.propositions.models import Consent, Proposition, Side, StatementOnBehalf
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.queries import pages
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.propositions.proposing.rules.reviews import Answer
from groundswell.propositions.proposing.tests.conftest import (
    NOON,
    answer,
    answer_all,
    ask_of,
    begun,
    idea,
    measure,
    part,
    publish,
    send,
    view,
)
from groundswell.propositions.proposing.tests.test_decisions import decide
from groundswell.propositions.proposing.tests.test_reviews import add
from groundswell.register import actions as register
from groundswell.register.models import Concern
from groundswell.register.tests.conftest import published

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_draft_is_the_advocates_and_missing_for_everybody_else(
    alice: Person, bob: Person, otto: Person, proposition: Proposition, client: Client
) -> None:
    url = f"/propositions/{proposition.id}/"
    for person, status in ((alice, 200), (bob, 404), (otto, 404)):
        client.force_login(person)
        assert client.get(url).status_code == status
        assert ("Review within a day" in client.get("/propositions/").content.decode()) is (status == 200)


def test_words_of_a_draft_lie_closed_in_the_database(proposition: Proposition) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, need FROM propositions_proposition")
        rows = repr(cursor.fetchall())
        cursor.execute("SELECT title, text FROM propositions_part")
        rows += repr(cursor.fetchall())
    assert proposition.title == "Review within a day"
    assert "Review" not in rows
    assert "rota" not in rows


@pytest.mark.slow
def test_what_changed_since_one_answered_is_shown_word_by_word_and_reading_is_noted_nowhere(
    alice: Person, bob: Person, published_one: Proposition, client: Client
) -> None:
    send(alice, published_one)
    actions.answer_review(ask=ask_of(bob, published_one), answer=Answer.SUPPORT)
    for text in ("Somebody reviews each morning.", "Two people review each morning."):
        words = actions.PartWords(title="A rota", text=text)
        actions.change_part(by=alice, part=published_one.parts.get(), words=words)
        publish(alice, published_one)
    client.force_login(bob)
    page = client.get(f"/propositions/{published_one.id}/changes/").content.decode()
    assert "from version 1 to 3" in page
    assert "<del>Somebody</del>" in page
    assert "<ins>Two people</ins>" in page or "<ins>Two</ins>" in page
    last = client.get(f"/propositions/{published_one.id}/changes/?since=2").content.decode()
    assert "from version 2 to 3" in last
    client.force_login(alice)
    assert "from version 2 to 3" in client.get(f"/propositions/{published_one.id}/changes/").content.decode()


@pytest.mark.slow
def test_the_same_twice_is_no_new_version(alice: Person, published_one: Proposition) -> None:
    with pytest.raises(Refused, match="Nothing has changed"):
        publish(alice, published_one)


@pytest.mark.slow
def test_what_leaves_holds_what_its_readers_read_anyway_and_a_hash_of_it(
    alice: Person, bob: Person, concern: Concern, proposition: Proposition, client: Client
) -> None:
    openly = idea(alice, concern)
    public = register.note_measure(by=alice, concern=concern, text="A rota.", audience=Audience.ADVOCATE)
    published(public, Audience.PUBLIC, by=alice)
    hidden = register.note_idea(by=alice, concern=concern, title="Ask the harbour", audience=Audience.ADVOCATE)
    publish(alice, proposition)
    send(alice, proposition)
    actions.answer_review(ask=ask_of(bob, proposition), answer=Answer.OBJECTION, words="It costs too much.")
    client.force_login(alice)
    given = {
        form: client.get(f"/propositions/{proposition.id}/export/{form}/").content.decode()
        for form in ("forum", "handbook", "page", "table", "data")
    }
    for text in given.values():
        assert hidden.title not in text
        assert "It costs too much." not in text
        assert bob.name not in text
    assert openly.title not in given["forum"], "a forum reads what everybody outside may read"
    assert "A rota" in given["forum"]
    assert openly.title in given["page"]
    assert openly.title in given["table"]
    assert len(list(csv.reader(io.StringIO(given["table"])))) == 4
    data = json.loads(given["data"])
    told = data.pop("sha256")
    plain = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert told == hashlib.sha256(plain.encode()).hexdigest()
    assert told in given["page"]
    assert data["method"]
    assert "Nothing of it is decided yet" in given["handbook"]
    actions.answer_review(ask=ask_of(bob, proposition), answer=Answer.SUPPORT)
    with time_machine.travel(NOON + timedelta(days=6), tick=False):
        decide(alice, proposition.parts.get())
    assert "It costs little." in client.get(f"/propositions/{proposition.id}/export/handbook/").content.decode()
    assert client.get(f"/propositions/{proposition.id}/export/else/").status_code == 404


@pytest.mark.slow
def test_what_leaves_is_taken_for_no_formula_and_no_mark(alice: Person, concern: Concern, client: Client) -> None:
    made = actions.begin_proposition(by=alice, title="*Review* <b>now</b>", concerns=[concern.id])
    part(alice, made)
    actions.answer_item(
        by=alice,
        proposition=made,
        item=concern.id,
        fate=answer(alice, made, concern.id).fate,  # type: ignore[arg-type]  # a word of the six
        reason="=1+1 is what it does",
        part=made.parts.get(),
    )
    publish(alice, made)
    client.force_login(alice)
    assert "\\*Review\\*" in client.get(f"/propositions/{made.id}/export/forum/").content.decode()
    assert "'=1+1" in client.get(f"/propositions/{made.id}/export/table/").content.decode()
    assert "<b>now</b>" not in client.get(f"/propositions/{made.id}/export/page/").content.decode()


@pytest.mark.slow
def test_an_advocate_begins_writes_answers_and_publishes_on_pages(
    alice: Person, concern: Concern, client: Client
) -> None:
    client.force_login(alice)
    client.post("/propositions/new/", {"title": "Review within a day", "need": "", "concerns": [str(concern.id)]})
    made = Proposition.objects.get()
    revision = made.revision
    words = {"revision": revision, "title": "A rota", "text": "Each day.", "cost_hours": "2.5", "duties": "Mentor\n"}
    assert client.post(f"/propositions/{made.id}/parts/new/", words).status_code == 303
    only = made.parts.get()
    assert client.post(f"/propositions/parts/{only.id}/edit/", words).status_code == 422, "an older draft was saved"
    words |= {"revision": Proposition.objects.get().revision, "text": "Each morning."}
    assert client.post(f"/propositions/parts/{only.id}/edit/", words).status_code == 303
    split = {
        "revision": Proposition.objects.get().revision,
        "title": "A rota",
        "text": "Each morning.",
        "other_title": "A list",
        "other_text": "Of what waits.",
    }
    assert client.post(f"/propositions/parts/{only.id}/split/", split).status_code == 303
    new = made.parts.get(place=2)
    assert client.post(f"/propositions/parts/{new.id}/remove/").status_code == 303
    refused = client.post(f"/propositions/{made.id}/publish/", {"revision": Proposition.objects.get().revision})
    assert refused.status_code == 422
    assert "1 thing that was said has no answer" in refused.content.decode()
    answer_all(alice, made)
    head = {"revision": Proposition.objects.get().revision, "title": "Within a day", "need": "It waits."}
    assert client.post(f"/propositions/{made.id}/edit/", head).status_code == 303
    assert "Each morning." in client.get(f"/propositions/{made.id}/draft/").content.decode()
    sent = {"revision": Proposition.objects.get().revision, "note": "The first."}
    assert client.post(f"/propositions/{made.id}/publish/", sent).status_code == 303
    page = client.get(f"/propositions/{made.id}/").content.decode()
    assert "All parts together cost 2.5 h" in page
    assert "Mentor" in client.get("/propositions/roles/").content.decode()


@pytest.mark.slow
def test_a_concern_is_let_go_of_before_it_was_promised_an_answer_and_not_after(
    alice: Person, concern: Concern, proposition: Proposition, client: Client
) -> None:
    client.force_login(alice)
    client.post(f"/propositions/{proposition.id}/concerns/unlink/", {"concerns": str(concern.id)})
    assert not proposition.abouts.exists()
    client.post(f"/propositions/{proposition.id}/concerns/", {"concerns": str(concern.id)})
    client.post(f"/propositions/{proposition.id}/concerns/", {"concerns": "nothing"})
    publish(alice, proposition)
    with pytest.raises(Refused, match="Decline or defer"):
        actions.unlink_concern(by=alice, proposition=proposition, concern=concern.id)


@pytest.mark.slow
def test_a_discussion_elsewhere_is_kept_by_its_link(
    alice: Person, bob: Person, published_one: Proposition, client: Client
) -> None:
    client.force_login(alice)
    url = f"/propositions/{published_one.id}/where/"
    said = {"discussed": "open", "discussed_at": "", "handbook": "none", "handbook_at": ""}
    assert client.post(url, said).status_code == 422
    assert client.post(url, said | {"discussed_at": "https://forum.example/t/9"}).status_code == 303
    client.force_login(bob)
    page = client.get(f"/propositions/{published_one.id}/").content.decode()
    assert "https://forum.example/t/9" in page
    assert "it is open" in page


@pytest.mark.slow
def test_a_statement_speaks_for_ten_or_more_who_each_agreed_and_tells_nothing_of_fewer(
    alice: Person, bob: Person, client: Client
) -> None:
    client.force_login(alice)
    client.post("/propositions/statements/new/", {"words": "We cannot work at night."})
    statement = StatementOnBehalf.objects.get()
    client.force_login(bob)
    client.post(f"/propositions/statements/{statement.id}/")
    client.post(f"/propositions/statements/{statement.id}/")
    assert Consent.objects.count() == 1
    assert "I step back" in client.get("/propositions/statements/").content.decode()
    for number in range(8):
        actions.stand_behind(by=add(f"Member{number}"), statement=statement)
    with pytest.raises(Refused, match="Too few"):
        actions.speak_on_behalf(by=alice, statement=statement, said_at="https://forum.example/t/9")
    nina = add("Nina")
    actions.stand_behind(by=nina, statement=statement)
    actions.step_back(by=nina, statement=statement)
    actions.stand_behind(by=nina, statement=statement)
    with pytest.raises(Refused, match="Link where"):
        actions.speak_on_behalf(by=alice, statement=statement, said_at="")
    client.force_login(alice)
    client.post(f"/propositions/statements/{statement.id}/say/", {"said_at": "https://forum.example/t/9"})
    page = client.get("/propositions/statements/").content.decode()
    assert "Said for 10 to 19 people" in page
    with pytest.raises(Refused, match="said already"):
        actions.stand_behind(by=alice, statement=StatementOnBehalf.objects.get())
    assert bob.name not in page.split("<main")[1]


@pytest.mark.slow
def test_that_somebody_holds_a_side_or_stands_behind_words_names_nobody_in_the_tables(
    alice: Person, bob: Person, concern: Concern, published_one: Proposition, client: Client
) -> None:
    seen = view(alice, concern)
    client.force_login(bob)
    url = f"/propositions/{published_one.id}/sides/{seen.id}/"
    client.post(url)
    client.post(url)
    side = Side.objects.get()
    assert side.by is None
    assert str(bob.id) not in repr(side.__dict__)
    client.post(url, {"undo": "yes"})
    assert not Side.objects.exists()


def test_no_advocate_is_needed_to_read_and_none_else_may_write(
    bob: Person, concern: Concern, published_one: Proposition
) -> None:
    for act in (
        lambda: begun(bob, concern),
        lambda: answer(bob, published_one, concern.id),
        lambda: send(bob, published_one),
        lambda: decide(bob, published_one.parts.get()),
        lambda: actions.write_statement(by=bob, words="We."),
    ):
        with pytest.raises(PermissionError):
            act()


@pytest.mark.slow
def test_a_measure_under_way_is_forgotten_by_nobody(
    alice: Person, concern: Concern, published_one: Proposition
) -> None:
    measure(alice, concern)
    with pytest.raises(Refused, match="has no answer"):
        send(alice, published_one)


def test_what_is_known_from_elsewhere_stands_beside_a_proposition_for_whoever_may_read_it(
    alice: Person, bob: Person, concern: Concern, published_one: Proposition
) -> None:
    register.shelve(by=alice, source="A note for the desk", concerns=[concern], audience=Audience.ADVOCATE)
    known = register.shelve(by=alice, source="A study", concerns=[concern], audience=Audience.ADVOCATE)
    published(known, Audience.ORGANISATION, by=alice)
    shown = [[each.source for each in pages.page_for(person, published_one).evidence] for person in (alice, bob)]
    assert shown == [["A note for the desk", "A study"], ["A study"]]


@pytest.mark.slow
def test_an_answer_that_became_another_is_told_and_goes_out_as_a_new_version(
    alice: Person, bob: Person, concern: Concern, proposition: Proposition, client: Client
) -> None:
    seen, kept = idea(alice, concern), idea(alice, concern, "Ask the harbour")
    publish(alice, proposition)
    address = f"/propositions/{proposition.id}/"
    client.force_login(bob)
    assert "answered anew" not in client.get(address).content.decode()
    answer(alice, proposition, seen.id, Fate.DECLINED)
    page = client.get(address).content.decode()
    assert page.count("answered anew since version 1") == 1
    answer(alice, proposition, seen.id)
    with pytest.raises(Refused, match="Nothing has changed"):
        publish(alice, proposition)
    answer(alice, proposition, seen.id, Fate.DECLINED)
    assert publish(alice, proposition).number == 2
    assert "answered anew" not in client.get(address).content.decode()
    changed = client.get(f"{address}changes/").content.decode()
    assert "1 thing that was said has another answer" in changed
    assert kept.title not in changed


@pytest.mark.slow
def test_the_brief_folds_what_fits_no_screen_and_unfolds_it_when_asked(
    alice: Person, bob: Person, proposition: Proposition, client: Client
) -> None:
    client.force_login(bob)
    address = f"/propositions/{proposition.id}/"
    publish(alice, proposition)
    assert '<details class="folded" open><summary>1.' in client.get(address).text, "a short one is read at once"
    words = actions.PartWords(title="A rota", text="Somebody reviews each morning. " * 40)
    actions.change_part(by=alice, part=proposition.parts.get(), words=words)
    publish(alice, proposition)
    page = client.get(address).text
    assert '<details class="folded"><summary>1.' in page
    assert "Unfold everything" in page
    whole = client.get(f"{address}?whole=yes").text
    assert '<details class="folded"><summary>' not in whole
    assert "Unfold everything" not in whole


@pytest.mark.slow
def test_no_page_offers_to_decide_a_part_while_people_are_asked_about_it(
    alice: Person, published_one: Proposition, client: Client
) -> None:
    client.force_login(alice)
    address, words = f"/propositions/{published_one.id}/", "Decide this part"
    page = client.get(address).text
    assert words in page, "it can be declined without asking anybody"
    assert f'<a class="button" href="{address}review/">Send it for review</a>' in page
    send(alice, published_one)
    assert words not in client.get(address).text
    with time_machine.travel(NOON + timedelta(days=6), tick=False):
        client.force_login(alice)
        page = client.get(address).text
        assert words in page
        assert '<details class="folded" open><summary>1.' in page, "what the desk can decide stands unfolded"


@pytest.mark.slow
def test_the_first_page_says_how_far_each_proposition_has_come_and_names_no_day_that_is_settled(
    alice: Person, bob: Person, proposition: Proposition, client: Client
) -> None:
    client.force_login(bob)

    def told() -> str:
        return client.get("/").text.split("Review within a day")[1].split("</li>")[0]

    actions.change_proposition(
        by=alice,
        proposition=proposition,
        revision=proposition.revision,
        title="Review within a day",
        need="",
        decide_by=NOON.date() + timedelta(days=9),
    )
    publish(alice, proposition)
    assert '<span>published; to be decided by</span><span><time datetime="2026-12-04">' in told()
    send(alice, proposition)
    assert "in review; to be decided by" in told()
    with time_machine.travel(NOON + timedelta(days=6), tick=False):
        decide(alice, proposition.parts.get())
    assert "<span>decided</span></div>" in told(), "a day that has passed would say that it is overdue"
