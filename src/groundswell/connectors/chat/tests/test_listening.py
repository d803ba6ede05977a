"""What somebody writes to the bot in Mattermost is heard once, answered there, and never read again."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.chat import actions, answering, listening, telling
from groundswell.connectors.chat.models import Account, Code, Door, Reply
from groundswell.connectors.chat.rules import Kind
from groundswell.connectors.chat.tests.test_doors import WORDS
from groundswell.kit.seal.throttle import Throttle
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.voices import actions as voices
from groundswell.voices.models import Voice
from groundswell.voices.tests.conftest import Desks, desks, own
from tests.replay.direct import US, Talking
from tests.replay.server import Running, serving

__all__ = ["desks"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def chat() -> Talking:
    """Return a Mattermost in which Bob talks with the bot, and something was said before."""
    talking = Talking()
    talking.opens("d1", "bob")
    talking.says("d1", "speak of old", by="bob")
    return talking


@pytest.fixture
def there(chat: Talking) -> Iterator[Running]:
    with serving(chat) as running:
        yield running


@pytest.fixture
def door(there: Running, ada: Person) -> Door:
    """Return a door that was heard for the first time."""
    told = {"name": "Our chat", "secret": "token", "bot": "key of the bot", "address": there.address}
    door = actions.open_door(by=ada, kind=Kind.MATTERMOST, **told)
    heard()
    return door


def heard() -> int:
    """Listen once, and let a worker write the answers that wait."""
    listening.quiet._until.clear()
    number = listening.listen()
    telling.tell()
    return number


def linked(chat: Talking, bob: Person) -> None:
    chat.says("d1", f"link {actions.make_code(by=bob)}", by="bob")
    assert heard() == 1
    assert f"You are {bob.name} here" in chat.answers()[-1]["message"]


def test_who_is_known_speaks_with_their_name_and_is_answered_there(
    chat: Talking, door: Door, bob: Person, desks: Desks
) -> None:
    del desks
    linked(chat, bob)
    chat.says("d1", f"speak {WORDS}", by="bob")
    assert heard() == 1
    voice = Voice.objects.get()
    assert (voice.level, voice.source) == ("signed", "chat")
    told = chat.answers()[-1]
    assert (told["channel_id"], "Alice" in told["message"], "Zqbodyvogel" in told["message"]) == ("d1", True, False)
    client = Client()
    client.force_login(bob)
    assert "Zqbodyvogel" in client.get(f"/mine/{voice.id}/").content.decode()
    assert door.kind == Kind.MATTERMOST


def test_what_was_written_before_the_door_was_one_is_not_heard(chat: Talking, door: Door) -> None:
    assert heard() == 0
    assert chat.answers() == []
    assert door.heard == b"" != bytes(Door.objects.get().heard)


def test_a_message_is_heard_once_and_the_bots_own_never(chat: Talking, door: Door, bob: Person, desks: Desks) -> None:
    del desks, door
    linked(chat, bob)
    chat.says("d1", "speak one", by="bob")
    chat.says("d1", "speak two", by="bob")
    chat.says("d1", "speak in a voice of ours", by=US)
    assert [heard() for _time in range(3)] == [2, 0, 0]
    assert Voice.objects.count() == 2
    answers = [post for post in chat.answers() if "It is sealed" in post["message"]]
    assert [post["props"] for post in answers] == [
        {"groundswell_answers": post["id"]} for post in chat.posts if post["message"] in {"speak one", "speak two"}
    ]


def test_where_nothing_is_new_one_question_is_asked_and_nothing_is_written(
    chat: Talking, door: Door, there: Running, bob: Person
) -> None:
    linked(chat, bob)
    heard()
    before, kept = len(there.asked), bytes(Door.objects.get(id=door.id).heard)
    assert heard() == 0
    assert [each.path for each in there.asked[before:]] == ["/api/v4/users/me/channels"]
    assert bytes(Door.objects.get().heard) == kept


@pytest.mark.parametrize(
    "change",
    [
        {"props": {"from_bot": "true"}},
        {"props": {"from_webhook": "true"}},
        {"props": {"from_plugin": "true"}},
        {"type": "system_header_change"},
        {"delete_at": 1},
        {"by": "eve"},
    ],
    ids=str,
)
def test_what_no_person_of_this_conversation_wrote_or_what_is_deleted_is_not_heard(
    change: dict[str, object], chat: Talking, door: Door, bob: Person, desks: Desks
) -> None:
    del desks, door
    linked(chat, bob)
    chat.says("d1", "speak x", **({"by": "bob"} | change))  # type: ignore[arg-type]
    assert heard() == 0
    assert Voice.objects.count() == 0


@pytest.mark.parametrize("kind", ["O", "P", "G"])
def test_what_is_written_where_others_read_is_not_even_asked_for(
    kind: str, chat: Talking, door: Door, there: Running, bob: Person
) -> None:
    del door
    linked(chat, bob)
    chat.opens("open", "bob", kind=kind)
    chat.says("open", "speak x", by="bob")
    assert heard() == 0
    assert not [each for each in there.asked if "open" in each.path]


def test_an_edit_or_a_removal_afterwards_changes_nothing_here(
    chat: Talking, door: Door, bob: Person, desks: Desks
) -> None:
    del desks, door
    linked(chat, bob)
    post = chat.says("d1", "speak one", by="bob")
    heard()
    post |= {"message": "speak other", "edit_at": chat.now}
    chat.says("d1", "help", by="bob")
    assert heard() == 1
    post |= {"delete_at": chat.now}
    chat.says("d1", "help", by="bob")
    assert heard() == 1
    assert Voice.objects.count() == 1


def test_what_was_taken_back_here_is_not_brought_back_even_when_an_old_state_is_restored(
    chat: Talking, door: Door, bob: Person, desks: Desks
) -> None:
    del desks
    linked(chat, bob)
    before = bytes(Door.objects.get().heard)
    chat.says("d1", "speak one", by="bob")
    heard()
    voices.withdraw(thread=own(bob, Voice.objects.get().id))
    # A backup that is older than the voice knows neither it nor that it was taken back.
    Voice.objects.all().delete()
    Door.objects.filter(id=door.id).update(heard=before)
    assert heard() == 0
    assert Voice.objects.count() == 0


@pytest.mark.slow
def test_many_messages_are_heard_in_their_order_also_over_several_pages(
    chat: Talking, door: Door, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    del door
    linked(chat, bob)
    monkeypatch.setattr(answering, "pace", Throttle(1e9, 10**6))
    said = [chat.says("d1", "help", by="bob")["id"] for _number in range(230)]
    assert heard() == 230
    assert [post["props"]["groundswell_answers"] for post in chat.answers()[1:]] == said


@pytest.mark.slow
def test_a_flood_waits_in_the_chat_and_is_heard_bit_by_bit(
    chat: Talking, door: Door, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    del door
    linked(chat, bob)
    said = [chat.says("d1", "help", by="bob")["id"] for _number in range(5)]
    numbers = []
    for _minute in range(3):
        monkeypatch.setattr(answering, "pace", Throttle(1e-9, 2))
        numbers += [heard(), heard()]
    assert numbers == [2, 0, 2, 0, 1, 0]
    assert [post["props"]["groundswell_answers"] for post in chat.answers()[1:]] == said
    assert "very much at once" not in str(chat.answers())


@pytest.mark.parametrize("broken", [404, 403, 200])
def test_a_conversation_that_cannot_be_heard_keeps_no_other_waiting(
    broken: int, chat: Talking, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    chat.opens("d0", "dana")
    chat.channels = {"d0": chat.channels["d0"], "d1": chat.channels["d1"]}
    chat.says("d0", "speak Zqwordsvogel", by="dana")
    chat.says("d1", "help", by="bob")
    chat.broken = {"d0": broken}
    assert heard() == 1
    assert chat.answers()[-1]["channel_id"] == "d1"
    assert "could not be heard" in caplog.text
    assert "Zqwordsvogel" not in caplog.text
    assert Door.objects.get(id=door.id).fault == ""
    chat.broken = {}
    assert heard() == 1


def test_a_post_that_shows_late_is_heard_too(chat: Talking, door: Door, bob: Person, desks: Desks) -> None:
    del desks, door
    linked(chat, bob)
    chat.says("d1", "speak one", by="bob")
    heard()
    chat.says("d1", "speak late", by="bob", create_at=chat.now - 1500)
    assert heard() == 1
    assert heard() == 0
    assert Voice.objects.count() == 2


def test_a_new_conversation_is_heard_from_its_first_word(chat: Talking, door: Door) -> None:
    del door
    chat.opens("d2", "charlie")
    chat.says("d2", "hello", by="charlie")
    assert heard() == 1
    assert "First get a code" in chat.answers()[-1]["message"]


def test_in_a_thread_the_answer_stands_in_it_and_files_are_said_to_be_left(chat: Talking, door: Door) -> None:
    del door
    chat.says("d1", "help", by="bob", root_id="post0", file_ids=["f1"])
    assert heard() == 1
    told = chat.answers()[-1]
    assert told["root_id"] == "post0"
    assert told["message"].endswith("What hangs on a message is not taken.")


def test_words_of_somebody_unknown_wait_nowhere(chat: Talking, door: Door, desks: Desks) -> None:
    del desks
    chat.says("d1", f"speak {WORDS}", by="bob")
    listening.listen()
    [waiting] = Reply.objects.all()
    sealed = secrets.opened(waiting.sealed, of=f"reply {waiting.id}")
    assert "d1" in sealed
    assert "Zqbodyvogel" not in sealed + str(list(Door.objects.filter(id=door.id).values()))
    assert DBTaskResult.objects.count() == 0
    heard()
    assert "I do not know yet who you are" in chat.answers()[-1]["message"]
    assert Voice.objects.count() == 0


def test_the_database_names_no_conversation_no_account_and_no_time_of_anybody(
    chat: Talking, door: Door, bob: Person, desks: Desks
) -> None:
    del desks
    linked(chat, bob)
    chat.says("d1", "speak one", by="bob")
    heard()
    chat.says("d1", "speak two", by="bob")
    listening.listen()
    tables = (Door, Account, Code, Voice, DBTaskResult)
    assert (Reply.objects.count(), DBTaskResult.objects.count()) == (1, 0)
    assert not any(b'["d1"' in bytes(each.sealed) for each in Reply.objects.all())
    rows = "".join(str(list(table.objects.values())) for table in tables)
    assert not [each for each in ("post", str(chat.now)[:7], "'d1", "key of the bot", US) if each in rows]
    assert door.id in {each.id for each in Door.objects.all()}


def test_how_far_it_was_heard_has_the_same_size_whoever_spoke(chat: Talking, door: Door, bob: Person) -> None:
    sizes = {len(bytes(Door.objects.get(id=door.id).heard))}
    linked(chat, bob)
    for _number in range(3):
        chat.says("d1", "help", by="bob")
        heard()
        sizes.add(len(bytes(Door.objects.get().heard)))
    assert len(sizes) == 1


def test_my_page_says_where_a_bot_listens(door: Door, bob: Person, ada: Person) -> None:
    client = Client()
    client.force_login(bob)
    assert client.get("/chat/").content.decode().count("direct message to its bot") == 1
    actions.end_door(by=ada, door=door)
    actions.open_door(by=ada, kind=Kind.MATTERMOST, name="Silent", secret="x")
    assert "direct message to its bot" not in client.get("/chat/").content.decode()


def test_two_who_listen_at_once_hear_a_message_once(chat: Talking, door: Door, bob: Person, desks: Desks) -> None:
    del desks
    linked(chat, bob)
    chat.says("d1", "speak one", by="bob")
    late = listening._Ear(Door.objects.get(id=door.id))
    assert heard() == 1
    with pytest.raises(listening._Overtaken):
        late.hear()
    assert Voice.objects.count() == 1
    assert Reply.objects.count() == 0


def test_an_answer_that_is_not_taken_is_lost_and_the_voice_is_not(
    chat: Talking, door: Door, bob: Person, desks: Desks
) -> None:
    del desks, door
    linked(chat, bob)
    chat.says("d1", "speak one", by="bob")
    listening.listen()
    chat.refuses = 500
    assert (telling.tell(), Reply.objects.count()) == (0, 0)
    assert Voice.objects.count() == 1


def test_a_key_that_is_refused_is_said_on_the_page_of_the_doors_until_it_is_well(
    chat: Talking, door: Door, ada: Person
) -> None:
    client = Client()
    client.force_login(ada)
    assert "Direct messages to its bot are heard" in client.get("/chat/doors/").content.decode()
    chat.refuses = HTTPStatus.UNAUTHORIZED
    assert heard() == 0
    assert "does not accept the key (401)" in client.get("/chat/doors/").content.decode()
    assert not listening.quiet.is_over(door.id)
    chat.refuses = 0
    heard()
    assert Door.objects.get().fault == ""


@pytest.mark.slow
@pytest.mark.usefixtures("desks", "door")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_faults_of_every_kind_lose_nothing_and_double_nothing(
    seed: int, chat: Talking, there: Running, bob: Person, quick: Callable[[], None]
) -> None:
    linked(chat, bob)
    quick()
    for number in range(12):
        chat.says("d1", f"speak {number}", by="bob")
    there.illness.begin(share=0.5, seed=seed)
    for _turn in range(60):
        listening.quiet._until.clear()
        listening.listen()
    assert there.illness.had
    assert Voice.objects.count() == 12
    assert Reply.objects.count() == 12
    assert len({len(bytes(each.sealed)) for each in Reply.objects.all()}) == 1


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what makes us as quick and as patient as a test needs."""

    def hurry() -> None:
        monkeypatch.setattr(telling, "PACE", Pace(a_minute=1e9, at_once=1000, tries=2, longest_pause=0.001))
        monkeypatch.setattr(answering, "pace", Throttle(1e9, 10**6))

    return hurry


def test_a_door_that_ended_hears_nothing_and_forgets_how_far_it_heard(
    chat: Talking, door: Door, ada: Person, there: Running
) -> None:
    actions.end_door(by=ada, door=door)
    chat.says("d1", "help", by="bob")
    before = len(there.asked)
    assert heard() == 0
    assert len(there.asked) == before
    assert bytes(Door.objects.get().heard) == b""


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"bot": "b"}, "Where is it"),
        ({"address": "https://chat.example.org"}, "Without the token"),
        ({"bot": "b", "address": "http://chat.example.org"}, "https://"),
        ({"bot": "b", "address": "https://10.9.9.9"}, "GROUNDSWELL_HOSTS_INSIDE"),
        ({"bot": "b", "address": "chat"}, "no address"),
        ({"bot": "b", "address": f"https://{'x' * 500}.org"}, "too long"),
    ],
)
def test_what_is_wrong_with_the_bot_of_a_door_is_said(told: dict[str, str], words: str, ada: Person) -> None:
    with pytest.raises(Refused, match=words):
        actions.open_door(by=ada, kind=Kind.MATTERMOST, name="Ours", secret="x", **told)
    assert Door.objects.count() == 0


def test_slack_is_not_asked(ada: Person) -> None:
    door = actions.open_door(by=ada, kind=Kind.SLACK, name="Ours", secret="x", bot="b", address="https://x.example")
    assert door.address == ""
    assert listening.listen() == 0


def test_a_token_that_no_key_of_ours_opens_is_said(door: Door, chat: Talking) -> None:
    del chat
    Door.objects.filter(id=door.id).update(bot=b"x" * 60)
    assert heard() == 0
    assert "open it anew" in Door.objects.get().fault
