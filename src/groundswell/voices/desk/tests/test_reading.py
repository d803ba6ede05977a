"""What the desk shows, to whom, and what is counted of it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connections, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.kit import audit, clock
from groundswell.kit.audit.models import Entry as Logged
from groundswell.kit.seal.boxes import KeyPair
from groundswell.people.models import Person
from groundswell.voices import actions, queries, sealing
from groundswell.voices.desk import queries as desk_queries
from groundswell.voices.desk.queries import PAGE
from groundswell.voices.desk.tests.conftest import SECRET, WORDS, Desk, say, sign, thread_of
from groundswell.voices.desk.views.front import ON_THE_FRONT
from groundswell.voices.models import DeskNote, Envelope, Message, Voice, VoiceReader
from groundswell.voices.queries import dialogue
from groundswell.voices.rules import MessageKind, Queue, Talk
from groundswell.voices.sealing import Payload

ACTS = ("read", "answer", "draft", "close", "mute", "unmute", "tag", "untag", "promise")


def page(desk: Desk, voice: UUID) -> str:
    return desk.client.get(reverse("desk_voice", args=[voice])).text


def read(desk: Desk, voice: UUID) -> str:
    assert desk.client.post(reverse("desk_voice_read", args=[voice])).status_code == 303
    return page(desk, voice)


def reads(desk: Desk) -> int:
    return Logged.objects.filter(verb="read", actor=desk.reader.pk).count()


@pytest.mark.slow
def test_a_voice_shows_its_words_to_the_reader_who_opens_it(alices: Desk) -> None:
    spoken = say(alices.open())
    assert SECRET not in page(alices, spoken.voice)
    assert SECRET in read(alices, spoken.voice)


@pytest.mark.slow
def test_opening_a_page_twice_is_one_reading(alices: Desk) -> None:
    spoken = say(alices.open())
    for _ in range(3):
        read(alices, spoken.voice)
    assert reads(alices) == 1


@pytest.mark.slow
def test_new_words_of_the_author_are_another_reading(alices: Desk) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    actions.author_writes(thread=thread_of(spoken), text="And one more thing.", now=True)
    assert "one more thing" not in page(alices, spoken.voice)
    assert "one more thing" in read(alices, spoken.voice)
    assert reads(alices) == 2


@pytest.mark.slow
def test_ones_own_answer_is_no_reading(alices: Desk) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    alices.client.post(reverse("desk_voice_answer", args=[spoken.voice]), {"text": "Thank you."})
    assert "Thank you." in page(alices, spoken.voice)
    assert reads(alices) == 1


@pytest.mark.slow
def test_a_page_of_voices_is_opened_at_once_and_each_is_counted(alices: Desk) -> None:
    voices = [say(alices, text=f"{SECRET} {number}").voice for number in range(3)]
    alices.open()
    assert SECRET not in alices.client.get(reverse("desk")).text
    alices.client.post(reverse("desk_read"), {"voice": [*map(str, voices), "nonsense", str(uuid4())], "queue": "new"})
    assert alices.client.get(reverse("desk")).text.count(f">{SECRET}") == 3
    assert reads(alices) == 3


@pytest.mark.slow
def test_what_was_opened_is_closed_again_after_the_lock(alices: Desk) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    alices.client.post(reverse("desk_lock"))
    alices.open()
    assert SECRET not in page(alices, spoken.voice)


@pytest.mark.slow
def test_the_log_counts_readings_and_names_no_voice(alices: Desk) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    alices.client.post(reverse("desk_voice_answer", args=[spoken.voice]), {"text": "Thank you."})
    alices.client.post(reverse("desk_voice_tag", args=[spoken.voice]), {"note": "since August"})
    kept = str(list(Logged.objects.values()))
    assert str(spoken.voice) not in kept
    assert spoken.voice.hex not in kept
    assert audit.verify_chain().is_sound
    assert ("voices", "read", 1) in {(each.context, each.verb, each.times) for each in audit.count_by_verb(1)}


def test_the_session_does_not_tell_which_voices_were_read(alices: Desk) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    kept = str(dict(alices.client.session))
    assert str(spoken.voice) not in kept
    assert spoken.voice.hex not in kept


@pytest.mark.parametrize("act", ACTS)
def test_a_voice_for_somebody_else_is_missing_like_one_that_never_was(alices: Desk, ottos: Desk, act: str) -> None:
    spoken = say(ottos)
    alices.open()
    data = {"text": "x", "note": "x", "to": "x", "what": "x", "by": "2026-12-01"}
    foreign = alices.client.post(reverse(f"desk_voice_{act}", args=[spoken.voice]), data)
    absent = alices.client.post(reverse(f"desk_voice_{act}", args=[uuid4()]), data)
    assert (foreign.status_code, foreign.content) == (404, absent.content)
    page_of_it = alices.client.get(reverse("desk_voice", args=[spoken.voice]))
    assert (page_of_it.status_code, page_of_it.content) == (404, absent.content)
    assert VoiceReader.objects.get(voice=spoken.voice).queue == Queue.NEW


@pytest.mark.slow
def test_a_voice_that_arrives_tomorrow_is_not_there_today(alices: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        spoken = say(alices, now=False)
        alices.open()
        assert "Read this one" not in alices.client.get(reverse("desk")).text
        assert alices.client.get(reverse("desk_voice", args=[spoken.voice])).status_code == 404
        traveller.shift(timedelta(days=1))
        alices.open()
        assert "Read this one" in alices.client.get(reverse("desk")).text
        assert SECRET in read(alices, spoken.voice)


@pytest.mark.slow
def test_each_reader_sees_only_what_was_sealed_to_them(alices: Desk, ottos: Desk) -> None:
    say(alices, text="for Alice alone")
    say(ottos, text="for Otto alone")
    both = say(alices, ottos, text="for both of you")
    for desk, mine, theirs in ((alices, "for Alice", "for Otto"), (ottos, "for Otto", "for Alice")):
        desk.open()
        voices = VoiceReader.objects.filter(key=desk.key).values_list("voice_id", flat=True)
        desk.client.post(reverse("desk_read"), {"voice": list(map(str, voices)), "queue": "new"})
        shown = desk.client.get(reverse("desk")).text
        assert mine in shown
        assert "for both" in shown
        assert theirs not in shown
    assert "Alice" in read(ottos, both.voice).split("Who can read this")[1]


@pytest.mark.slow
def test_a_signature_shows_once_the_words_are_opened_and_not_before(alices: Desk, bob: Person) -> None:
    voice = sign(bob, alices)
    alices.open()
    assert "Bob" not in alices.client.get(reverse("desk")).text
    assert "Bob" not in page(alices, voice)
    assert "Bob" in read(alices, voice)


def test_a_tidied_text_is_no_answer_to_whoever_also_asked_to_talk(alices: Desk, bob: Person) -> None:
    spoken = actions.speak_signed(author=bob, text="rough", readers=[alices.key], tidy=True, talk=Talk.NOW)
    actions.reader_writes(voice_id=spoken.voice, unlocked=alices.unlocked, text="Tidied.", kind=MessageKind.DRAFT)
    assert VoiceReader.objects.get(voice=spoken.voice).queue == Queue.TALK
    actions.reader_writes(voice_id=spoken.voice, unlocked=alices.unlocked, text="At three?")
    assert VoiceReader.objects.get(voice=spoken.voice).queue == Queue.NONE


@pytest.mark.slow
def test_who_asked_to_talk_and_who_asked_for_tidying_stand_in_lists_of_their_own(alices: Desk, bob: Person) -> None:
    key = [alices.key]
    actions.speak_signed(author=bob, text="Could we talk?", readers=key, talk=Talk.NOW, ticket="SE-1")
    actions.speak_signed(author=bob, text="rough and long", readers=key, tidy=True)
    say(alices)
    alices.open()
    sections = {each.slug: each for each in alices.client.get(reverse("desk")).context["lists"]}
    assert {slug: len(each.page.lines) for slug, each in sections.items()} == {
        "talk": 1,
        "tidy": 1,
        "new": 1,
        "waiting": 0,
    }
    talk = sections["talk"].page.lines[0].voice.id
    shown = read(alices, talk)
    assert "Asks to talk now" in shown
    assert "SE-1" in shown


@pytest.mark.slow
def test_an_answer_reaches_the_author_and_takes_the_voice_off_the_list(alices: Desk) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    alices.client.post(reverse("desk_voice_answer", args=[spoken.voice]), {"text": "I look into it."})
    answer = dialogue(thread_of(spoken))[-1]
    assert (answer.text, answer.by) == ("I look into it.", "Alice")
    assert "Nothing new" not in alices.client.get(reverse("desk")).text
    assert VoiceReader.objects.get(voice=spoken.voice).queue == Queue.NONE


@pytest.mark.slow
def test_a_dialogue_in_which_the_author_wrote_again_waits_on_us_since_that_day(alices: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        spoken = say(alices)
        actions.reader_writes(voice_id=spoken.voice, unlocked=alices.unlocked, text="Since when?")
        actions.author_writes(thread=thread_of(spoken), text="Since May.", now=True)
        traveller.shift(timedelta(days=3))
        alices.open()
        listed = {each.slug: each for each in alices.client.get(reverse("desk")).context["lists"]}
        (line,) = listed["waiting"].page.lines
        assert (clock.today() - line.since).days == 3
        assert "(3 days ago)" in alices.client.get(reverse("desk")).text


@pytest.mark.parametrize(("text", "sentence"), [("", "Write something first"), ("   ", "Write something first")])
def test_an_empty_answer_is_refused_with_a_sentence(alices: Desk, text: str, sentence: str) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    answer = alices.client.post(reverse("desk_voice_answer", args=[spoken.voice]), {"text": text})
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.slow
@pytest.mark.parametrize("form", ["answer", "draft"])
def test_an_answer_too_long_comes_back_filled_in(alices: Desk, form: str) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    long = "long " * 20_000
    answer = alices.client.post(reverse(f"desk_voice_{form}", args=[spoken.voice]), {"text": long})
    assert answer.status_code == 422
    assert long.strip() in answer.text


def test_an_answer_typed_while_something_new_arrived_is_kept_beside_it(alices: Desk) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    actions.author_writes(thread=thread_of(spoken), text="Wait, it is solved.", now=True)
    actions.reader_closes(voice_id=spoken.voice, unlocked=alices.unlocked)
    answer = alices.client.post(reverse("desk_voice_answer", args=[spoken.voice]), {"text": "a careful answer"})
    assert answer.status_code == 422
    assert "a careful answer" in answer.text


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "\u202eright to left", "🎈" * 500, "a\x0bb"])
def test_words_of_every_kind_are_shown_as_words(alices: Desk, words: str) -> None:
    spoken = say(alices.open(), text=words)
    shown = read(alices, spoken.voice)
    assert "<script>alert" not in shown
    assert shown.count("&lt;script&gt;") == (2 if "script" in words else 0)


@pytest.mark.slow
def test_a_tidied_version_begins_from_the_rough_text_and_waits_for_its_author(alices: Desk, bob: Person) -> None:
    voice = actions.speak_signed(author=bob, text="rough and long", readers=[alices.key], tidy=True).voice
    alices.open()
    assert "rough and long</textarea>" in read(alices, voice).replace("\n", "")
    alices.client.post(reverse("desk_voice_draft", args=[voice]), {"text": "smooth and short"})
    thread = queries.thread_of(bob, voice)
    assert thread is not None
    draft = queries.waiting_draft(thread, dialogue(thread))
    assert draft is not None
    assert draft.text == "smooth and short"


def test_a_withdrawn_voice_is_missing(alices: Desk, bob: Person) -> None:
    voice = sign(bob, alices)
    alices.open()
    thread = queries.thread_of(bob, voice)
    assert thread is not None
    actions.withdraw(thread=thread)
    assert alices.client.get(reverse("desk_voice", args=[voice])).status_code == 404


@pytest.mark.slow
def test_a_long_list_is_shown_in_pages_that_together_hold_every_voice_once(alices: Desk) -> None:
    voices = {say(alices).voice for _ in range(PAGE * 2 + 3)}
    alices.open()
    seen: list[UUID] = []
    where = reverse("desk_list", args=["new"])
    while True:
        found = alices.client.get(where).context["list"].page
        seen += [line.voice.id for line in found.lines]
        if found.after is None:
            break
        where = f"{reverse('desk_list', args=['new'])}?after={found.after}"
    assert len(seen) == len(voices)
    assert set(seen) == voices


def test_the_oldest_voice_stands_first(alices: Desk) -> None:
    days = []
    with time_machine.travel(clock.now() - timedelta(days=20), tick=False) as traveller:
        for _ in range(4):
            say(alices)
            traveller.shift(timedelta(days=5))
        alices.open()
        days = [line.since for line in alices.client.get(reverse("desk_list", args=["new"])).context["list"].page.lines]
    assert days == sorted(days)


@pytest.mark.parametrize(
    "after",
    ["", "x", "2026-13-01.x", "2026-01-01", "2026-01-01.6504b9a7-7ddd-4ccc-ae34-630eb5a80db7", "\x00", "." * 100],
)
def test_whatever_place_an_address_names_the_list_opens(alices: Desk, after: str) -> None:
    say(alices.open())
    assert alices.client.get(reverse("desk_list", args=["new"]), {"after": after}).status_code == 200


@pytest.mark.parametrize("queue", ["none", "old", "new-voices"])
def test_a_list_that_does_not_exist_is_missing(alices: Desk, queue: str) -> None:
    alices.open()
    assert alices.client.get(reverse("desk_list", args=[queue])).status_code == 404


@pytest.mark.parametrize("data", [{}, {"queue": "old"}, {"queue": "new"}, {"queue": "new", "in": "list", "after": "x"}])
def test_reading_nothing_leads_back_and_counts_nothing(alices: Desk, data: dict[str, str]) -> None:
    alices.open()
    assert alices.client.post(reverse("desk_read"), data).status_code == 303
    assert reads(alices) == 0


def test_reading_on_a_later_page_leads_back_to_that_page(alices: Desk) -> None:
    after = f"2026-11-20.{uuid4()}"
    alices.open()
    answer = alices.client.post(reverse("desk_read"), {"queue": "new", "in": "list", "after": after})
    assert answer.headers["Location"] == f"{reverse('desk_list', args=['new'])}?after={after}"


def queries_of(desk: Desk, where: str) -> int:
    with CaptureQueriesContext(connections["default"]) as one, CaptureQueriesContext(connections["keyring"]) as other:
        assert desk.client.get(where).status_code == 200
    return len(one) + len(other)


def fill(desk: Desk, author: Person) -> None:
    """Put one more line into every list of a desk."""
    say(desk)
    actions.speak_signed(author=author, text="talk", readers=[desk.key], talk=Talk.NOW)
    actions.speak_signed(author=author, text="tidy", readers=[desk.key], tidy=True)
    voice = sign(author, desk)
    actions.reader_writes(voice_id=voice, unlocked=desk.unlocked, text="hm?")
    thread = queries.thread_of(author, voice)
    assert thread is not None
    actions.author_writes(thread=thread, text="ha!", now=True)
    data = {"to": "Bob", "what": "call", "by": clock.today().isoformat()}
    desk.client.post(reverse("desk_voice_promise", args=[voice]), data)
    desk.client.post(reverse("desk_voice_tag", args=[voice]), {"note": "x"})
    actions.reader_closes(voice_id=say(desk).voice, unlocked=desk.unlocked)
    for queue in ("talk", "tidy", "new", "waiting", "earlier"):
        found = desk.client.get(reverse("desk_list", args=[queue])).context["list"].page
        desk.client.post(reverse("desk_read"), {"voice": [line.voice.id for line in found.lines], "queue": queue})


@pytest.mark.slow
def test_pages_need_as_many_queries_for_three_voices_as_for_one(alices: Desk, bob: Person) -> None:
    alices.open()
    fill(alices, bob)
    lists = [reverse("desk_list", args=[slug]) for slug in ("new", "earlier")]
    wanted = [reverse("desk"), *lists, reverse("desk_promises")]
    with_one = [queries_of(alices, where) for where in wanted]
    fill(alices, bob)
    fill(alices, bob)
    assert [queries_of(alices, where) for where in wanted] == with_one


@pytest.mark.slow
def test_the_desk_opens_only_what_its_page_shows(alices: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(PAGE * 2):
        say(alices)
    alices.open()
    page_of_25 = alices.client.get(reverse("desk_list", args=["new"])).context["list"].page
    alices.client.post(reverse("desk_read"), {"voice": [line.voice.id for line in page_of_25.lines], "queue": "new"})
    opened: list[bytes] = []
    really = sealing.open_entry

    def watched(body: bytes, envelope: bytes, pair: KeyPair, item_key: bytes) -> Payload:
        opened.append(body)
        return really(body, envelope, pair, item_key)

    monkeypatch.setattr(sealing, "open_entry", watched)
    alices.client.get(reverse("desk_list", args=["new"]))
    assert len(opened) == PAGE
    opened.clear()
    alices.client.get(reverse("desk"))
    assert len(opened) == ON_THE_FRONT


@pytest.mark.slow
def test_the_first_page_shows_the_top_of_a_list_and_leads_to_the_rest(
    alices: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_queries, "MOST_COUNTED", 11)
    for _ in range(13):
        say(alices)
    alices.open()
    shown = alices.client.get(reverse("desk"))
    listed = {each.slug: each for each in shown.context["lists"]}["new"]
    assert (len(listed.page.lines), listed.count) == (ON_THE_FRONT, "11+")
    assert f'href="{reverse("desk_list", args=["new"])}"' in shown.text


@pytest.mark.slow
def test_opening_the_desk_can_open_what_waits_and_counts_each(alices: Desk) -> None:
    for _ in range(3):
        say(alices)
    alices.client.post(reverse("desk_unlock"), {"passphrase": WORDS, "show": "yes"})
    assert alices.client.get(reverse("desk")).text.count(f">{SECRET}") == 3
    assert reads(alices) == 3


@pytest.mark.parametrize("model", [Voice, Message, Envelope, VoiceReader, DeskNote])
def test_nothing_that_is_read_at_the_desk_tells_an_hour(model: type[models.Model]) -> None:
    assert not [
        field for field in model._meta.get_fields() if isinstance(field, models.DateTimeField | models.TimeField)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bob", "mo", "ada"])
def test_no_page_of_the_desk_opens_to_anybody_without_the_role(
    alices: Desk, request: pytest.FixtureRequest, client_of: Callable[[Person], Client], name: str
) -> None:
    spoken = say(alices)
    client = client_of(request.getfixturevalue(name))
    for route in ("desk_voice", *(f"desk_voice_{act}" for act in ACTS)):
        where = reverse(route, args=[spoken.voice])
        assert client.post(where).status_code == 404
        assert client.get(where).status_code == 404
