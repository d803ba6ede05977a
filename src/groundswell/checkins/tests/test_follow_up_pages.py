"""The pages of the plan, of the follow-up, and of a referral, as people use them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from groundswell.checkins import queries
from groundswell.checkins.actions import planning
from groundswell.checkins.follow_up.listing import FollowUp, first_answers
from groundswell.checkins.models import CheckInPlan, CheckUp, HelpResource, Instrument, Referral
from groundswell.checkins.tests.stage import WORDS, Desks, on
from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.kit.seal import boxes
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.rules import Grant
from groundswell.register.models import Concern
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices.models import Voice
from groundswell.voices.rules import CameBy

pytestmark = pytest.mark.django_db
PACK = "Copenhagen Burnout Inventory, work scale"
HEAD = "person,cell,date,rating,scale,reason\n"
BOB_LOW = f"{HEAD}bob@example.org,Cell One,2026-01-05,4,1-10,every review waits three whole days\n"
PLAN = {
    "is_on": "on",
    "milestone": "mid-sprint update",
    "days_open": "5",
    "every_sprints": "2",
    "k": "7",
    "is_public": "on",
}


@pytest.fixture
def at_desk(desks: Desks, client_of: Callable[[Person], Client]) -> Client:
    """Return Alice's browser with her desk unlocked."""
    browser = client_of(desks.alice.reader)
    browser.post(reverse("desk_unlock"), {"passphrase": WORDS})
    return browser


def page(browser: Client, name: str, *where: object) -> str:
    answer = browser.get(reverse(f"checkins:{name}", args=where))
    assert answer.status_code == 200, answer.status_code
    return answer.text


def said(desks: Desks, author: Person | None = None) -> Voice:
    """Say something by a check-in to both desks."""
    keys = voice_queries.keys_of(voice_queries.readers_today())
    if author is None:
        spoken = voices.speak_anonymously(
            text="Too much.", readers=keys, nonce=boxes.new_secret()[:16], now=True, source=CameBy.CHECK_IN
        )
    else:
        spoken = voices.speak_signed(author=author, text="Too much.", readers=keys, source=CameBy.CHECK_IN)
    del desks
    return Voice.objects.get(id=spoken.voice)


# ---------------------------------------------------------------- the plan


def test_everybody_reads_how_check_ins_are_set_up_and_changes_nothing(
    bob: Person, client_of: Callable[[Person], Client]
) -> None:
    shown = page(client_of(bob), "plan")
    assert "No figure is about fewer than 5 people" in shown
    assert "CC BY 4.0" in shown
    assert "Open question" in shown
    assert "/plan/change/" not in shown
    assert "shown from 20 answers on" in shown


@pytest.mark.parametrize("name", ["alice", "ada"])
def test_an_advocate_or_an_administrator_changes_it(
    name: str, request: pytest.FixtureRequest, client_of: Callable[[Person], Client]
) -> None:
    browser = client_of(request.getfixturevalue(name))
    answer = browser.post(reverse("checkins:change_plan"), PLAN)
    assert answer.status_code == 303
    kept = CheckInPlan.objects.get()
    assert (kept.milestone, kept.days_open, kept.every_sprints, kept.k) == ("mid-sprint update", 5, 2, 7)
    assert "in every 2 sprints" in page(browser, "plan")
    assert Entry.objects.filter(verb="change_check_in_plan").count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"k": "3"}, "fewer than 4 people"),
        ({"k": "4"}, "can only be raised"),
        ({"k": "99"}, "nothing would be left to show"),
        ({"k": "five"}, "whole number"),
        ({"days_open": "0"}, "open for 1 to 14 days"),
        ({"days_open": "15"}, "open for 1 to 14 days"),
        ({"every_sprints": "0"}, "every 1 to 26 sprints"),
        ({"milestone": "the end of time"}, "Choose one of what is offered here"),
    ],
)
def test_what_cannot_be_chosen_has_a_sentence_and_the_form_comes_back(
    ada: Person, client_of: Callable[[Person], Client], changed: dict[str, str], sentence: str
) -> None:
    answer = client_of(ada).post(reverse("checkins:change_plan"), PLAN | changed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not CheckInPlan.objects.exists()


def test_a_raised_k_is_not_lowered_again(ada: Person, client_of: Callable[[Person], Client]) -> None:
    browser = client_of(ada)
    browser.post(reverse("checkins:change_plan"), PLAN | {"k": "8"})
    assert browser.post(reverse("checkins:change_plan"), PLAN | {"k": "7"}).status_code == 422
    assert queries.plan().k == 8


@pytest.mark.slow
def test_questions_are_switched_on_and_off_and_moved(ada: Person, client_of: Callable[[Person], Client]) -> None:
    browser = client_of(ada)

    def act(name: str, what: str) -> list[str]:
        assert browser.post(reverse("checkins:choose_questions"), {"name": name, "act": what}).status_code == 303
        return [each.key for each in queries.items_asked()]

    assert act("speaking-up", "up") == ["burnout-single-item", "dora-burnout", "speaking-up", "would-recommend"]
    assert act("would-recommend", "drop") == ["burnout-single-item", "dora-burnout", "speaking-up"]
    pack = [f"copenhagen-work-{number}" for number in range(1, 8)]
    assert act(PACK, "ask") == ["burnout-single-item", "dora-burnout", "speaking-up", *pack]
    assert act(PACK, "ask") == ["burnout-single-item", "dora-burnout", "speaking-up", *pack]
    assert act(PACK, "up") == ["burnout-single-item", "dora-burnout", *pack, "speaking-up"]
    assert act(PACK, "drop") == ["burnout-single-item", "dora-burnout", "speaking-up"]
    assert act("nothing", "drop") == act("", "ask") == act("speaking-up", "explode") == act("speaking-up", "")


def test_with_no_question_the_rating_is_asked_alone(ada: Person, client_of: Callable[[Person], Client]) -> None:
    Instrument.objects.update(place=None)
    assert "the rating alone" in page(client_of(ada), "plan")
    assert queries.next_item(1) is None


def test_help_is_named_changed_and_taken_away_by_an_administrator(
    ada: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    browser = client_of(ada)
    assert "Nothing is named yet" in page(browser, "plan")
    words = {"name": "A helpline", "about": "Day and night", "telephone": "116 123", "url": "https://help.example.org"}
    assert browser.post(reverse("checkins:add_help"), words).status_code == 303
    shown = page(client_of(bob), "plan")
    assert "116 123" in shown
    assert 'href="https://help.example.org" rel="noreferrer noopener"' in shown
    found = HelpResource.objects.get().id
    browser.post(reverse("checkins:change_help", args=[found]), words | {"telephone": "116 124"})
    assert queries.help_offered()[0].telephone == "116 124"
    browser.post(reverse("checkins:drop_help", args=[found]))
    assert not queries.help_offered()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"name": ""}, "Give it a name."),
        ({"url": "javascript:alert(1)"}, "Write the whole address"),
        ({"about": "", "telephone": "", "url": ""}, "Say how to get there"),
        ({"telephone": "1" * 61}, "61 characters, and 60 fit"),
    ],
)
def test_help_that_leads_nowhere_is_not_kept(
    ada: Person, client_of: Callable[[Person], Client], words: dict[str, str], sentence: str
) -> None:
    whole = {"name": "A helpline", "about": "Day and night", "telephone": "", "url": ""}
    answer = client_of(ada).post(reverse("checkins:add_help"), whole | words)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not HelpResource.objects.exists()


def test_the_page_asks_the_same_for_one_and_for_three_places(
    ada: Person, client_of: Callable[[Person], Client], django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    browser = client_of(ada)
    asked = []
    for count in (1, 2):
        for number in range(count):
            planning.add_help(by=ada, chosen=planning.HelpChoice(f"Line {count} {number}", telephone="1"))
        with django_assert_max_num_queries(40) as captured:  # type: ignore[operator]
            page(browser, "plan")
        asked.append(len(captured))
    assert asked[0] == asked[1]


# ---------------------------------------------------------------- the follow-up


def test_an_open_desk_lists_who_waits_and_a_locked_one_nothing(desks: Desks, bob: Person, at_desk: Client) -> None:
    said(desks)
    said(desks, bob)
    shown = page(at_desk, "follow_up")
    assert "Somebody unknown" in shown
    assert "Somebody with their name" in shown
    assert "Bob" not in shown, "names come with reading, which is counted"
    assert FollowUp().panel_for(desks.alice.reader, is_open=False) is None
    at_desk.post(reverse("desk_lock"))
    assert at_desk.get(reverse("checkins:follow_up")).status_code == 302


def test_overdue_ones_rise_on_the_desk(desks: Desks) -> None:
    monday = clock.today() - timedelta(days=clock.today().weekday() + 7)
    with on(monday):
        first = said(desks)
    with on(monday + timedelta(days=2)):
        second = said(desks)
        assert [each.standing for each in first_answers(desks.alice.reader)] == ["today", "waiting"]
    with on(monday + timedelta(days=3)):
        panel = FollowUp().panel_for(desks.alice.reader, is_open=True)
        assert panel is not None
        assert [str(line.state) for line in panel.lines] == ["overdue", "waiting"]
        assert [str(first.id) in line.url for line in panel.lines] == [True, False]
        assert str(second.id) in panel.lines[1].url


def test_days_on_which_nobody_who_reads_it_is_here_do_not_count(desks: Desks) -> None:
    monday = clock.today() - timedelta(days=clock.today().weekday() + 7)
    with on(monday):
        said(desks)
    people.be_away(by=None, person=desks.alice.reader, from_on=monday, to_on=monday + timedelta(days=1))
    (one,) = first_answers(desks.alice.reader)
    assert one.waiting.due == monday + timedelta(days=2), "Otto is here"
    people.be_away(by=None, person=desks.otto.reader, from_on=monday, to_on=monday + timedelta(days=1))
    (one,) = first_answers(desks.alice.reader)
    assert one.waiting.due == monday + timedelta(days=3)


def test_the_panel_takes_three_queries_however_many_wait(
    desks: Desks, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for count in (1, 2):
        for _time in range(count):
            said(desks)
        with django_assert_num_queries(3):  # type: ignore[operator]
            FollowUp().panel_for(desks.alice.reader, is_open=True)


def test_what_was_muted_without_an_answer_stays_visible(desks: Desks, at_desk: Client) -> None:
    voices.mute(voice_id=said(desks).id, unlocked=desks.alice)
    assert "Muted before anybody answered" in page(at_desk, "follow_up")


@pytest.mark.slow
def test_a_process_cause_becomes_a_concern_from_the_voice(desks: Desks, bob: Person, at_desk: Client) -> None:
    voice = said(desks, bob)
    at_desk.post(reverse("desk_voice_read", args=[voice.id]))
    address = f"{reverse('register:new_concern')}?voice={voice.id}"
    assert address in at_desk.get(reverse("desk_voice", args=[voice.id])).text.replace("&amp;", "&")
    at_desk.post(address, {"title": "Weeks are too full", "text": "", "stuck": "none", "audience": "me"})
    concern = Concern.objects.get()
    assert "a check-in" in at_desk.get(reverse("register:concern", args=[concern.id])).text


# ---------------------------------------------------------------- low answers


@pytest.mark.slow
def test_a_file_is_looked_at_first_then_kept_sealed_and_opened_by_an_act(at_desk: Client) -> None:
    address = reverse("checkins:bring_check_ups")
    trial = at_desk.post(address, {"text": BOB_LOW, "look": "yes"})
    assert trial.status_code == 200
    assert not CheckUp.objects.exists()
    seen = trial.context["form"]["seen"].value()
    assert at_desk.post(address, {"text": BOB_LOW, "seen": seen, "do": "yes"}).status_code == 303
    closed = page(at_desk, "low_answers")
    assert "Bob" not in closed
    assert "Open the list" in closed
    at_desk.post(reverse("checkins:open_low_answers"))
    at_desk.post(reverse("checkins:open_low_answers"))
    opened = page(at_desk, "low_answers")
    assert "Bob" in opened
    assert "4 on 1-10" in opened
    assert Entry.objects.filter(verb="open_check_ups").count() == 1, "opened twice is counted once"
    again = at_desk.post(address, {"text": BOB_LOW, "look": "yes"}).text
    assert "1 answer of the file is here already" in again


def test_a_file_may_be_uploaded_and_a_bad_one_has_its_sentence(at_desk: Client) -> None:
    address = reverse("checkins:bring_check_ups")
    good = SimpleUploadedFile("checkups.csv", BOB_LOW.encode())
    assert at_desk.post(address, {"file": good, "look": "yes"}).status_code == 200
    for content in (b"", b"\x00\x01\x02", b"mood\ngood\n"):
        answer = at_desk.post(address, {"file": SimpleUploadedFile("x.csv", content), "look": "yes"})
        assert answer.status_code == 422, content
    wrong = at_desk.post(address, {"text": f"{HEAD},,2026-01-05,11,1-10,\n", "look": "yes"})
    assert wrong.status_code == 422
    assert "This rating is not on the scale 1-10." in wrong.text


def _with_bob(at_desk: Client) -> str:
    at_desk.post(
        reverse("checkins:add_check_up"),
        dict(zip(HEAD.strip().split(","), BOB_LOW.split("\n")[1].split(","), strict=True)),
    )
    at_desk.post(reverse("checkins:open_low_answers"))
    return str(CheckUp.objects.get().id)


def test_one_answer_is_written_down_by_hand(at_desk: Client) -> None:
    answer = at_desk.post(reverse("checkins:add_check_up"), {"person": "nobody", "rating": "11", "scale": "1-10"})
    assert answer.status_code == 422
    for sentence in ("Nobody here has this name", "not on the scale 1-10", "year, month and day"):
        assert sentence in answer.text
    assert 'value="nobody"' in answer.text, "the form comes back filled in"
    _with_bob(at_desk)
    assert "Bob" in page(at_desk, "low_answers")


@pytest.mark.slow
def test_a_low_answer_is_seen_to_put_back_and_made_a_concern(at_desk: Client) -> None:
    found = _with_bob(at_desk)
    at_desk.post(reverse("checkins:see_to_check_up", args=[found]))
    assert "Nobody is on this list now." in page(at_desk, "low_answers")
    at_desk.post(reverse("checkins:list_check_up_again", args=[found]))
    address = reverse("checkins:concern_of_check_up", args=[found])
    assert "every review waits" in at_desk.get(address).text
    refused = at_desk.post(address, {"title": "Every review waits three whole days"})
    assert refused.status_code == 422
    assert "Say it in your own" in refused.text
    assert at_desk.post(address, {"title": "Reviews are slow"}).status_code == 303
    assert Concern.objects.get().title == "Reviews are slow"


def test_what_is_personal_ends_in_help_and_in_nothing_else(at_desk: Client, ada: Person) -> None:
    planning.add_help(by=ada, chosen=planning.HelpChoice("A helpline", telephone="116 123"))
    answer = {"person": "Bob", "date": "2026-01-05", "rating": "2", "scale": "1-10"}
    asked = at_desk.post(reverse("checkins:add_check_up"), {**answer, "reason": "my father, which is personal"})
    assert (asked.status_code, "stands within this reason" in asked.text) == (422, True)
    assert "my father" in asked.text, "what was typed is there to be changed"
    kept = at_desk.post(
        reverse("checkins:add_check_up"), {**answer, "reason": "mostly personal: my father"}, follow=True
    )
    assert "Of what is personal only that word is kept." in kept.text
    at_desk.post(reverse("checkins:open_low_answers"))
    shown = page(at_desk, "low_answers")
    assert "mostly personal" in shown
    assert "my father" not in shown
    assert "116 123" in shown
    assert "Make it a concern" not in shown
    found = CheckUp.objects.get().id
    assert at_desk.get(reverse("checkins:concern_of_check_up", args=[found])).status_code == 404


@pytest.mark.slow
def test_another_scale_waits_for_somebodys_choice(at_desk: Client) -> None:
    at_desk.post(
        reverse("checkins:add_check_up"), {"person": "Bob", "date": "2026-01-05", "rating": "1", "scale": "0-5"}
    )
    at_desk.post(reverse("checkins:open_low_answers"))
    assert "low would be everything below 3" in page(at_desk, "low_answers")
    at_desk.post(reverse("checkins:choose_scale"), {"scale": "0-5"})
    assert "1 on 0-5" in page(at_desk, "low_answers")
    at_desk.post(reverse("checkins:choose_scale"), {"scale": "0-5", "back": "yes"})
    assert "1 on 0-5" not in page(at_desk, "low_answers")
    for scale in ("", "mood", "1-10"):
        assert at_desk.post(reverse("checkins:choose_scale"), {"scale": scale}).status_code == 303


def test_all_of_it_can_be_deleted(at_desk: Client) -> None:
    _with_bob(at_desk)
    at_desk.post(reverse("checkins:share_check_ups"))
    at_desk.post(reverse("checkins:forget_check_ups"))
    assert not CheckUp.objects.exists()
    assert "No answer was brought in" in page(at_desk, "low_answers")


# ---------------------------------------------------------------- a referral


@pytest.mark.slow
def test_who_may_refer_writes_a_line_and_learns_nothing_but_told(
    desks: Desks, mo: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    del desks
    people.assign_role(by=None, role=people.standard_role(Grant.REFERRER), person=mo)
    browser = client_of(mo)
    shown = page(browser, "refer")
    assert "Bob" in shown
    sent = browser.post(reverse("checkins:refer"), {"person": str(bob.id), "line": "He works every weekend."})
    assert sent.status_code == 303
    assert "Bob is told, and decides." in page(browser, "refer")
    assert Referral.objects.count() == 1
    client_of(bob).get(reverse("waiting"))
    assert "He works every weekend" not in page(browser, "refer")


@pytest.mark.parametrize("line", ["", "x" * 501])
def test_a_line_that_is_none_comes_back(
    desks: Desks, mo: Person, bob: Person, client_of: Callable[[Person], Client], line: str
) -> None:
    del desks
    people.assign_role(by=None, role=people.standard_role(Grant.REFERRER), person=mo)
    answer = client_of(mo).post(reverse("checkins:refer"), {"person": str(bob.id), "line": line})
    assert answer.status_code == 422
    nobody = client_of(mo).post(reverse("checkins:refer"), {"person": str(mo.id), "line": "Me."})
    assert nobody.status_code == 422
    assert not Referral.objects.exists()
