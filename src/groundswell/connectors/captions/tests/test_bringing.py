"""A meeting is brought in: what is off the record is gone before anything is stored, and a bad file keeps nothing."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from groundswell.connectors.captions import forms
from groundswell.connectors.captions.tests.files import NAMED, REAL, cue, long, needs_the_real_meetings, web
from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.register.tests.test_sealed_proposals import written_anywhere
from groundswell.talks.actions import invite
from groundswell.talks.models import Meeting, Series, Speaker, SpokenPart
from groundswell.talks.rules.meetups import Cadence, Mode
from groundswell.talks.transcripts.rules import heard_languages
from groundswell.talks.transcripts.tests.scene import a_meeting, read_by

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]
OFF = web(
    cue("00:01.000", "00:04.000", "Bob: Zqon the record."),
    cue("00:10.000", "00:12.000", "Bob: This is off the record."),
    cue("00:13.000", "00:14.000", "Charlie: Zqsecret plans."),
    cue("00:20.000", "00:22.000", "Bob: Zqback again."),
)


@pytest.fixture
def browser(client_of: Browsers, alice: Person) -> Client:
    return client_of(alice)


def bring(browser: Client, content: bytes | None, **typed: object) -> HttpResponse:
    file = {} if content is None else {"file": SimpleUploadedFile("zqfilename.vtt", content)}
    said = {"title": "Zqretrospective", "held_on": clock.today().isoformat(), "reach": "speakers", **typed, **file}
    answer: HttpResponse = browser.post(reverse("bring_transcript"), said)  # type: ignore[assignment]  # the client's own kind of answer
    return answer


def test_a_transcript_is_kept_and_its_keeper_says_next_who_spoke(browser: Client, alice: Person) -> None:
    done = bring(browser, NAMED.encode())
    meeting = Meeting.objects.get()
    assert (done.status_code, done.headers["Location"]) == (303, reverse("talks:speakers", args=[meeting.id]))
    assert read_by(alice, meeting).startswith("The builds are red since May. | I will write")
    page = browser.get(done.headers["Location"]).text
    assert "3 lines are kept. 0 were off the record." in page
    assert "Perhaps: Bob (bob@example.org)" in page
    assert 'value="bob@example.org"' not in page, "a person says who it is, and no guess"


@pytest.mark.slow
def test_what_is_off_the_record_is_never_stored(browser: Client, alice: Person) -> None:
    asked = bring(browser, OFF)
    assert asked.status_code == 422
    assert "Somebody says that something is off the record: at 0:00:10" in asked.text
    assert not Meeting.objects.exists()
    wrong = bring(browser, OFF, off_the_record="0:10")
    assert "Line 1 is not from when until when." in wrong.text
    elsewhere = bring(browser, OFF, off_the_record="0:00 - 0:02")
    assert "at 0:00:10" in elsewhere.text
    done = bring(browser, OFF, off_the_record="0:10 - 0:14")
    assert done.status_code == 303
    assert read_by(alice, Meeting.objects.get()) == "Zqon the record. | Zqback again."
    assert Speaker.objects.count() == 1, "who spoke only off the record is not named either"
    stored = [bytes(row.body) for row in SpokenPart.objects.all()]
    assert len(stored) == 1
    assert Meeting.objects.get().cues == 2


def test_a_person_may_say_that_nothing_was_off_the_record(browser: Client) -> None:
    assert bring(browser, OFF, nothing_else="on").status_code == 303
    assert Meeting.objects.get().cues == 4


def test_no_word_name_title_or_file_name_lies_open_in_the_database(browser: Client) -> None:
    bring(browser, OFF, nothing_else="on")
    stored = written_anywhere().casefold()
    assert [word for word in ("zqon", "zqsecret", "zqback", "zqretro", "zqfilename") if word in stored] == []


@pytest.mark.parametrize(
    ("content", "typed", "sentence"),
    [
        (NAMED.encode()[:40], {}, "This file is cut off"),
        (web(cue("00:03.000", "00:02.000", "Bob: Hi.")), {}, "Line 3: this ends before it begins."),
        (web(cue("00:01.000", "00:02.000", "Hi.")), {}, "No speaker is named in this file"),
        (NAMED.encode(), {"title": ""}, "Fill this in"),
        (NAMED.encode(), {"held_on": "soon"}, "Type a day like"),
        (NAMED.encode(), {"held_on": "2999-01-01"}, "The day lies ahead"),
        (NAMED.encode(), {"reach": ""}, "Choose who reads what speakers share."),
        (NAMED.encode(), {"series": "nobody's"}, "Choose one of what is offered here"),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_form_comes_back_filled_in(
    browser: Client, content: bytes, typed: dict[str, str], sentence: str
) -> None:
    answer = bring(browser, content, **({"title": "Typed before"} | typed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Typed before" in answer.text or "title" in typed
    assert not Meeting.objects.exists()
    assert not Series.objects.exists()


def test_a_large_file_is_refused_by_its_size_and_a_huge_one_before_it_is_read(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = bring(browser, b"x" * (20 * 1024 * 1024))
    assert huge.status_code == 413
    monkeypatch.setattr(forms, "LARGEST", 10)
    monkeypatch.setattr("groundswell.connectors.captions.views.read", None)
    large = bring(browser, NAMED.encode())
    assert "The file is larger than 12 MB" in large.text
    assert not Meeting.objects.exists()


def test_a_meeting_without_a_transcript_still_has_its_items_and_follows_others(browser: Client, alice: Person) -> None:
    before = a_meeting(alice)
    assert bring(browser, None, series=str(before.series_id), reach="").status_code == 303
    assert Meeting.objects.filter(series=before.series).count() == 2


@pytest.mark.slow
def test_a_meeting_of_a_meetup_is_found_from_its_page_by_those_for_whom_it_exists(
    browser: Client, client_of: Browsers, alice: Person, dana: Person
) -> None:
    meetup = invite(
        by=alice,
        purpose="Zqharbour walk",
        mode=Mode.ONLINE,
        cadence=Cadence.ONCE,
        minutes=30,
        first_on=clock.today(),
        invited=[dana],
    )
    page = reverse("talks:meetup", args=[meetup.id])
    bring(browser, NAMED.encode(), meetup=str(meetup.id))
    meeting = Meeting.objects.get()
    there = reverse("talks:meeting", args=[meeting.id])
    assert there in browser.get(page).text
    assert page in browser.get(there).text
    assert there not in client_of(dana).get(page).text, "nobody shares anything of it yet"
    assert str(meetup.id).replace("-", "") not in repr(list(Meeting.objects.values_list())).replace("-", "")


def test_nobody_follows_what_somebody_else_keeps(client_of: Browsers, otto: Person, alice: Person) -> None:
    before = a_meeting(alice)
    assert bring(client_of(otto), None, series=str(before.series_id)).status_code == 422


@pytest.mark.slow
@needs_the_real_meetings
@pytest.mark.parametrize("folder", REAL, ids=lambda folder: folder.name)
def test_a_recorded_meeting_comes_in_whole(folder: Path, browser: Client) -> None:
    content = (folder / "transcript.vtt").read_bytes()
    done = bring(browser, content, nothing_else="on")
    meeting = Meeting.objects.get()
    assert meeting.cues == content.count(b"-->")
    assert browser.get(done.headers["Location"]).status_code == 200
    assert browser.get(reverse("talks:items", args=[meeting.id])).text.count("Take it up") >= 10


@pytest.mark.slow
def test_sixty_thousand_cues_are_on_the_screen_within_ten_seconds(browser: Client) -> None:
    content = long(60_000)
    begun = time.process_time()
    bring(browser, content)
    meeting = Meeting.objects.get()
    page = browser.get(reverse("talks:meeting", args=[meeting.id]))
    taken = time.process_time() - begun
    last = browser.get(reverse("talks:meeting", args=[meeting.id]), {"page": "600"})
    assert meeting.cues == 60_000
    assert "release, I think 59999." in last.text
    assert len(page.content) < 60_000
    assert taken < 10


def test_every_language_in_which_off_the_record_is_heard_has_a_name_on_the_page() -> None:
    assert set(forms.LANGUAGES) == set(heard_languages())
