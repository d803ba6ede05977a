"""Of a private mailbox or channel only those read who answer; what all of us see names nothing of it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.questions import actions
from groundswell.questions.letter import Unanswered
from groundswell.questions.models import Finding, Gap, Item, Source
from groundswell.questions.queries import between, figures, findings, queue, readers, working
from groundswell.questions.queries.figures import Asking
from groundswell.questions.rules.lists import Filters, Lists
from groundswell.questions.rules.turns import BY_LINK
from groundswell.questions.tests.scene import question
from tests.cast import Cast

type ClientOf = Callable[[Person], Client]
CANARY = "Zqtitlevogel"

pytestmark = [pytest.mark.usefixtures("noon"), pytest.mark.django_db]


@pytest.fixture
def asked(organisation: Cast) -> Item:
    """Return a question in a mailbox that nobody called public."""
    del organisation
    box = Source.objects.create(name="Support mail", kind="imap")
    found = question(box, "m", title=CANARY, labels=("zqlabel",))
    Finding.objects.create(item=found, found_at=clock.now())
    Gap.objects.create(first=found, items=[found.id], words=["zqword"], found_on=clock.today())
    return found


PAGES = (
    "/questions/", "/questions/?list=silent", "/questions/?words=zqtitlevogel", "/questions/box/", "/questions/mine/",
    "/questions/handed/", "/questions/gaps/", "/questions/figures/", "/questions/figures/asked/", "/evidence/", "/",
)  # fmt: skip  # names read better in rows


def test_a_member_who_does_not_answer_meets_nothing_of_a_private_source(
    asked: Item, forum: Source, organisation: Cast, client_of: ClientOf
) -> None:
    question(forum, "open")
    actions.hand_off(by=organisation.alice, item=asked, team="Docs")
    actions.undo_hand_off(by=organisation.alice, hand_off=asked.hand_offs.get())
    bob = client_of(organisation.bob)
    for page in PAGES:
        told = bob.get(page, follow=True).content.decode()
        assert CANARY not in told.replace('value="zqtitlevogel"', ""), page
        assert "Support mail" not in told, page
        assert "zqlabel" not in told, page
    assert "open" in bob.get("/questions/").content.decode()
    for act in ("item", "take", "spend", "estimate", "again", "escalate"):
        found = reverse(f"questions:{act}", args=[asked.id])
        assert (bob.get(found) if act in {"item", "again"} else bob.post(found)).status_code == 404, act
    assert str(asked.id) not in bob.get("/questions/figures/export/?form=csv").content.decode().split()


def test_whoever_answers_reads_all_of_it(asked: Item, organisation: Cast, client_of: ClientOf) -> None:
    fire = people.make_role(by=None, name="Firefighter of cell two", duties=[])
    people.assign_role(by=None, role=fire, person=organisation.charlie, from_on=clock.today())
    for person in (organisation.alice, organisation.charlie):
        told = client_of(person).get("/questions/").content.decode()
        assert CANARY in told
        assert "Support mail" in told
        page = client_of(person).get(reverse("questions:item", args=[asked.id])).content.decode()
        assert "advocates, firefighters and liaisons" in page
    people.leave(by=organisation.ada, person=organisation.charlie, day=clock.today())
    assert not readers.answers(Person.objects.get(id=organisation.charlie.id))


def test_whoever_is_asked_to_take_it_reads_it_until_they_say_no(
    asked: Item, organisation: Cast, client_of: ClientOf
) -> None:
    page, dana = reverse("questions:item", args=[asked.id]), organisation.dana
    assert client_of(dana).get(page).status_code == 404
    made = actions.hand_off(by=organisation.alice, item=asked, person=dana)
    assert CANARY in client_of(dana).get(page).content.decode()
    assert client_of(organisation.bob).get(page).status_code == 404
    actions.decline_hand_off(by=dana, hand_off=made)
    assert client_of(dana).get(page).status_code == 404


def test_the_weekly_letter_names_only_what_all_of_us_may_read(asked: Item, forum: Source, organisation: Cast) -> None:
    del asked
    for person in (organisation.alice, organisation.bob):
        assert list(Unanswered().lines(person, None, clock.today())) == []
    question(forum, "open", title="How is it restarted?")
    lines = "\n".join(Unanswered().lines(organisation.alice, None, clock.today()))
    assert "1 question from outside waits" in lines
    assert "restarted" in lines
    assert CANARY not in lines


def test_every_count_of_a_reader_is_the_size_of_their_list(asked: Item, forum: Source, organisation: Cast) -> None:
    open_one = question(forum, "open")
    for person, many in ((organisation.alice, 2), (organisation.bob, 1)):
        for which, count in queue.counts(reader=person).items():
            assert count == queue.listed(which, reader=person).count()
        assert queue.unanswered_now(person) == many
        assert len(queue.page_of(Lists.UNANSWERED, Filters(), 1, person)[0]) == many
        assert len(figures.asked(Asking(reader=person))) == many
        assert len(working.box_for(person).box.places) == many
    assert queue.listed(Lists.UNANSWERED).get() == open_one, "of nobody in particular: what all of us may read"
    assert between.asked_between(clock.today().replace(day=1), clock.today()) == [open_one]
    assert [line.gap.first_id for line in findings.gaps(organisation.alice)] == [asked.id]
    assert findings.gaps(organisation.bob) == []


def test_what_is_followed_by_its_link_was_written_here_for_all_of_us(organisation: Cast) -> None:
    actions.track(by=organisation.bob, address="https://chat.example.org/archives/1", title="Which port is it?")
    assert Source.objects.get().kind == BY_LINK
    assert queue.unanswered_now(organisation.charlie) == 1
