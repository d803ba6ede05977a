"""Archives of Zulip: an export, pages of the API, or a public archive of one file a topic."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from django.utils.translation import gettext as _

from groundswell.connectors.archives import Archive, Entry, Gathering
from groundswell.connectors.located import Unreadable
from groundswell.connectors.prose import prose_of, without_data
from groundswell.questions.records import Author, Batch, Item, ItemKind, Kind, Message

RESOLVED = "✔ "
_CHANNEL = 2
_BOT = re.compile(r"-bot@|\bbot$", re.IGNORECASE)
_NOTIFIES = frozenset({"notification bot", "welcome bot"})
_ENCODED = re.compile(r"((?:\.[0-9A-F]{2})+)")
# How a folder of an archive begins: the number of the channel, and perhaps only then its name.
_NUMBERED = re.compile(r"\d+-(?=.)")
_MESSAGES = re.compile(r"(?:^|/)messages-\d+\.json$")
_INDEXES = frozenset({"stream_index.json", "realm.json", "attachment.json", "migration_status.json", "stats.json"})


class Said(NamedTuple):
    """A message, whichever layout it comes from. `who` and `channel` are keys."""

    key: str
    channel: str
    topic: str
    who: Author
    at: datetime
    text: str
    edited_at: datetime | None = None


@dataclass
class Files:
    """Reads an archive. `address` is where the organisation is (https://chat.example.org), for the way back."""

    archive: Archive
    address: str = ""
    _exported: "_Export | None" = None
    # Topics as far as they were read.
    _begun: dict[str, Item] = field(default_factory=dict)

    def read(self, since: str) -> Iterator[Batch]:
        """Yield what the files hold, in the order of their names, after the file that `since` names.

        A topic may go through many files; so the earlier ones are read again, to know how it began.
        """
        self._open_export()
        gathered = Gathering()
        for entry in self.archive.ending(".json"):
            if entry.name.rsplit("/", 1)[-1] in _INDEXES:
                continue
            records: list[Author | Item | Message] = []
            with self.archive.noting(entry):
                records = list(self._records(self._said(entry)))
            if entry.name > since:
                gathered.add(*records)
            if gathered.is_full:
                yield gathered.batch(entry.name)
        yield gathered.batch("")

    def _open_export(self) -> None:
        realm = self.archive.named("realm.json")
        if realm is not None:
            self._exported = _Export.of(self.archive.value(realm))
        elif any(_MESSAGES.search(each.name) for each in self.archive.entries):
            raise Unreadable(_("There is no realm.json beside the messages: it says who is who."))

    def _said(self, entry: Entry) -> Iterator[Said]:
        found = self.archive.value(entry)
        if self._exported is not None:
            if _MESSAGES.search(entry.name):
                yield from self._from_export(found, self._exported)
            return
        if isinstance(found, dict) and isinstance(found.get("messages"), list):
            yield from self._from_api(found["messages"])
        elif isinstance(found, list):
            channel, topic = _place(entry.name)
            yield from (_archived(row, channel, topic) for row in found)
        else:
            raise Unreadable(_("This is JSON, but no messages of Zulip."))

    def _from_export(self, found: object, exported: "_Export") -> Iterator[Said]:
        rows = found.get("zerver_message") if isinstance(found, dict) else None
        if not isinstance(rows, list):
            raise Unreadable(_("This is JSON, but no messages of a Zulip export."))
        for row in rows:
            channel = exported.channels.get(row.get("recipient"))
            if channel is None:
                self.archive.left_out[_("messages that are direct or in private channels")] += 1
                continue
            yield Said(
                str(row["id"]),
                channel,
                str(row.get("subject") or ""),
                exported.people.get(row.get("sender")) or Author(key=str(row.get("sender")), name=""),
                _moment(row.get("date_sent")),
                without_data(str(row.get("content") or "")),
                _moment(row["last_edit_time"]) if row.get("last_edit_time") else None,
            )

    def _from_api(self, rows: list[Any]) -> Iterator[Said]:
        for row in rows:
            if row.get("type") != "stream":
                self.archive.left_out[_("messages that are direct or in private channels")] += 1
                continue
            text = str(row.get("content") or "")
            mail = str(row.get("sender_email") or "")
            name = str(row.get("sender_full_name") or "")
            yield Said(
                str(row["id"]),
                str(row.get("display_recipient") or ""),
                str(row.get("subject") or row.get("topic") or ""),
                Author(key=str(row.get("sender_id") or mail), name=name, address=mail, bot=_is_bot(name, mail)),
                _moment(row.get("timestamp")),
                without_data(text) if row.get("content_type") == "text/x-markdown" else prose_of(text),
                _moment(row["last_edit_timestamp"]) if row.get("last_edit_timestamp") else None,
            )

    def _records(self, everything: Iterable[Said]) -> Iterator[Author | Item | Message]:
        """Yield a file's messages and whoever wrote them, and its topics as they are known from then on."""
        topics: set[str] = set()
        for said in everything:
            key = f"{said.channel}/{said.topic.removeprefix(RESOLVED)}"
            is_notice = said.who.name.lower() in _NOTIFIES
            if self._note_topic(key, said, is_notice=is_notice):
                topics.add(key)
            yield said.who
            yield Message(
                key=said.key,
                item=key,
                author=said.who.key,
                written_at=said.at,
                text=said.text,
                edited_at=said.edited_at,
                kind=Kind.NOTICE if is_notice else Kind.REPLY,
            )
        yield from (self._begun[key] for key in sorted(topics))

    def _note_topic(self, key: str, said: Said, *, is_notice: bool) -> bool:
        """Note how a topic begins and whether it is resolved; tell whether there is one: a notice begins none."""
        known = self._begun.get(key)
        if known is None and is_notice:
            return False
        first = known is None or (said.at < known.opened_at and not is_notice)
        resolved = known.resolved_at if known else None
        if said.topic.startswith(RESOLVED):
            # Zulip says so in a notice; without one, it was when it was last spoken in.
            resolved = said.at if is_notice and "resolved" in said.text else max(said.at, resolved or said.at)
        self._begun[key] = Item(
            key=key,
            kind=ItemKind.TOPIC,
            title=said.topic.removeprefix(RESOLVED),
            address=self._way_to(said) if known is None else known.address,
            opened_at=said.at if first or known is None else known.opened_at,
            author=said.who.key if first or known is None else known.author,
            labels=(said.channel,),
            resolved_at=resolved,
            as_of=max(said.at, known.as_of or said.at) if known else said.at,
        )
        return True

    def _way_to(self, said: Said) -> str:
        if not self.address:
            return ""
        channel, topic = (
            quote(each, safe="").replace(".", "%2E").replace("%", ".") for each in (said.channel, said.topic)
        )
        return f"{self.address.rstrip('/')}/#narrow/channel/{channel}/topic/{topic}"


@dataclass(frozen=True)
class _Export:
    """Who is who in an export, and which recipients are public channels."""

    people: Mapping[int, Author]
    channels: Mapping[int, str]

    @classmethod
    def of(cls, realm: object) -> "_Export":
        if not isinstance(realm, dict) or "zerver_recipient" not in realm:
            raise Unreadable(_("realm.json is not one of a Zulip export: it has no zerver_recipient."))
        public = {
            each["id"]: str(each.get("name") or "")
            for each in realm.get("zerver_stream", [])
            if not each.get("invite_only")
        }
        channels = {
            each["id"]: public[each["type_id"]]
            for each in realm["zerver_recipient"]
            if each.get("type") == _CHANNEL and each.get("type_id") in public
        }
        rows = [*realm.get("zerver_userprofile", []), *realm.get("zerver_userprofile_crossrealm", [])]
        return cls({each["id"]: _profile(each) for each in rows}, channels)


def _profile(row: Mapping[str, Any]) -> Author:
    mail = str(row.get("delivery_email") or row.get("email") or "")
    name = str(row.get("full_name") or "") or mail.partition("@")[0].replace("-", " ")
    is_bot = bool(row.get("is_bot")) or _is_bot(name, mail)
    return Author(key=str(row["id"]), name=name, address=mail, bot=is_bot)


def _archived(row: object, channel: str, topic: str) -> Said:
    """Return a message of a public archive, which knows people by their names alone."""
    if not isinstance(row, dict) or "id" not in row or "timestamp" not in row:
        raise Unreadable(_("This is JSON, but no topic of a Zulip archive: a message has no id or no timestamp."))
    name = str(row.get("sender_full_name") or "")
    who = Author(key=name.casefold(), name=name, bot=_is_bot(name, ""))
    return Said(str(row["id"]), channel, topic, who, _moment(row["timestamp"]), prose_of(str(row.get("content") or "")))


def _is_bot(name: str, mail: str) -> bool:
    return _BOT.search(name) is not None or _BOT.search(mail) is not None


def _place(name: str) -> tuple[str, str]:
    """Return channel and topic of a file of an archive: 113488-general/A.20topic.json.

    A channel whose name holds a slash ("meta / tactics") makes a folder in a folder: 239415-meta-/-tactics.
    """
    *folders, file = name.split("/")
    begins = next(
        (place for place in reversed(range(len(folders))) if _NUMBERED.match(folders[place])), len(folders) - 1
    )
    channel = _NUMBERED.sub("", "/".join(folders[max(begins, 0) :]), count=1)
    return _decoded(channel), _decoded(file.removesuffix(".json"))


def _decoded(name: str) -> str:
    """Return a name of which Zulip wrote some characters as a dot and two figures."""
    return _ENCODED.sub(lambda part: bytes.fromhex(part[1].replace(".", "")).decode("utf-8", "replace"), name)


def _moment(found: object) -> datetime:
    if isinstance(found, str):
        try:
            return datetime.fromtimestamp(float(found), UTC)
        except ValueError:
            return _iso(found)
    if not isinstance(found, int | float):
        raise Unreadable(_("A message has no time."))
    return datetime.fromtimestamp(found, UTC)


def _iso(found: str) -> datetime:
    try:
        read = datetime.fromisoformat(found)
    except ValueError:
        raise Unreadable(_("A message has a time that is none.")) from None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
