"""Reads threads and posts of forums live. What stands in a channel outside of a thread is no question of its own.

Ids are moments. So one id says how far a whole server is read: every thread whose last message is younger is read on
from there. While a run reads, that id stays; only its end moves it to the youngest message that the run set out with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.discord import api
from groundswell.connectors.discord.client import A_PAGE, ADDRESS, PACE, Discord
from groundswell.connectors.reading import Row, inner, moment, word
from groundswell.connectors.shape import Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.questions.records import Batch


@dataclass
class DiscordReader:
    """Reads the channels that a source names, of one server."""

    opened: Opened

    def read(self, since: str) -> Iterator[Batch]:
        """Yield threads, the one that was quiet longest first."""
        place, chat = cursor_of(since), Discord(self.opened)
        with chat.ask:
            threads = sorted(self._spoken_in(chat, _number(place.get("seen"))), key=_last)
            place["goal"] = max([_last(row) for row in threads], default=_number(place.get("seen")))
            for thread in threads:
                if _last(thread) > _number(place.get("done")):
                    yield from self._thread(chat, thread, place)
            yield Batch(cursor=cursor_as({"seen": place["goal"]}))

    def _spoken_in(self, chat: Discord, seen: int) -> Iterator[Row]:
        """Yield the threads of our channels with something younger than what is known."""
        channels = self.opened.listed("channels")
        for thread in chat.open_threads():
            if word(thread, "parent_id") in channels and _last(thread) > seen:
                yield thread
        for channel in channels:
            for page in chat.old_threads(channel):
                yield from (row for row in page if _last(row) > seen)
                if page and _went_quiet(page[-1]) < seen:
                    break

    def _thread(self, chat: Discord, thread: Row, place: dict[str, Any]) -> Iterator[Batch]:
        """Yield a thread; what has the thread's own id opened it, and is asked for with the first page."""
        # Just below the thread's own id, so that the message that opened it comes too.
        after = max(_number(place.get("seen")), _number(thread.get("id")) - 1)
        guild, is_more = self.opened.choices.get("guild", ""), True
        while is_more:
            found = chat.after(word(thread, "id"), str(after))
            after = max([after, *(_number(row.get("id")) for row in found)])
            is_more = len(found) == A_PAGE
            done = place if is_more else {**place, "done": _last(thread)}
            yield api.from_thread(thread, found, guild=guild, cursor=cursor_as(done))
        place["done"] = _last(thread)


def _went_quiet(thread: Row) -> int:
    """Return the id that a message of the moment would have at which a thread was archived."""
    at = moment(word(inner(thread, "thread_metadata"), "archive_timestamp"))
    return api.number_at(at) if at is not None else 0


def _last(thread: Row) -> int:
    return _number(thread.get("last_message_id")) or _number(thread.get("id"))


def _number(found: object) -> int:
    return int(found) if isinstance(found, str | int) and str(found).isdecimal() else 0


def look(opened: Opened) -> Seen:
    """Return how many threads people write in, and when somebody last did."""
    chat = Discord(opened)
    with chat.ask:
        found = [row for row in chat.open_threads() if word(row, "parent_id") in opened.listed("channels")]
    newest = [when for row in found if (when := api.made_at(str(_last(row)))) is not None]
    return Seen(words=_("open threads"), count=len(found), newest_at=max(newest, default=None))


CONNECTOR = Connector(
    key="discord",
    name="Discord",
    address=_("Always https://discord.com/api/v10"),
    usual_address=ADDRESS,
    secret=_("Token of your own bot, with the intent Message Content"),
    is_secret_needed=True,
    choices=(
        Choice(name="guild", is_line=True, words=_("The server"), help=_("Its id."), is_needed=True),
        Choice(name="channels", words=_("Forums and channels"), help=_("Their ids, one a line."), is_needed=True),
    ),
    pace=PACE,
    look=look,
    reader=DiscordReader,
)
