"""Mailing lists as mbox files."""

import gzip
import io
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors import archives
from groundswell.connectors.archives import Archive
from groundswell.connectors.mbox import mails as taking_apart
from groundswell.connectors.mbox.mails import head_of
from groundswell.connectors.mbox.parse import Files
from groundswell.connectors.mbox.reading import mails as mails_of
from groundswell.questions.records import Item, Kind, Message


def mail(key: str, body: str = "Words.", *, who: str = "Ann <ann@example.org>", at: int = 1, **heads: str) -> str:
    said = {"From": who, "Date": f"Mon, 4 May 2026 10:{at:02}:00 +0000", "Message-ID": f"<{key}>", "Subject": "Help"}
    said |= {name.replace("_", "-"): value for name, value in heads.items()}
    lines = "".join(f"{name}: {value}\n" for name, value in said.items() if value)
    return f"From someone Mon May  4 10:00:00 2026\n{lines}\n{body}\n\n"


def archive(tmp_path: Path, *mails: str, name: str = "list.mbox") -> Archive:
    (tmp_path / name).write_text("".join(mails))
    return Archive(tmp_path / name)


def read(source: Archive, since: str = "") -> tuple[list[Item], list[Message]]:
    batches = list(Files(source).read(since))
    return [each for batch in batches for each in batch.items], [each for batch in batches for each in batch.messages]


def test_mails_belong_together_by_what_they_answer(tmp_path: Path) -> None:
    mails = (
        mail("a", Subject="[list] How?"),
        mail("b", who="Ben <ben@example.org>", at=2, In_Reply_To="<a>", Subject="Re: [list] How?"),
        mail("c", at=3, References="<a> <b>", Subject="AW: How?"),
        mail("d", at=4),
    )
    items, said = read(archive(tmp_path, *mails))
    assert [(each.key, each.title) for each in items] == [("a", "How?"), ("d", "Help")]
    assert [(each.key, each.item, each.kind) for each in said] == [
        ("a", "a", Kind.OPENING),
        ("b", "a", Kind.REPLY),
        ("c", "a", Kind.REPLY),
        ("d", "d", Kind.OPENING),
    ]


def test_mails_that_answer_one_that_is_not_here_are_one_thread(tmp_path: Path) -> None:
    items, said = read(archive(tmp_path, mail("c", at=3, References="<x> <b>"), mail("b", at=2, In_Reply_To="<x>")))
    assert {each.item for each in said} == {"x"}
    assert [(each.key, each.author, each.as_of) for each in items] == [("x", "ann@example.org", None)]
    assert items[0].opened_at == datetime(2026, 5, 4, 10, 2, tzinfo=UTC)


def test_a_reply_that_names_nothing_answers_the_last_mail_of_its_subject(tmp_path: Path) -> None:
    items, said = read(
        archive(tmp_path, mail("a"), mail("b", at=2, Subject="Re: Help"), mail("c", Subject="Re: Other"))
    )
    assert [(each.key, each.item) for each in said] == [("a", "a"), ("b", "a"), ("c", "c")]
    assert len(items) == 2


def test_mails_that_answer_each_other_in_a_ring_are_one_thread(tmp_path: Path) -> None:
    ring = (
        mail("b", In_Reply_To="<c>"),
        mail("a", In_Reply_To="<b>"),
        mail("c", In_Reply_To="<a>"),
        mail("d", In_Reply_To="<d>"),
    )
    items, said = read(archive(tmp_path, *ring))
    assert {each.key: each.item for each in said} == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert sorted(each.key for each in items) == ["a", "d"]


def test_what_is_quoted_and_signatures_are_left_out(tmp_path: Path) -> None:
    body = "On Mon, 4 May 2026 at 10:00, Ann wrote:\n> old\n> older\n\nNew.\n>From here\n\n-- \nBen\nACME"
    _items, (said,) = read(archive(tmp_path, mail("a", body)))
    assert said.text == "New.\nFrom here"


@pytest.mark.parametrize(
    "note",
    [
        "\t[[alternative HTML version deleted]]",
        "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <https://example.org/a.html>",
        "-------------- next part --------------\nA non-text attachment was scrubbed...\nName: a.png\nSize: 9\nUrl : x",
        "-------------- next part --------------\nSkipped content of type multipart/alternative",
    ],
)
def test_what_an_archive_says_it_took_out_is_nobodys_words(tmp_path: Path, note: str) -> None:
    _items, (said,) = read(archive(tmp_path, mail("a", f"New.\n\n{note}\n")))
    assert said.text == "New."


def test_a_patch_beside_the_words_stays(tmp_path: Path) -> None:
    body = "New.\n-------------- next part --------------\nIndex: a.c\n--- a.c\n+++ a.c"
    _items, (said,) = read(archive(tmp_path, mail("a", body)))
    assert said.text == body


@pytest.mark.parametrize(
    "heads",
    [
        {"Auto_Submitted": "auto-replied"},
        {"X_Autoreply": "yes"},
        {"Precedence": "auto_reply"},
        {"Subject": "Out of office: Help"},
        {"who": "MAILER-DAEMON@example.org"},
    ],
)
def test_an_automatic_reply_is_a_notice(tmp_path: Path, heads: dict[str, str]) -> None:
    automatic = mail("b", In_Reply_To="<a>", **heads)  # type: ignore[arg-type]  # `at` is not among them
    _items, said = read(archive(tmp_path, mail("a"), automatic))
    assert said[1].kind is Kind.NOTICE


def test_a_list_is_no_machine_because_it_says_that_it_is_a_list(tmp_path: Path) -> None:
    _items, (said,) = read(archive(tmp_path, mail("a", Precedence="list", Auto_Submitted="no")))
    assert said.kind is Kind.OPENING


def test_words_are_found_in_any_packing(tmp_path: Path) -> None:
    parts = (
        "--X\nContent-Type: text/html\n\n<p>no</p>\n"
        "--X\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nR3LDvMOfZQ==\n--X--"
    )
    mails = (
        mail(
            "a",
            "caf=E9 =\nau lait",
            Content_Type="text/plain; charset=iso-8859-1",
            Content_Transfer_Encoding="quoted-printable",
        ),
        mail("b", parts, Content_Type='multipart/alternative; boundary="X"'),
        mail("c", "<p>Hi <b>you</b></p>", Content_Type="text/html"),
        mail("d", "AAAA", Content_Type="image/png", Content_Transfer_Encoding="base64"),
        mail("e", f"see data:image/png;base64,{'A' * 100} here", Content_Type="text/plain; charset=nonsense"),
        mail("f", "QUJ!", Content_Transfer_Encoding="base64"),
    )
    _items, said = read(archive(tmp_path, *mails))
    assert [each.text for each in said][:5] == ["café au lait", "Grüße", "Hi you", "", "see [picture] here"]


def test_heads_are_read_in_any_spelling(tmp_path: Path) -> None:
    mails = (
        mail("a", who="=?utf-8?q?J=C3=B6rg?= <J@Example.org>", Subject="=?utf-8?b?R3LDvMOfZQ==?="),
        mail("b", who="ann at example.org (Ann Doe)", Date="nonsense"),
        mail("", who="", Date="", Subject=""),
    )
    items, said = read(archive(tmp_path, *mails))
    assert [each.title for each in items] == ["Grüße", "Help", "(no subject)"]
    assert [each.author for each in said] == ["j@example.org", "ann@example.org", "unknown"]
    assert said[1].written_at == datetime(2026, 5, 4, 10, tzinfo=UTC)
    assert said[2].key.startswith("without-id-")


def test_a_line_that_begins_like_a_mail_is_none(tmp_path: Path) -> None:
    _items, said = read(archive(tmp_path, mail("a", "Hello\n\nFrom Monday 10:00 on\nwe meet."), mail("b")))
    assert [each.key for each in said] == ["a", "b"]


@pytest.mark.parametrize("above", ["From ann@example.org", "From - ", "\ufeffFrom someone Mon May  4 10:00:00 2026"])
def test_a_mail_begins_with_an_address_alone_too_and_below_the_mark_of_utf_8(tmp_path: Path, above: str) -> None:
    _items, said = read(archive(tmp_path, above + mail("a")[len("From someone Mon May  4 10:00:00 2026") :], mail("b")))
    assert [each.key for each in said] == ["a", "b"]


def test_what_stands_above_the_first_mail_is_said(tmp_path: Path) -> None:
    source = archive(tmp_path, "From nobody knows when\nSubject: a\n\nHello\n\n", mail("b"))
    _items, said = read(source)
    assert [each.key for each in said] == ["b"]
    assert source.faults == [
        "list.mbox: what stands above its first mail was left out: its line “From ” says no moment."
    ]


def test_a_file_that_is_cut_off_brings_all_whole_mails_and_says_so(tmp_path: Path) -> None:
    whole = mail("a") + mail("b") + mail("c", "The end is\nmissing")
    for cut in (len(whole) - 6, len(mail("a") + mail("b")) + 80):
        (tmp_path / "cut.mbox").write_text(whole[:cut])
        source = Archive(tmp_path / "cut.mbox")
        _items, said = read(source)
        assert [each.key for each in said] == ["a", "b"]
        assert source.faults == ["cut.mbox: the last mail is cut off and was left out; all mails before it were read."]


def test_reading_goes_on_at_any_mail_and_threads_stay(tmp_path: Path) -> None:
    first, second = mail("a"), mail("b", In_Reply_To="<a>")
    _items, said = read(archive(tmp_path, first, second), since=f"list.mbox\t{len(first)}")
    assert [(each.key, each.item) for each in said] == [("b", "a")]


def test_a_folder_of_packed_months_is_one_archive(tmp_path: Path) -> None:
    (tmp_path / "2026-05.mbox.gz").write_bytes(gzip.compress(mail("a").encode()))
    (tmp_path / "2026-06.mbox").write_text(mail("b", In_Reply_To="<a>"))
    _items, said = read(Archive(tmp_path))
    assert [(each.key, each.item) for each in said] == [("a", "a"), ("b", "a")]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<html>", "a web page, not an mbox"),
        ("Hello\n", "This is no mbox"),
        ("From nobody knows when\nSubject: a\n\nHello\n", "No mail was found"),
        (mail("a").replace("\n", "\r"), "No mail was found"),
    ],
)
def test_what_is_no_mbox_is_said(tmp_path: Path, content: str, fault: str) -> None:
    source = archive(tmp_path, content)
    assert read(source) == ([], [])
    assert fault in source.faults[0]


def test_a_file_that_is_replaced_while_it_is_read_is_read_as_it_is_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "AT_ONCE", 1)
    (tmp_path / "1.mbox").write_text(mail("a"))
    (tmp_path / "2.mbox").write_text(mail("b") + mail("c"))
    batches = Files(Archive(tmp_path)).read("")
    assert [each.key for each in next(batches).messages] == ["a"]
    (tmp_path / "2.mbox").write_text(mail("b") + mail("longer", who="Ben <ben@example.org>") + mail("d"))
    said = [each for batch in batches for each in batch.messages]
    assert [(each.key, each.author) for each in said] == [
        ("b", "ann@example.org"),
        ("longer", "ben@example.org"),
        ("d", "ann@example.org"),
    ]


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mai", "may"]


@given(
    st.sampled_from(["", "Mon, ", "Mo, ", "mon, "]),
    st.tuples(st.integers(0, 32), st.sampled_from(MONTHS), st.sampled_from([1000, 1999, 2026, 26, 126, 2999])),
    st.tuples(st.integers(0, 24), st.integers(0, 60), st.integers(0, 60)),
    st.sampled_from(
        ["+0000", "-0000", "+0530", "-1130", "+1959", "+2400", "+0199", "GMT", "", "+0200 (CEST)", "+02:00"]
    ),
)
def test_a_date_is_read_as_the_standard_library_reads_it(
    weekday: str, day: tuple[int, str, int], time: tuple[int, int, int], zone: str
) -> None:
    said = f"{weekday}{day[0]} {day[1]} {day[2]} {time[0]:02}:{time[1]:02}:{time[2]:02} {zone}".strip()
    head = head_of(f"From a\nDate: {said}\n\n".encode())
    try:
        right = parsedate_to_datetime(said)
        wanted = (right if right.tzinfo else right.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        wanted = None
    assert head is not None
    assert head.at == wanted


BEGINNING = re.compile(rb"^From [^\n]{0,250}\d\d:\d\d[^\n]{0,60}\n(?=[!-9;-~]+:|>From )", re.MULTILINE)
PIECES = [
    "From ",
    "From a 10:00\n",
    "A: b\n",
    ">From ",
    "\n",
    "x",
    " ",
    "From x Mon 10:00:00 2026\n",
    "From: a\n",
    "\r\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_mails_begin_where_a_line_with_a_time_and_a_head_begin(text: str) -> None:
    content = f"From a 10:00\nA: b\n{text}".encode()
    lines = content.replace(b"\r\n", b"\n")
    starts = [match.start() for match in BEGINNING.finditer(lines)]
    wanted = [lines[one:two] for one, two in zip(starts, [*starts[1:], len(lines)], strict=True)]
    assert [raw.content for raw in mails_of(io.BytesIO(content), Archive(Path(__file__)))] == wanted


@pytest.mark.parametrize("charset", ["undefined", '"a\x00b"', "hex", "ü"])
def test_a_charset_that_is_none_costs_no_words(tmp_path: Path, charset: str) -> None:
    _items, said = read(archive(tmp_path, mail("a", Content_Type=f"text/plain; charset={charset}"), mail("b", at=2)))
    assert [each.text for each in said] == ["Words.", "Words."]


@pytest.mark.parametrize("subject", ["=?utf-8?b?abcde?=", "=?ü?q?=FF?=", "=?undefined?q?abc?="])
def test_a_subject_that_nobody_can_decode_stays_as_it_is(tmp_path: Path, subject: str) -> None:
    items, said = read(archive(tmp_path, mail("a", Subject=subject), mail("b", at=2)))
    assert items[0].title == subject
    assert len(said) == 2


_PIECES = st.sampled_from(
    [
        ">",
        "-",
        "--",
        "-- ",
        "---- x",
        "*From:",
        "From",
        "Von",
        "_De",
        " :",
        ":",
        "wrote:",
        "_" * 10,
        "Sent",
        "Gesendet",
        "a",
        "\n",
        " ",
    ]
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_no_sign_of_a_quotation_is_missed_at_the_first_glance(text: str) -> None:
    is_found = taking_apart._QUOTES.search(text) is not None
    assert taking_apart._may_quote(text) == is_found


def test_a_head_of_two_charsets_is_read_line_by_line(tmp_path: Path) -> None:
    begins, _end, rest = mail("a").encode().partition(b"Subject: Help")
    other = mail("b", who="Jörg <j@example.org>", Subject="Straße").encode()
    (tmp_path / "list.mbox").write_bytes(begins + "Subject: Größe".encode("latin-1") + rest + other)
    items, said = read(Archive(tmp_path / "list.mbox"))
    assert [each.title for each in items] == ["Größe", "Straße"]
    assert [each.author for each in said] == ["ann@example.org", "j@example.org"]


def test_writers_are_known_as_their_latest_mail_says_it(tmp_path: Path) -> None:
    mails = (mail("a", at=3, who="Late <ann@example.org>"), mail("b", at=1, who="Early <ann@example.org>"))
    (batch,) = Files(archive(tmp_path, *mails)).read("")
    assert [(each.name, each.as_of and each.as_of.minute) for each in batch.authors] == [("Late", 3)]
