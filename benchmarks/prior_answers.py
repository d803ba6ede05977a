"""How often a thread that people pointed to is found: `python -m benchmarks.prior_answers FOLDER`.

FOLDER is a public forum as Markdown, one file a topic (`topic_id:`, `url:`, `# title`, and for each post
`## Post #1 by @name (2021-09-02 14:40 UTC)`). A question is a topic in which a reply links to an earlier topic of the
forum: that one should be found, from the title and the first post alone, among all topics that were there by then.
Plain BM25 over whole topics is measured beside it in the same run. Prints one JSON line and a readable table.
"""

import argparse
import html
import json
import os
import re
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from groundswell.engines.retrieval.index import Document, Index, Pointer
from groundswell.engines.retrieval.words import words

POST = re.compile(r"^## Post #(\d+) by @(\S+) \(([^)]*)\)\s*$", re.MULTILINE)
TOPIC = re.compile(r"^topic_id: (\d+)", re.MULTILINE)
TITLE = re.compile(r"^# (.*)$", re.MULTILINE)
LINK = re.compile(r"https?://([a-z0-9.-]+)/t/(?:[^/\"\s]*/)?(\d+)")
HOME = re.compile(r"^url: https?://([a-z0-9.-]+)/", re.MULTILINE)
QUOTED, TAG = re.compile(r"<aside.*?</aside>", re.DOTALL), re.compile(r"<[^>]+>")
DAY = 86_400
MOST = 10


@dataclass(frozen=True)
class Topic:
    """A topic with its posts: when, and the HTML of each."""

    key: int
    title: str
    host: str
    posts: tuple[tuple[float, str], ...]


def read(folder: Path) -> list[Topic]:
    """Return the topics of a folder, in the order in which they began."""
    found = [_topic(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.md"))]
    return sorted((each for each in found if each and each.posts), key=lambda each: each.key)


def _topic(text: str) -> Topic | None:
    key, title = TOPIC.search(text), TITLE.search(text)
    if key is None or title is None:
        return None
    parts = POST.split(text)
    posts = tuple((_moment(parts[at + 2]), parts[at + 3]) for at in range(1, len(parts) - 3, 4))
    home = HOME.search(text)
    return Topic(int(key[1]), title[1], home[1] if home else "", posts)


def _moment(text: str) -> float:
    return datetime.strptime(text[:16], "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp() / DAY


def plain(markup: str) -> str:
    """Return the words of a post, without what it quotes."""
    return html.unescape(TAG.sub(" ", QUOTED.sub(" ", markup)))


def links(topics: Sequence[Topic]) -> tuple[list[Pointer], dict[int, set[int]]]:
    """Return every link from a topic to another, and for each topic the earlier ones that its replies link to."""
    places = {each.key: place for place, each in enumerate(topics)}
    pointers, wanted = [], {}
    for place, topic in enumerate(topics):
        for number, (day, markup) in enumerate(topic.posts):
            told = {places[int(key)] for host, key in LINK.findall(markup) if host == topic.host and int(key) in places}
            told.discard(place)
            pointers += [Pointer(day, place, each) for each in told]
            earlier = {each for each in told if each < place}
            if number and earlier:
                wanted.setdefault(place, set()).update(earlier)
    return pointers, wanted


class Plain:
    """BM25 over whole topics (k1 1.2, b .75): what is to be beaten."""

    def __init__(self, documents: Sequence[Document]) -> None:
        rows = [words(f"{each.title} {each.opening} {each.rest}") for each in documents]
        lengths = np.array([len(row) for row in rows])
        self._norms, self._lists = 0.25 + 0.75 * lengths / lengths.mean(), {}
        counted: dict[str, dict[int, int]] = {}
        for place, row in enumerate(rows):
            for word in row:
                counted.setdefault(word, {}).setdefault(place, 0)
                counted[word][place] += 1
        for word, within in counted.items():
            places, often = np.array(list(within)), np.array(list(within.values()))
            rarity = np.log1p((len(rows) - len(within) + 0.5) / (len(within) + 0.5))
            self._lists[word] = places, rarity * often * 2.2 / (often + 1.2 * self._norms[places])

    def nearest(self, text: str, before: int) -> list[int]:
        """Return the likeliest places before this one."""
        scores = np.zeros(len(self._norms))
        for word in words(text):
            if word in self._lists:
                places, weights = self._lists[word]
                scores[places] += weights
        scores[before:] = -1
        return [int(place) for place in np.argsort(-scores, kind="stable")[:MOST]]


def measured(
    ask: Callable[[int], Sequence[int]], wanted: dict[int, set[int]], questions: Sequence[int]
) -> dict[str, float]:
    """Return the share of questions with a hit among ten, the mean of one over its rank, and milliseconds."""
    ranks, spent = [], []
    for place in questions:
        began = time.perf_counter()
        found = ask(place)
        spent.append(1000 * (time.perf_counter() - began))
        ranks.append(next((rank for rank, each in enumerate(found, 1) if each in wanted[place]), 0))
    hits = [1 / rank for rank in ranks if rank]
    return {
        "success_at_10": len(hits) / len(ranks),
        "mrr": sum(hits) / len(ranks),
        "p50_ms": statistics.median(spent),
        "p95_ms": sorted(spent)[int(len(spent) * 0.95)],
    }


def main() -> None:
    """Measure, and print one line for machines and a table for people."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=100_000, help="so many questions, spread evenly")
    arguments = parser.parse_args()
    topics = read(arguments.folder)
    pointers, wanted = links(topics)
    documents = [
        Document(
            each.title,
            plain(each.posts[0][1]),
            " ".join(plain(text) for _day, text in each.posts[1:]),
            each.posts[0][0],
        )
        for each in topics
    ]
    began = time.perf_counter()
    index = Index(documents, pointers)
    built = time.perf_counter() - began

    def ours(place: int) -> list[int]:
        asked = documents[place]
        found = index.nearest(asked.title, asked.opening, day=asked.day, but=place, most=MOST)
        return [each.place for each in found]

    # The weights were fitted on the even ones.
    questions = [place for place in wanted if topics[place].key % 2]
    questions = questions[:: max(len(questions) // arguments.most, 1)]
    said = {
        "topics": len(topics),
        "posts": sum(len(each.posts) for each in topics),
        "questions": len(questions),
        "build_s": built,
        "ours": measured(ours, wanted, questions),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    peer = Plain(documents)
    said["bm25"] = measured(
        lambda place: peer.nearest(f"{documents[place].title} {documents[place].opening}", place), wanted, questions
    )
    print(json.dumps(said))
    for name in ("ours", "bm25"):
        row = said[name]
        print(f"{name:>6}: " + ", ".join(f"{key} {value:.3f}" for key, value in row.items()))  # type: ignore[attr-defined]  # a dict


if __name__ == "__main__":
    main()
