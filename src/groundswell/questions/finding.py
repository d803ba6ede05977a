"""What is like each question, and what comes again without a page: the only file that knows the index of texts.

A worker or a command loads it; a web process never does. Texts are cut, and the oldest questions beyond a hundred
thousand left out, so that memory is bounded whatever is taken in.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Q

from groundswell.engines.retrieval.index import Document, Found, Index, Pointer
from groundswell.kit import clock
from groundswell.questions.models import DocPage, Finding, Gap, Item, Message
from groundswell.questions.queries import findings as queries
from groundswell.questions.records import Kind
from groundswell.questions.rules import pointing

MOST_ITEMS = 100_000
# Above it two questions use most of their telling words in common.
REPEAT, SAME = 0.5, 0.35
# A page that has less of the question's telling words says nothing about it.
SAYS = 0.6
FEWEST = 3
_LONGEST_OPENING, _LONGEST_REST = 8_000, 4_000
_A_DAY = 86_400
_AT_ONCE = 500
_EARLIER, _PAGES = 10, 5

type Tell = Callable[[int, int], object]


@dataclass(frozen=True)
class Report:
    """What was looked through, and what was found."""

    items: int
    pages: int
    asked: int
    repeats: int
    gaps: int


@dataclass(frozen=True)
class _Library:
    """The questions and the pages, each as an index with the keys of its places."""

    keys: Sequence[int]
    documents: Sequence[Document]
    index: Index
    pages: Sequence[int]
    docs: Index

    def place_of(self) -> dict[int, int]:
        return {key: place for place, key in enumerate(self.keys)}


def find(tell: Tell = lambda _done, _all: None) -> Report:
    """Look for what is like each question of the last year that nobody compared yet, or that waits; keep it.

    `tell` is told how many are done, of how many. Killed and begun again, it goes on with what is left.
    """
    library = _library()
    places = library.place_of()
    wanted = [key for key in _wanted() if key in places]
    repeats = 0
    for start in range(0, len(wanted), _AT_ONCE):
        rows = [_finding(library, key, places[key]) for key in wanted[start : start + _AT_ONCE]]
        repeats += sum(row.is_repeat for row in rows)
        _keep(rows)
        tell(min(start + _AT_ONCE, len(wanted)), len(wanted))
    gaps = _keep_gaps(library, places) if library.pages else 0
    return Report(len(library.keys), len(library.pages), len(wanted), repeats, gaps)


def _wanted() -> list[int]:
    """Return what was never compared, and what waits and was not compared for a day: earlier answers may have come."""
    yesterday = clock.now() - timedelta(days=1)
    waits = Q(gone_at=None, resolved_at=None, closed_at=None, finding__found_at__lt=yesterday)
    again = Item.objects.filter(waits, opened_at__gte=queries.lately())
    return sorted({*queries.uncompared().values_list("id", flat=True), *again.values_list("id", flat=True)})


def _library() -> _Library:
    newest = Item.objects.filter(gone_at=None, opened_at__isnull=False).order_by("-opened_at", "-id")
    rows = list(newest.values_list("id", "title", "opened_at", "address")[:MOST_ITEMS])[::-1]
    places = {key: place for place, (key, *_) in enumerate(rows)}
    led = {pointing.plain(address): place for place, (*_, address) in enumerate(rows) if address}
    texts, pointers = {}, list[Pointer]()
    for key, said in _said(places):
        texts[key] = _texts(said)
        pointers += [
            Pointer(_day(at), places[key], told)
            for at, kind, text in said
            if kind == Kind.REPLY
            for address in pointing.addresses(text)
            if (told := pointing.led_to(address, led)) is not None and told != places[key]
        ]
    documents = [
        Document(title, *texts.get(key, ("", "")), _day(opened_at))
        for key, title, opened_at, _address in rows
        if opened_at
    ]
    pages = list(DocPage.objects.values_list("id", "title", "text"))
    docs = Index([Document(title, text) for _key, title, text in pages])
    return _Library([key for key, *_ in rows], documents, Index(documents, pointers), [key for key, *_ in pages], docs)


def _said(among: Collection[int]) -> Iterator[tuple[int, list[tuple[datetime, str, str]]]]:
    rows = Message.objects.filter(gone_at=None, kind__in=(Kind.OPENING, Kind.REPLY), author__is_bot=False)
    listed = rows.order_by("item", "written_at", "key").values_list("item", "written_at", "kind", "text")
    for key, said in groupby(listed.iterator(_AT_ONCE), key=lambda row: row[0]):
        if key in among:
            yield key, [(at, kind, text) for _item, at, kind, text in said]


def _texts(said: Sequence[tuple[datetime, str, str]]) -> tuple[str, str]:
    opening = next((text for _at, kind, text in said if kind == Kind.OPENING), said[0][2])
    rest = "\n".join(text for _at, kind, text in said if kind != Kind.OPENING)
    return opening[:_LONGEST_OPENING], rest[:_LONGEST_REST]


def _finding(library: _Library, key: int, place: int) -> Finding:
    asked = library.documents[place]
    earlier = library.index.nearest(asked.title, asked.opening, day=asked.day, but=place, most=_EARLIER)
    pages = library.docs.nearest(asked.title, asked.opening, most=_PAGES)
    return Finding(
        item_id=key,
        earlier=[[library.keys[each.place], round(each.found, 3), round(each.likeness, 3)] for each in earlier],
        pages=[[library.pages[each.place], round(each.found, 3)] for each in pages if each.found >= SAYS],
        is_repeat=_most_alike(earlier) >= REPEAT,
        found_at=clock.now(),
    )


def _most_alike(found: Sequence[Found]) -> float:
    return max((each.likeness for each in found), default=0.0)


@transaction.atomic
def _keep(rows: Sequence[Finding]) -> None:
    Finding.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["earlier", "pages", "is_repeat", "found_at"],
    )


def _keep_gaps(library: _Library, places: dict[int, int]) -> int:
    """Keep which questions come again and have no page; what was closed stays closed until it is asked anew."""
    rows = Finding.objects.filter(item__opened_at__gte=queries.lately(), item__work=Item.Work.QUESTION, pages=[])
    bare = {places[key] for key in rows.values_list("item", flat=True) if key in places}
    found = list(_groups(library.index, bare))
    with transaction.atomic():
        for group in found:
            if _is_still_said(library, group):
                _keep_gap(library, group)
    return len(found)


def _is_still_said(library: _Library, group: Sequence[int]) -> bool:
    """Tell whether nothing was deleted or erased while this worker held the words in its memory."""
    keys = [library.keys[place] for place in group]
    spoken = set(Message.objects.filter(item__in=keys, gone_at=None).exclude(text="").values_list("item", flat=True))
    said = {library.keys[place] for place in group if library.documents[place].opening}
    return said <= spoken and not Item.objects.filter(id__in=keys, gone_at__isnull=False).exists()


def _groups(index: Index, among: set[int]) -> Iterator[list[int]]:
    left = set(among)
    for place in sorted(among):
        if place in left:
            near = {other for other, _score in index.alike(place, SAME)} & left
            if len(near) + 1 >= FEWEST:
                left -= near | {place}
                yield sorted({place, *near})


def _keep_gap(library: _Library, group: Sequence[int]) -> None:
    keys = [library.keys[place] for place in group]
    told = {"items": keys, "words": library.index.telling_words(group), "found_on": clock.today()}
    gap, is_new = Gap.objects.get_or_create(first_id=keys[0], defaults=told)
    if not is_new and (set(keys) != set(gap.items) or not gap.words):
        # It was asked again since: a page that was to answer it does not.
        is_asked_anew = bool(set(keys) - set(gap.items))
        gap.items, gap.words = keys, told["words"]
        gap.closed_on = None if is_asked_anew else gap.closed_on
        gap.save(update_fields=["items", "words", "closed_on"])


def _day(moment: datetime) -> float:
    return moment.timestamp() / _A_DAY
