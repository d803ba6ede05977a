"""Every mail that a program can write is read, and says what was left out of it."""

import email
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.connectors.mailbox.reading import Mail, read
from groundswell.connectors.mailbox.tests.mails import mail


def of(body: bytes, **headers: str) -> Mail:
    lines = {"From": "bob@example.org", "Message-ID": "<1@x>", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return read("".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode() + b"\r\n" + body)


def test_ten_nested_parts_give_their_words() -> None:
    part: MIMEMultipart | MIMEText = MIMEText("The words inside.")
    for _ in range(10):
        around = MIMEMultipart()
        around.attach(part)
        part = around
    part["From"] = "bob@example.org"
    assert read(part.as_bytes()).words == "The words inside."


@pytest.mark.slow
@pytest.mark.parametrize("depth", [500, 5_000])
def test_parts_nested_without_end_are_read_or_said_to_be_unreadable(depth: int) -> None:
    body = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number) for number in range(depth)
    )
    found = read(
        b"From: bob@example.org\r\nMessage-ID: <1@x>\r\n" + body + b"Content-Type: text/plain\r\n\r\nhello\r\n"
    )
    assert (found.sender, found.delivery) == ("bob@example.org", "<1@x>")
    assert found.words in {"hello", "(The words of this mail could not be read.)"}


@pytest.mark.parametrize(
    ("charset", "content", "says"),
    [
        ("utf-8", "müde".encode(), "müde"),
        ("iso-8859-1", "müde".encode("latin-1"), "müde"),
        ("utf-8", "müde".encode("latin-1"), "müde"),
        ("x-no-such-charset", "müde".encode(), "müde"),
        ("x-no-such-charset", "müde".encode("cp1252"), "müde"),
        ("utf-16", "müde".encode("utf-16"), "müde"),
        ("shift_jis", "疲れた".encode("shift_jis"), "疲れた"),
    ],
)
def test_a_broken_charset_still_gives_words(charset: str, content: bytes, says: str) -> None:
    assert of(content, Content_Type=f'text/plain; charset="{charset}"', Content_Transfer_Encoding="8bit").words == says


def test_a_mail_of_html_alone_is_read_without_its_quotation() -> None:
    html = (
        b"<div>Client work <b>eats</b> us.</div><ul><li>one</li><li>two</li></ul>"
        b'<div class="gmail_quote"><div>On Monday Alice wrote:</div><blockquote>How are you?</blockquote></div>'
    )
    assert of(html, Content_Type="text/html").words == "Client work eats us.\n\n• one\n• two"


def test_of_two_versions_the_plain_one_is_read() -> None:
    found = EmailMessage()
    found["From"] = "bob@example.org"
    found.set_content("plain")
    found.add_alternative("<p>html</p>", subtype="html")
    assert read(found.as_bytes()).words == "plain"


def test_attachments_are_dropped_with_a_note() -> None:
    found = EmailMessage()
    found["From"] = "bob@example.org"
    found.set_content("See the picture.")
    found.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    found.add_attachment("text in a file", filename="notes.txt")
    assert read(found.as_bytes()).words == "See the picture.\n\n(2 attachments were not kept.)"


def test_a_forwarded_mail_in_a_part_is_an_attachment() -> None:
    found = EmailMessage()
    found["From"] = "bob@example.org"
    found.set_content("Look at this.")
    found.add_attachment(email.message_from_bytes(mail("not my words"), policy=email.policy.default))
    assert read(found.as_bytes()).words == "Look at this.\n\n(1 attachment was not kept.)"


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("image/png", "(This mail held no words.)\n\n(1 attachment was not kept.)"),
        ("multipart/encrypted; boundary=b", "(This mail is encrypted, so its words could not be read.)"),
    ],
)
def test_a_mail_without_words_says_so(kind: str, says: str) -> None:
    assert of(b"", Content_Type=kind).words == says


@pytest.mark.slow
def test_five_megabytes_are_read() -> None:
    assert len(of(b"word " * 1_000_000, Content_Type="text/plain").words) > 4_900_000


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Releases", "Releases\n\nThey hurt."),
        ("Re: your question", "They hurt."),
        ("AW: Frage", "They hurt."),
        ("They hurt", "They hurt."),
        ("=?utf-8?q?M=C3=BCde?=", "Müde\n\nThey hurt."),
        ("=?no-such?q?M=FCde?=", "Müde\n\nThey hurt."),
        ("", "They hurt."),
    ],
)
def test_a_subject_of_its_own_belongs_to_the_words(subject: str, words: str) -> None:
    assert of(b"They hurt.\r\n", Subject=subject).words == words


def test_a_subject_alone_is_enough() -> None:
    assert of(b"", Subject="I want to talk").words == "I want to talk"


def test_softly_wrapped_lines_are_whole_again() -> None:
    body = b"One sentence that \r\nwas wrapped.\r\nAnother.\r\n-- \r\nBob\r\n"
    assert of(body, Content_Type="text/plain; format=flowed").words == "One sentence that was wrapped.\nAnother."


@pytest.mark.parametrize(
    ("named", "sender"),
    [
        ("Bob <Bob@Example.org>", "bob@example.org"),
        ('"alice@example.org" <bob@example.org>', "bob@example.org"),
        ("bob@example.org, alice@example.org", ""),
        ("undisclosed", ""),
        ("", ""),
    ],
)
def test_the_sender_is_one_address_or_nobody(named: str, sender: str) -> None:
    assert of(b"x", From=named).sender == sender


def test_a_mail_with_two_senders_has_none() -> None:
    assert read(b"From: bob@example.org\r\nFrom: alice@example.org\r\n\r\nx").sender == ""


@pytest.mark.slow
@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_the_reader(content: bytes) -> None:
    found = read(content)
    assert found.words
    assert "\0" not in found.words
    assert found.delivery


@pytest.mark.slow
@given(st.text(alphabet='abc \n->:;=/"<>@.multipartextboundary', max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_reader(content: str) -> None:
    head = "From: bob@example.org\nContent-Type: multipart/mixed; boundary=b\n"
    assert read(f"{head}{content}\n\n--b\n{content}\n--b--".encode()).words
