"""What a chat answers, to whoever asked and to nobody else. Words that were not kept are given back."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.connectors.chat import actions, queries
from groundswell.connectors.chat.models import Door
from groundswell.connectors.chat.rules import Asked, Kind, Wish
from groundswell.kit.seal.throttle import Throttle
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.voices import actions as voices
from groundswell.voices import queries as voices_queries
from groundswell.voices.rules import Talk
from groundswell.web.words import joined

# One account of a chat may ask so often in a minute, and so often at once.
pace = Throttle(20 / 60, 20)
_TALKS = {Wish.SPEAK: Talk.NO, Wish.TALK: Talk.THIS_SPRINT, Wish.TALK_NOW: Talk.NOW}


@dataclass(frozen=True)
class Answer:
    """What is said to whoever asked; `lost` are words that were not kept, to be given back."""

    text: str
    lost: str = ""

    def written(self, kind: Kind) -> str:
        """Return it as the chat shows it; words are escaped, so that they call nobody."""
        if not self.lost:
            return self.text
        words = self.lost
        if kind is Kind.SLACK:
            words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"{self.text}\n\n{_('Your words, so that they are not lost:')}\n{words}"


def may_ask(door: Door, account: str) -> bool:
    """Tell whether an account of a chat may ask now; asking counts."""
    return pace.allows(f"{door.id} {account}")


def answer(*, door: Door, account: str, wish: Asked, delivery: str, is_in_time: bool = False) -> Answer:
    """Do what somebody asks for, and return what to say. `delivery` names the message: delivered twice, it is one.

    `is_in_time`: whoever calls looked already whether the account may ask now.
    """
    if not (is_in_time or may_ask(door, account)):
        return Answer(_("That is very much at once. Wait a minute, and try again."), wish.words)
    if wish.wish is Wish.LINK:
        return _link(door, account, wish.words)
    person = queries.person_behind(door, account)
    if wish.wish not in _TALKS:
        return _told(person, wish)
    return _speak(person, wish, delivery) if person is not None else _unknown(wish)


def readers_of(person: Person) -> list[str]:
    """Return the names of those who would read what somebody says in a chat."""
    offered = voices_queries.readers_today()
    ticked = voices_queries.ticked_for(person, offered)
    return [reader.name for reader in offered if reader.key in ticked]


def _told(person: Person | None, wish: Asked) -> Answer:
    if wish.wish is Wish.ANONYMOUS:
        return _not_here(wish)
    if wish.wish is Wish.CHECK_IN:
        return Answer(_("If a check-in is open, it stands on your start page: %(url)s") % {"url": _address("start")})
    return _help(person)


def _unknown(wish: Asked) -> Answer:
    words = _("I do not know yet who you are here. Get a code at %(url)s, then write: link CODE")
    return Answer(words % {"url": _address("chat:chat")}, wish.words)


def _speak(person: Person, wish: Asked, delivery: str) -> Answer:
    talk = _TALKS[wish.wish]
    words = wish.words or (_("I would like to talk.") if talk else "")
    try:
        spoken = voices.speak_by_chat(author=person, text=words, delivery=delivery, talk=talk)
    except Refused as refused:
        return Answer(refused.sentence, wish.words)
    if spoken.differs:
        return Answer(_("This message was taken before, with other words: those stay. Write it again."), wish.words)
    told = {"names": joined(voices_queries.names_of_readers(spoken.voice)), "url": _address("mine")}
    if talk:
        return Answer(_("%(names)s will read that you would like to talk. It stands under %(url)s") % told)
    return Answer(
        _("It is sealed, with your name, for %(names)s. It stands under %(url)s, where you can take it back.") % told
    )


def _not_here(wish: Asked) -> Answer:
    words = _(
        "Not here: the chat knows who typed it, and keeps it. Nothing was kept by us. Open %(url)s, best in a private "
        "window: that page never learns who you are."
    )
    return Answer(words % {"url": _address("speak")}, wish.words)


def _link(door: Door, account: str, code: str) -> Answer:
    person = actions.link_account(door=door, account=account, code=code.strip().lower())
    if person is None:
        words = _("This code opens nothing: it was used, or is older than fifteen minutes. Get another at %(url)s")
        return Answer(words % {"url": _address("chat:chat")})
    return Answer(_("You are %(name)s here. Write: speak, and then what you want to say.") % {"name": person.name})


def _help(person: Person | None) -> Answer:
    lines = [
        _("speak WORDS: say something to the advocates, with your name"),
        _("talk, or talk now: ask for a talk"),
        _("check-in: where your check-in is"),
        _("anonymous: why not here, and where"),
    ]
    if person is None:
        lines.append(_("First get a code at %(url)s, and write: link CODE") % {"url": _address("chat:chat")})
    elif names := readers_of(person):
        lines.append(_("Who can read what you say: %(names)s. The chat keeps it too.") % {"names": joined(names)})
    return Answer("\n".join(lines))


def _address(route: str) -> str:
    return f"{settings.BASE_URL}{reverse(route).removeprefix(settings.FORCE_SCRIPT_NAME or '')}"
