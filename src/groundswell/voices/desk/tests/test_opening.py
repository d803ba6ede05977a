"""The door of the desk: who gets in, for how long, and what is left behind."""

import re
from collections.abc import Callable
from datetime import timedelta
from threading import Thread as Threading

import pytest
import time_machine
from django.conf import settings
from django.db import connections
from django.test import Client, override_settings
from django.urls import reverse

from groundswell.kit import audit, clock
from groundswell.kit.seal.passphrase import unlock_gate
from groundswell.people import actions as people
from groundswell.people.models import Person, RoleAssignment, Session
from groundswell.voices.desk.actions import keys
from groundswell.voices.desk.panels import panels_for
from groundswell.voices.desk.refusals import WaitFirst, WrongWords
from groundswell.voices.desk.tests.conftest import SECRET, WORDS, Desk, say
from groundswell.voices.models import DeskKey
from tests.cast import Cast


def copy_of(client: Client) -> Client:
    """Return another browser with the same cookies."""
    copy = Client()
    copy.cookies.update(client.cookies)
    return copy


GOOD = {"new_passphrase": "heron copper seven ladder", "repeated": "heron copper seven ladder"}


def test_a_reader_without_a_key_is_led_to_the_set_up(alice: Person, client_of: Callable[[Person], Client]) -> None:
    assert client_of(alice).get(reverse("desk")).headers["Location"] == reverse("desk_setup")


def test_the_page_where_the_passphrase_is_chosen_says_what_losing_it_means(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    page = client_of(alice).get(reverse("desk_setup")).text
    assert "else it is lost, and the authors are told by broadcast" in page


@pytest.mark.slow
def test_setting_up_shows_the_recovery_key_once_and_stores_it_nowhere(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(alice)
    answer = client.post(reverse("desk_setup"), GOOD)
    recovery = answer.context["recovery"]
    assert answer.status_code == 200
    assert recovery in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert recovery not in client.get(reverse("desk")).text
    assert recovery.replace("-", "") not in str(list(Session.objects.values()))
    assert audit.count_by_verb(1)[-1].verb != recovery


@pytest.mark.slow
def test_the_third_group_typed_from_paper_settles_the_recovery_key(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(alice)
    recovery = client.post(reverse("desk_setup"), GOOD).context["recovery"]
    assert "not confirmed that your recovery key" in client.get(reverse("desk")).text
    wrong = client.post(reverse("desk_keep_recovery"), {"recovery": recovery, "group": "ZZZZ"})
    assert wrong.status_code == 422
    assert recovery in wrong.text
    right = client.post(reverse("desk_keep_recovery"), {"recovery": recovery, "group": recovery.split("-")[2].lower()})
    assert right.status_code == 303
    assert "not confirmed that your recovery key" not in client.get(reverse("desk")).text


def test_another_recovery_key_is_not_taken_for_the_newest_one(alices: Desk) -> None:
    first = alices.first.recovery
    assert first is not None
    alices.open()
    keys.print_recovery_again(reader=alices.reader, words=WORDS)
    answer = alices.client.post(
        reverse("desk_keep_recovery"), {"recovery": first.text, "group": first.text.split("-")[2]}, follow=True
    )
    assert "not the newest one" in answer.text
    assert DeskKey.objects.get(reader=alices.reader).recovery_kept_on is None


@pytest.mark.parametrize("typed", ["", "AAAA", "x" * 500])
def test_a_broken_recovery_key_on_the_confirming_page_breaks_nothing(alices: Desk, typed: str) -> None:
    answer = alices.client.post(reverse("desk_keep_recovery"), {"recovery": typed, "group": "AAAA"})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("chosen", "repeated", "sentence"),
    [
        ("short", "short", "at least 12 characters"),
        ("heron copper seven", "heron copper", "not the same"),
        ("aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaa", "repeats itself"),
        ("123456789012", "123456789012", "every list"),
        ("Alice Tidewater", "Alice Tidewater", "little more than a name"),
        ("administrator", "Administrator", "not the same"),
        ("charlie123456", "charlie123456", "every list"),
        ("", "", "Type the passphrase"),
    ],
)
def test_a_weak_passphrase_is_refused_with_a_sentence_and_makes_no_key(
    alice: Person, client_of: Callable[[Person], Client], chosen: str, repeated: str, sentence: str
) -> None:
    answer = client_of(alice).post(reverse("desk_setup"), {"new_passphrase": chosen, "repeated": repeated})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not DeskKey.objects.exists()


def test_setting_up_twice_keeps_the_first_key(alices: Desk) -> None:
    answer = alices.client.post(reverse("desk_setup"), GOOD)
    assert answer.headers["Location"] == reverse("desk")
    assert DeskKey.objects.count() == 1


def test_a_locked_desk_shows_no_voice_and_no_number_of_voices(alices: Desk) -> None:
    say(alices)
    page = alices.client.get(reverse("desk")).text
    assert "Your desk is locked" in page
    assert SECRET not in page
    assert "New voices" not in page


def test_a_locked_desk_shows_counts_of_concerns_and_of_nothing_else(alices: Desk) -> None:
    page = alices.client.get(reverse("desk")).text
    assert re.findall(r'class="desk-panel"><h2>([^<]*)', page) == ["Concerns"]
    assert panels_for(alices.reader, is_open=True) != panels_for(alices.reader, is_open=False)


def test_no_spelling_service_reads_what_is_written_at_a_desk(alices: Desk) -> None:
    assert re.search(r'<body[^>]* spellcheck="false"', alices.client.get(reverse("desk")).text)


def test_the_passphrase_opens_the_desk(alices: Desk) -> None:
    alices.open()
    assert alices.is_open()


@pytest.mark.slow
def test_a_wrong_passphrase_opens_nothing_and_says_so(alices: Desk) -> None:
    answer = alices.client.post(reverse("desk_unlock"), {"passphrase": "heron copper seven"})
    assert answer.status_code == 422
    assert "does not open your desk" in answer.text
    assert "heron" not in answer.text
    assert not alices.is_open()


def test_no_page_of_the_desk_claims_to_have_kept_a_passphrase(alices: Desk) -> None:
    alices.client.post(reverse("desk_lock"))
    refused = [
        alices.client.post(reverse("desk_unlock"), {"passphrase": "heron copper seven"}),
        alices.client.post(reverse("desk_recover"), {"recovery": "x", "new_passphrase": WORDS, "repeated": "x"}),
    ]
    for page in refused:
        assert page.status_code == 422
        assert "A page never keeps a passphrase" in page.text
        assert "Everything you typed is still here" not in page.text


@pytest.mark.slow
def test_the_next_opening_tells_how_often_somebody_tried(alices: Desk) -> None:
    for _ in range(2):
        alices.client.post(reverse("desk_unlock"), {"passphrase": "heron copper seven"})
    alices.open()
    assert "2 wrong passphrases were tried" in alices.client.get(reverse("desk")).text


@pytest.mark.slow
def test_guessing_is_slowed_by_account_whatever_browser_it_comes_from(
    alices: Desk, client_of: Callable[[Person], Client]
) -> None:
    answers = [
        client_of(alices.reader).post(reverse("desk_unlock"), {"passphrase": f"guess number {number}"}).status_code
        for number in range(6)
    ]
    assert answers == [422] * 5 + [429]
    refused = alices.client.post(reverse("desk_unlock"), {"passphrase": WORDS})
    assert refused.status_code == 429
    assert "Try again in 1 minute" in refused.text


@pytest.mark.slow
def test_guessing_slowly_costs_ever_longer_waits(alices: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(24 * 12):
            with pytest.raises((WrongWords, WaitFirst)):
                keys.unlock(reader=alices.reader, words="heron copper seven")
            traveller.shift(timedelta(minutes=5))
    assert DeskKey.objects.get(reader=alices.reader).wrong_tries < 40


@pytest.mark.slow
def test_the_right_passphrase_after_the_wait_forgets_the_wrong_ones(alices: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for _ in range(5):
            alices.client.post(reverse("desk_unlock"), {"passphrase": "heron copper seven"})
        traveller.shift(timedelta(minutes=1, seconds=1))
        alices.open()
    assert DeskKey.objects.get(reader=alices.reader).wrong_tries == 0


@pytest.mark.slow
def test_waiting_for_the_passphrase_never_closes_the_way_by_recovery_key(alices: Desk) -> None:
    for _ in range(5):
        alices.client.post(reverse("desk_unlock"), {"passphrase": "heron copper seven"})
    recovery = alices.first.recovery
    assert recovery is not None
    answer = alices.client.post(reverse("desk_recover"), {"recovery": recovery.text, **GOOD})
    assert answer.status_code == 200
    assert alices.is_open()


def test_a_desk_that_is_being_opened_tells_others_to_press_again(alices: Desk) -> None:
    with unlock_gate(settings.DATA_FOLDER / "unlock.lock"):
        answer = alices.client.post(reverse("desk_unlock"), {"passphrase": WORDS})
    assert answer.status_code == 503
    assert "Press the button again" in answer.text
    assert DeskKey.objects.get(reader=alices.reader).wrong_tries == 0
    alices.open()


@pytest.mark.slow
def test_a_busy_gate_holds_no_other_page_up(alices: Desk, bob: Person, client_of: Callable[[Person], Client]) -> None:
    with unlock_gate(settings.DATA_FOLDER / "unlock.lock"):
        assert alices.client.get(reverse("desk")).status_code == 200
        assert client_of(bob).get(reverse("start")).status_code == 200


@pytest.mark.slow
def test_an_idle_desk_locks_itself_after_fifteen_minutes(alices: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        alices.open()
        for _ in range(5):
            traveller.shift(timedelta(minutes=14))
            assert alices.is_open()
        traveller.shift(timedelta(minutes=15, seconds=2))
        assert not alices.is_open()


@pytest.mark.slow
def test_a_desk_in_constant_use_ends_after_eight_hours(alices: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        alices.open()
        opened = clock.now()
        while alices.is_open():
            traveller.shift(timedelta(minutes=14))
        assert timedelta(hours=8) < clock.now() - opened <= timedelta(hours=8, minutes=14)


@pytest.mark.slow
def test_looking_at_pages_changes_nothing_in_the_database(alices: Desk) -> None:
    say(alices)
    alices.open()
    alices.client.get(reverse("desk"))
    before = list(Session.objects.values()), list(DeskKey.objects.values()), audit.head()
    for where in ("desk", "desk_promises", "desk_keys", "desk_hand_over", "desk_recover", "desk_lost"):
        assert alices.client.get(reverse(where)).status_code == 200
    assert (list(Session.objects.values()), list(DeskKey.objects.values()), audit.head()) == before


@pytest.mark.slow
def test_locking_ends_it_at_once_also_for_a_copy_of_the_cookie(alices: Desk) -> None:
    alices.open()
    copy = copy_of(alices.client)
    assert "Open the desk" not in copy.get(reverse("desk")).text
    alices.client.post(reverse("desk_lock"))
    assert not alices.is_open()
    assert "Open the desk" in copy.get(reverse("desk")).text


def test_signing_out_ends_it(alices: Desk, client_of: Callable[[Person], Client]) -> None:
    alices.open()
    desk_cookie = alices.client.cookies["desk"].value
    alices.client.logout()
    again = client_of(alices.reader)
    again.cookies["desk"] = desk_cookie
    assert "Open the desk" in again.get(reverse("desk")).text


def test_leaving_the_role_ends_it_at_the_next_request(alices: Desk, organisation: Cast) -> None:
    alices.open()
    assignment = RoleAssignment.objects.get(person=alices.reader)
    # The row alone, as another process would have changed it: the session must not be what ends it.
    RoleAssignment.objects.filter(id=assignment.id).update(until_on=clock.today())
    assert alices.client.get(reverse("desk")).status_code == 404
    assert alices.client.get(reverse("desk_promises")).status_code == 404
    del organisation


def test_leaving_the_organisation_ends_it_at_the_next_request(alices: Desk, organisation: Cast) -> None:
    alices.open()
    people.leave(by=organisation.ada, person=alices.reader, day=clock.today())
    assert alices.client.get(reverse("desk")).status_code == 302


@pytest.mark.parametrize(
    "spoiled",
    ["", "x", "." * 30, "a" * 5000, "AAAA.1.BBBB", "\x00", "ü", "%00%ff", "AAAA==.99999999999999999999.x"],
)
def test_a_tampered_cookie_is_a_locked_desk_and_never_an_error(alices: Desk, spoiled: str) -> None:
    alices.open()
    alices.client.cookies["desk"] = spoiled
    answer = alices.client.get(reverse("desk"))
    assert answer.status_code == 200
    assert "Your desk is locked" in answer.text


@pytest.mark.slow
def test_every_single_changed_character_of_the_cookie_locks(alices: Desk) -> None:
    alices.open()
    value = alices.client.cookies["desk"].value
    for place in range(0, len(value), 7):
        other = "A" if value[place] != "A" else "B"
        alices.client.cookies["desk"] = value[:place] + other + value[place + 1 :]
        assert not alices.is_open()


def test_the_cookie_of_another_desk_opens_nothing(alices: Desk, ottos: Desk) -> None:
    alices.open()
    ottos.open()
    alices.client.cookies["desk"] = ottos.client.cookies["desk"].value
    assert not alices.is_open()


def test_a_box_moved_into_another_persons_session_opens_nothing(alices: Desk, ottos: Desk) -> None:
    alices.open()
    ottos.open()
    stolen = alices.client.session["desk"]
    session = ottos.client.session
    session["desk"] = stolen
    session.save()
    ottos.client.cookies["desk"] = alices.client.cookies["desk"].value
    assert not ottos.is_open()


@pytest.mark.slow
def test_a_spoiled_box_in_the_session_is_a_locked_desk(alices: Desk) -> None:
    alices.open()
    for spoiled in ("", "!", "AAAA", alices.client.session["desk"][:-8] + "AAAAAAAA"):
        session = alices.client.session
        session["desk"] = spoiled
        session.save()
        assert not alices.is_open()


def test_the_cookie_is_for_this_host_alone_and_no_script_reads_it(alices: Desk) -> None:
    alices.open()
    cookie = alices.client.cookies["desk"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert cookie["max-age"] == 15 * 60


@override_settings(HTTPS=True)
def test_where_https_is_served_the_cookie_bears_the_host_prefix(alices: Desk) -> None:
    alices.client.post(reverse("desk_unlock"), {"passphrase": WORDS}, secure=True)
    cookie = alices.client.cookies["__Host-desk"]
    assert cookie["secure"]
    assert cookie["path"] == "/"


def test_a_cookie_that_opens_nothing_is_taken_back(alices: Desk) -> None:
    alices.open()
    alices.client.post(reverse("desk_lock"))
    assert alices.client.cookies["desk"].value == ""


def test_the_session_holds_neither_key_nor_passphrase(alices: Desk) -> None:
    alices.open()
    kept = str(list(Session.objects.values())) + str(dict(alices.client.session))
    for pair in alices.first.pairs.values():
        assert pair.private.hex() not in kept
    assert WORDS not in kept


@pytest.mark.slow
def test_changing_the_passphrase_closes_the_desk_wherever_else_it_is_open(
    alices: Desk, client_of: Callable[[Person], Client]
) -> None:
    elsewhere = Desk(alices.reader, alices.first, client_of(alices.reader)).open()
    alices.open()
    answer = alices.client.post(reverse("desk_change_passphrase"), {"passphrase": WORDS, **GOOD})
    assert answer.status_code == 200
    assert alices.is_open()
    assert not elsewhere.is_open()
    with pytest.raises(WrongWords):
        keys.unlock(reader=alices.reader, words=WORDS)


def test_changing_it_with_a_wrong_passphrase_changes_nothing(alices: Desk) -> None:
    alices.open()
    answer = alices.client.post(reverse("desk_change_passphrase"), {"passphrase": "heron copper seven", **GOOD})
    assert answer.status_code == 422
    assert keys.unlock(reader=alices.reader, words=WORDS).pairs


@pytest.mark.slow
def test_a_new_recovery_key_ends_the_one_before(alices: Desk) -> None:
    alices.open()
    answer = alices.client.post(reverse("desk_print_recovery"), {"passphrase": WORDS})
    newest = answer.context["recovery"]
    first = alices.first.recovery
    assert first is not None
    refused = alices.client.post(reverse("desk_recover"), {"recovery": first.text, **GOOD})
    assert refused.status_code == 422
    assert "not the newest one" in refused.text
    assert alices.client.post(reverse("desk_recover"), {"recovery": newest, **GOOD}).status_code == 200


def test_a_recovery_key_with_a_slip_gets_a_sentence_and_not_its_echo(alices: Desk) -> None:
    answer = alices.client.post(reverse("desk_recover"), {"recovery": "AAAA-BBBB", **GOOD})
    assert answer.status_code == 422
    assert "too short" in answer.text


@pytest.mark.slow
def test_what_was_typed_when_the_desk_locked_itself_is_kept_and_sent_on(alices: Desk) -> None:
    spoken = say(alices)
    where = reverse("desk_voice_answer", args=[spoken.voice])
    kept = alices.client.post(where, {"text": "Thank you. <b>I look</b> into it."})
    assert kept.status_code == 422
    assert "Thank you. &lt;b&gt;I look&lt;/b&gt; into it." in kept.text
    wrong = alices.client.post(where, {"text": "Thank you.", "desk_passphrase": "heron copper seven"})
    assert wrong.status_code == 422
    assert "Thank you." in wrong.text
    sent = alices.client.post(where, {"text": "Thank you.", "desk_passphrase": WORDS})
    assert sent.status_code == 303
    assert alices.is_open()


def test_a_locked_page_leads_to_the_door_and_back(alices: Desk) -> None:
    wanted = reverse("desk_promises")
    led = alices.client.get(wanted)
    assert led.headers["Location"] == f"{reverse('desk')}?next=%2Fdesk%2Fpromises%2F"
    assert f'name="next" value="{wanted}"' in alices.client.get(led.headers["Location"]).text
    answer = alices.client.post(reverse("desk_unlock"), {"passphrase": WORDS, "next": wanted})
    assert answer.headers["Location"] == wanted


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "desk", "\\\\x"]
)
def test_the_door_leads_nowhere_else(alices: Desk, elsewhere: str) -> None:
    answer = alices.client.post(reverse("desk_unlock"), {"passphrase": WORDS, "next": elsewhere})
    assert answer.headers["Location"] == reverse("desk")


@pytest.mark.parametrize("name", ["bob", "charlie", "dana", "mo", "ada"])
def test_nobody_without_the_role_sees_a_desk(
    organisation: Cast, client_of: Callable[[Person], Client], name: str
) -> None:
    assert client_of(getattr(organisation, name)).get(reverse("desk")).status_code == 404


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_open_at_once_each_gets_in_or_is_told_to_press_again(alices: Desk) -> None:
    seen: list[int] = []

    def knock() -> None:
        try:
            seen.append(copy_of(alices.client).post(reverse("desk_unlock"), {"passphrase": WORDS}).status_code)
        finally:
            connections.close_all()

    knocking = [Threading(target=knock) for _ in range(8)]
    for each in knocking:
        each.start()
    for each in knocking:
        each.join()
    assert set(seen) <= {303, 503}
    assert 303 in seen
