"""Made-up archives of fixed seeds: an mbox, a Zulip archive, and a Discourse forum of topics as JSON."""

import json
import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)


def made(kind: str, folder: Path, messages: int, *, seed: int = 7) -> Path:
    """Write an archive of about so many messages, and return where it lies."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    words = [f"word{int(chance.paretovariate(0.7))}" for _ in range(20_000)]
    return {"mbox": _mbox, "zulip": _zulip, "discourse": _discourse}[kind](folder, messages, chance, words)


def _mbox(folder: Path, messages: int, chance: random.Random, words: list[str]) -> Path:
    """Three in four mails answer one of the last sixty, and quote six lines of it; one in five has two parts."""
    file, said = folder / "list.mbox", [("", "", "")]
    with file.open("w") as out:
        for number in range(messages):
            at, who = BEGAN + timedelta(minutes=5 * number), chance.randint(1, messages // 40 + 1)
            key = f"<{number}.{who}@list.example.org>"
            above, subject, before = chance.choice(said[-60:]) if chance.random() < 0.75 else ("", "", "")  # noqa: PLR2004
            subject = subject or " ".join(chance.choices(words, k=6))
            answers = f"In-Reply-To: {above}\nReferences: {before} {above}\n" if above else ""
            body = "\n".join(" ".join(chance.choices(words, k=10)) for _ in range(chance.randint(2, 15)))
            if above:
                quoted = "\n".join("> " + " ".join(chance.choices(words, k=9)) for _ in range(6))
                body = f"On Mon, 3 Feb 2020 at 10:00, Somebody wrote:\n{quoted}\n\n{body}"
            if chance.random() < 0.4:  # noqa: PLR2004 - a share
                body += "\n\n-- \nSomebody\nA house"
            kind = "text/plain; charset=utf-8"
            if chance.random() < 0.2:  # noqa: PLR2004 - a share
                part = f"--=_{number}"
                kind = f'multipart/alternative; boundary="=_{number}"'
                plain, html = f"Content-Type: text/plain\n\n{body}", f"Content-Type: text/html\n\n<p>{body}</p>"
                body = f"{part}\n{plain}\n{part}\n{html}\n{part}--"
            heads = f"Subject: {'Re: ' if above else ''}{subject}\nContent-Type: {kind}"
            out.write(
                f"From user{who}@example.org {at:%a %b %d %H:%M:%S %Y}\nFrom: User {who} <user{who}@example.org>\n"
                f"Date: {format_datetime(at)}\nMessage-ID: {key}\n{answers}{heads}\n\n{body}\n\n"
            )
            said.append((key, subject, " ".join(f"{before} {above}".split()[-5:])))
    return file


def _zulip(folder: Path, messages: int, chance: random.Random, words: list[str]) -> Path:
    """Ten channels; a topic has one to forty messages, each a paragraph or two, every tenth with code."""
    number, topic = 0, 0
    while number < messages:
        topic += 1
        rows = []
        for _ in range(chance.randint(1, 40)):
            number += 1
            text = f"<p>{' '.join(chance.choices(words, k=chance.randint(5, 60)))}</p>"
            if chance.random() < 0.1:  # noqa: PLR2004 - a share
                code = "".join(f'<span class="k">{word}</span> ' for word in words[:30])
                text += f"<pre><code>{code}</code></pre>"
            when = int((BEGAN + timedelta(minutes=number)).timestamp())
            name = f"Person {chance.randint(1, messages // 50 + 1)}"
            rows.append({"id": number, "sender_full_name": name, "timestamp": when, "content": text})
        channel = folder / "zulip" / f"{topic % 10}-channel{topic % 10}"
        channel.mkdir(parents=True, exist_ok=True)
        (channel / f"topic.20{topic}.json").write_text(json.dumps(rows))
    return folder / "zulip"


def _discourse(folder: Path, messages: int, chance: random.Random, words: list[str]) -> Path:
    """Write topics of one to twelve posts, cooked as HTML with a list and a quotation now and then."""
    number, topic = 0, 0
    (folder / "forum").mkdir()
    while number < messages:
        topic += 1
        posts = []
        for place in range(1, chance.randint(1, 12) + 1):
            number += 1
            cooked = f"<p>{' '.join(chance.choices(words, k=chance.randint(10, 150)))}</p>"
            if chance.random() < 0.2:  # noqa: PLR2004 - a share
                quoted = " ".join(chance.choices(words, k=20))
                cooked = (
                    f'<aside class="quote"><blockquote><p>{quoted}</p></blockquote></aside>{cooked}<ul><li>a</li></ul>'
                )
            who, when = chance.randint(1, messages // 12 + 1), (BEGAN + timedelta(minutes=number)).isoformat()
            posts.append(
                {"id": number, "post_number": place, "username": f"user{who}", "user_id": who, "created_at": when,
                 "updated_at": when, "version": 1, "cooked": cooked, "post_type": 1}
            )  # fmt: skip  # one row
        title = " ".join(chance.choices(words, k=7))
        content = {
            "id": topic,
            "title": title,
            "tags": [],
            "created_at": posts[0]["created_at"],
            "post_stream": {"posts": posts},
        }
        (folder / "forum" / f"{topic}.json").write_text(json.dumps(content))
    return folder / "forum"
