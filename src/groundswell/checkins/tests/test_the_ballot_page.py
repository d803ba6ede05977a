"""The page of a ballot, as a browser without cookies and without script meets it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from groundswell.checkins.models import Answer, Ballot, HelpResource, Period
from groundswell.checkins.tests.stage import closed, link_of, milestone, on, opened
from groundswell.people.models import Person
from groundswell.voices.models import Message, Voice
from tests.cast import Cast

TEXT = "the harbour lamps sing at noon"


@pytest.fixture
def box() -> Client:
    """Return a browser that checks forms as a real one does, and is not signed in."""
    return Client(enforce_csrf_checks=True)


def path(period: Period, person: Person) -> str:
    return f"/b/{link_of(period, person)}/"


def token_on(box: Client, address: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', box.get(address).text)
    assert found
    return found[1]


def send(box: Client, address: str, **sent: str) -> tuple[int, str]:
    answer = box.post(address, {"token": token_on(box, address), **sent})
    return answer.status_code, answer.text


def test_an_answer_is_two_taps_on_one_page(period: Period, bob: Person, box: Client) -> None:
    address = path(period, bob)
    page = box.get(address).text
    assert page.count('name="rating"') == 10
    assert page.count("<button") == 2  # the answer, and "Close" of the list of keys
    status, text = send(box, address, rating="7")
    assert (status, "Counted" in text) == (200, True)
    assert Answer.objects.count() == 1


@pytest.mark.slow
def test_looking_counts_nothing_however_often(period: Period, bob: Person, box: Client) -> None:
    for _ in range(3):
        assert box.get(path(period, bob)).status_code == 200
        assert box.head(path(period, bob)).status_code == 200
    assert (Ballot.objects.count(), Answer.objects.count()) == (7, 0)


@pytest.mark.parametrize(
    ("rating", "sentence"),
    [
        ("", "Choose a number from 1 to 10"),
        ("0", "go from 1 to 10"),
        ("11", "go from 1 to 10"),
        ("-3", "go from 1 to 10"),
        ("9" * 5000, "go from 1 to 10"),
        ("4.5", "Only whole numbers"),
        ("4,5", "Only whole numbers"),
        ("five", "This is not a number"),
        ("٤", "This is not a number"),
        ("\0", "This is not a number"),
    ],
)
def test_what_is_no_rating_gets_a_sentence_and_the_form_comes_back_filled_in(
    period: Period, bob: Person, box: Client, rating: str, sentence: str
) -> None:
    status, text = send(box, path(period, bob), rating=rating, text=TEXT, cause="both", level="signed")
    assert status == 422
    assert sentence in text
    assert TEXT in text
    assert 'value="both" checked' in text
    assert 'value="signed" checked' in text
    assert not Answer.objects.exists()


def test_four_asks_for_the_cause_and_five_does_not(period: Period, bob: Person, box: Client) -> None:
    page = box.get(path(period, bob)).text
    assert [number for number in range(1, 11) if re.search(rf'choice low"><input[^>]*value="{number}"', page)] == [
        1,
        2,
        3,
        4,
    ]
    _, low = send(box, path(period, bob), rating="4", cause="process")
    assert "Talk now, anonymously" in low


def test_from_five_on_there_are_no_doors_whatever_cause_was_sent(period: Period, bob: Person, box: Client) -> None:
    _, text = send(box, path(period, bob), rating="5", cause="personal")
    assert "Talk now" not in text
    assert "Somewhere to turn to" not in text


def test_the_same_form_sent_again_is_counted_again_and_is_one(period: Period, bob: Person, box: Client) -> None:
    address = path(period, bob)
    form = {"token": token_on(box, address), "rating": "3", "text": TEXT}
    first, second = box.post(address, form), box.post(address, form)
    assert (first.status_code, second.status_code) == (200, 200)
    receipts = [re.search(r'id="receipt">([^<]+)<', answer.text) for answer in (first, second)]
    assert receipts[0]
    assert receipts[1]
    assert receipts[0][1] == receipts[1][1]
    assert (Answer.objects.count(), Voice.objects.count()) == (1, 1)


@pytest.mark.parametrize("second", ["9", "2"])
def test_another_number_in_the_same_page_counts_nothing_and_the_page_says_so(
    period: Period, bob: Person, box: Client, second: str
) -> None:
    address = path(period, bob)
    token = token_on(box, address)
    first = box.post(address, {"token": token, "rating": "3"}).text
    assert ("You sent this page before" in first, "Counted. Thank you" in first) == (False, True)
    before = bytes(Answer.objects.get().sealed)
    again = box.post(address, {"token": token, "rating": second}).text
    assert "You sent this page before: the first answer counts." in again
    assert "Counted. Thank you" not in again
    assert "Talk now, anonymously" in again, "whoever was below 5 at first keeps the doors"
    assert bytes(Answer.objects.get().sealed) == before


@pytest.mark.slow
def test_a_used_link_says_so_and_gives_words_back(period: Period, bob: Person, box: Client) -> None:
    address = path(period, bob)
    token = token_on(box, address)
    send(box, address, rating="7")
    assert box.get(address).status_code == 410
    for form in (
        {"token": token, "rating": "2", "text": TEXT},
        {"token": "x", "text": TEXT},
        {"token": token, "text": TEXT},
    ):
        answer = box.post(address, form)
        assert answer.status_code == 410
        assert "has been used" in answer.text
        assert TEXT in answer.text
    assert (Answer.objects.count(), Voice.objects.count()) == (1, 0)


@pytest.mark.slow
def test_links_that_were_mistyped_closed_or_of_another_sprint_say_so(
    organisation: Cast, period: Period, bob: Person, box: Client
) -> None:
    link = link_of(period, bob)
    sprint, code = link.split("-")
    for other in (link[:-1], link + "a", f"{int(sprint) + 1}-{code}", code, "-", f"x-{code}", "9" * 30 + f"-{code}"):
        answer = box.get(f"/b/{other}/")
        assert answer.status_code == 404
        assert "not whole" in answer.text
    assert box.get(f"/b/{sprint}-{code.upper()}/").status_code == 200
    closed(period)
    answer = box.post(f"/b/{link}/", {"rating": "7"})
    assert (answer.status_code, "closed on" in answer.text) == (410, True)
    opened(milestone(1))
    assert f"The one of sprint {int(sprint) + 1} is open" in box.get(f"/b/{link}/").text


def test_personal_stores_that_word_alone_and_gives_the_words_back(period: Period, bob: Person, box: Client) -> None:
    HelpResource.objects.create(name="The counsellor", telephone="0800 1")
    _, text = send(box, path(period, bob), rating="3", cause="personal", text=TEXT)
    assert not Voice.objects.exists()
    assert "The counsellor" in text
    assert "have not been sent" in text
    fields = re.findall(
        r'name="(token|readers|level|source)" value="([^"]+)"', text.split("have not been sent")[1].split("</form>")[0]
    )
    form: dict[str, object] = {name: value for name, value in fields if name != "readers"}
    form |= {"readers": [value for name, value in fields if name == "readers"], "text": TEXT}
    said = box.post("/speak/", form)
    assert 'id="receipt"' in said.text
    assert Voice.objects.get().source == "check_in"


def test_words_said_anonymously_get_a_receipt_and_signed_ones_go_on_by_name(
    period: Period, bob: Person, dana: Person, box: Client
) -> None:
    _, text = send(box, path(period, bob), rating="6", text=TEXT)
    assert 'id="receipt"' in text
    assert "Alice and Otto" in text
    _, text = send(box, path(period, dana), rating="6", text=TEXT, level="signed")
    assert 'action="/said/carried/"' in text
    assert TEXT in text
    assert Voice.objects.count() == Message.objects.count() == 1


def test_signed_words_come_from_a_check_in_and_never_carry_the_rating(
    period: Period, bob: Person, client_of: object, box: Client
) -> None:
    browser: Client = client_of(bob)  # type: ignore[operator]
    _, text = send(box, path(period, bob), rating="6", text=TEXT, level="signed")
    form = text.split('action="/said/carried/"')[1].split("</form>")[0]
    assert "rating" not in form
    readers = re.findall(r'name="readers" value="([^"]+)"', form)
    sent = {"text": TEXT, "level": "signed", "source": "check_in", "readers": readers}
    onward = browser.post("/said/carried/", sent)["Location"]
    page = browser.get(onward).text
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    assert 'name="source" value="check_in"' in page
    browser.post("/said/new/", {**sent, "token": token[1], "talk": ""})
    assert Voice.objects.get().source == "check_in"


@pytest.mark.parametrize(
    "chosen",
    [
        ("process", " It is mostly how we work."),
        ("personal", " It is mostly personal."),
        ("both", " It is both: how we work, and personal."),
        ("rather not say", ""),
    ],
)
def test_a_low_rating_is_signed_with_its_cause_in_words_that_stand_there_to_be_sent(
    period: Period, bob: Person, client_of: object, box: Client, chosen: tuple[str, str]
) -> None:
    cause, word = chosen
    _, text = send(box, path(period, bob), rating="2", cause=cause)
    form = text.split('class="doors"')[1].split('action="/said/carried/"')[1].split("</form>")[0]
    written = f"My rating of sprint {period.sprint} is 2, on a scale from 1 (bad) to 10 (good).{word}"
    assert re.search(r'name="text"[^>]*>\s*([^<]*)</textarea>', form)[1] == written  # type: ignore[index]
    browser: Client = client_of(bob)  # type: ignore[operator]
    readers = re.findall(r'name="readers" value="([^"]+)"', form)
    sent = {"text": written, "level": "signed", "source": "check_in", "readers": readers}
    page = browser.get(browser.post("/said/carried/", sent)["Location"]).text
    assert written in page
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    assert browser.post("/said/new/", {**sent, "token": token[1], "talk": ""}).status_code == 303
    assert Voice.objects.get().level == "signed"


def test_what_is_personal_and_was_to_be_signed_can_still_be_signed_without_the_words(
    period: Period, bob: Person, box: Client
) -> None:
    _, text = send(box, path(period, bob), rating="2", cause="personal", text=TEXT, level="signed")
    door = text.split('class="doors"')[1]
    assert "Say it with my name" in door
    assert TEXT not in door


def test_one_click_talks_at_once(period: Period, bob: Person, box: Client) -> None:
    _, text = send(box, path(period, bob), rating="2")
    form = text.split('class="doors"')[1].split("</form>")[0]
    fields = re.findall(r'name="([a-z]+)" value="([^"]+)"', form)
    sent: dict[str, list[str]] = {}
    for name, value in fields:
        sent.setdefault(name, []).append(value)
    answer = box.post("/speak/", sent)
    assert 'id="receipt"' in answer.text
    assert "Your words have reached them" in answer.text


@pytest.mark.slow
def test_an_old_or_forged_form_is_filled_in_again_and_counts_nothing(period: Period, bob: Person, box: Client) -> None:
    address = path(period, bob)
    token = token_on(box, address)
    with on(period.opened_on + timedelta(days=3)):
        answer = box.post(address, {"token": token, "rating": "7", "text": TEXT})
    assert answer.status_code == 422
    assert 'value="7" checked' in answer.text
    for forged in ("", token[:-2] + "AA", "x"):
        assert box.post(address, {"token": forged, "rating": "7"}).status_code == 422
    assert not Answer.objects.exists()


def test_the_page_sets_no_cookie_and_tells_other_pages_nothing(period: Period, bob: Person, box: Client) -> None:
    address = path(period, bob)
    box.cookies["sessionid"] = "x"
    for answer in (box.get(address), box.post(address, {"token": "x"}), box.get("/b/nothing/")):
        assert not answer.cookies
        assert answer["Referrer-Policy"] == "origin"
        assert answer["Cache-Control"] == "no-store"


@pytest.mark.slow
def test_words_that_are_too_long_or_no_text_count_nothing(period: Period, bob: Person, box: Client) -> None:
    for words, sentence in (("x" * 70_000, "too long"), ("a\0b", "not text")):
        status, text = send(box, path(period, bob), rating="7", text=words)
        assert (status, sentence in text) == (422, True)
    assert not Answer.objects.exists()
