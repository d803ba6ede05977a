"""What is like a question, where people were pointed to, and what comes again without a page."""

from datetime import timedelta

import pytest

from groundswell.connectors.markdown.pages import DocumentPage
from groundswell.kit import clock
from groundswell.questions import actions
from groundswell.questions.finding import find
from groundswell.questions.models import DocPage, Finding, Gap, Item, Message, Source
from groundswell.questions.queries import findings
from groundswell.questions.records import Kind
from groundswell.questions.records import Message as Said
from groundswell.questions.rules import pointing
from groundswell.questions.tests.conftest import author, topic
from groundswell.questions.tests.scene import asked_at, question, replied, told
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("noon")
PAGES = [
    DocumentPage("https://docs.org/upgrade", "Upgrading", "How to upgrade, and what to do when a migration stops."),
    DocumentPage("https://docs.org/themes", "Themes", "The dark theme."),
]


def asked(forum: Source, key: str, hours_ago: float, title: str, text: str) -> Item:
    opened = asked_at(hours_ago)
    address = f"https://forum.example.org/t/slug/{key}"
    opening = Said(key=f"{key}.0", item=key, author="ann", written_at=opened, text=text, kind=Kind.OPENING)
    told(forum, author("ann"), topic(key, opened_at=opened, title=title, address=address), opening)
    return Item.objects.get(source=forum, key=key)


def test_the_earlier_question_stands_beside_the_later_one_and_never_the_other_way(forum: Source) -> None:
    early = asked(forum, "1", 90, "Upgrade stops at a migration", "The upgrade stops.")
    late = asked(forum, "2", 9, "Upgrade stops at the migration", "My upgrade stops.")
    asked(forum, "3", 50, "Dark theme", "Is there one?")
    report = find()
    assert (report.asked, report.repeats) == (3, 1)
    beside = findings.beside(late)
    assert [item for item, _score in beside.earlier] == [early]
    assert beside.is_known
    assert findings.beside(early).earlier == ()


def test_what_waits_is_compared_anew_after_a_day_and_the_rest_once(forum: Source) -> None:
    question(forum, "1", 30)
    question(forum, "2", 30, resolved_at=clock.now())
    assert find().asked == 2
    assert find().asked == 0
    Finding.objects.update(found_at=clock.now() - timedelta(days=2))
    assert find().asked == 1


def test_a_thread_that_helpers_pointed_to_rises(forum: Source) -> None:
    asked(forum, "1", 900, "Queue grows", "The worker is stuck with mails of a course.")
    asked(forum, "2", 800, "Course mails", "Mails of the course are late.")
    first = asked(forum, "3", 700, "No mails any more", "Mails of a course are not sent.")
    replied(forum, first, "cat", 600, text="See https://forum.example.org/t/slug/1/4 for that.")
    late = asked(forum, "4", 10, "Mails stay away", "Mails of our course are not sent.")
    find()
    again = asked(forum, "5", 500, "Mails of the course do not come", "They are not sent.")
    replied(forum, again, "cat", 400, text="As in https://forum.example.org/t/slug/1, please.")
    Finding.objects.all().delete()
    find()
    keys = [Item.objects.get(id=key).key for key, *_scores in Finding.objects.get(item=late).earlier]
    assert keys.index("1") < keys.index("2"), "it has fewer of the words, and answered such a question before"


@pytest.mark.slow
def test_pages_stand_beside_and_what_has_none_and_comes_again_is_a_gap(forum: Source, organisation: Cast) -> None:
    actions.read_docs(address="https://docs.org", pages=PAGES)
    known = asked(forum, "0", 9, "upgrade migration", "when a migration stops")
    for key in "123":
        asked(forum, key, 20 + int(key), "Certificates expire", "Certificates of learners expire silently.")
    assert find().gaps == 1
    assert [page.title for page, _ in findings.beside(known).pages] == ["Upgrading"]
    (line,) = findings.gaps()
    assert {each.key for each in line.items} == {"1", "2", "3"}
    assert "certificat" in line.gap.words
    actions.close_gap(by=organisation.alice, gap=line.gap)
    Finding.objects.all().delete()
    find()
    assert findings.gaps() == [], "what was closed stays closed"
    asked(forum, "4", 1, "Certificates expire", "Certificates of learners expire silently.")
    find()
    assert len(findings.gaps()) == 1, "until it is asked anew"


def test_without_a_documentation_nothing_is_called_a_gap(forum: Source) -> None:
    for key in "123":
        asked(forum, key, 20, "Certificates expire", "Certificates of learners expire silently.")
    assert find().gaps == 0
    assert not Gap.objects.exists()


def test_a_documentation_is_read_again_without_doubling(db: None) -> None:
    assert actions.read_docs(address="https://docs.org/", pages=PAGES).new == 2
    taken = actions.read_docs(
        address="https://docs.org/", pages=[PAGES[0], DocumentPage("https://docs.org/x", "X", "y")]
    )
    assert (taken.new, taken.changed, taken.same, taken.gone) == (1, 0, 1, 1)
    assert DocPage.objects.count() == 2


def test_an_empty_installation_has_nothing_to_compare(db: None) -> None:
    assert not findings.is_comparing_due()
    assert find().asked == 0


def test_comparing_is_due_once_an_hour_where_something_is_new(forum: Source) -> None:
    question(forum, "1")
    assert findings.is_comparing_due()
    find()
    question(forum, "2")
    assert not findings.is_comparing_due()
    Finding.objects.update(found_at=clock.now() - timedelta(hours=2))
    assert findings.is_comparing_due()


def test_what_is_gone_is_in_no_text(forum: Source) -> None:
    item = question(forum)
    Message.objects.filter(item=item).update(gone_at=clock.now())
    assert find().asked == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("see https://f.org/t/slug/12.", 12),
        ("(https://f.org/t/slug/12/7?u=ann)", 12),
        ("<https://f.org/t/slug/12#post_3>", 12),
        ("https://f.org/t/slug", None),
        ("https://other.org/t/slug/12", None),
        ("no address", None),
    ],
)
def test_an_address_leads_to_its_thread(text: str, key: int | None) -> None:
    places = {"https://f.org/t/slug/12": 12}
    found = [pointing.led_to(each, places) for each in pointing.addresses(text)]
    assert next(iter(found), None) == key
