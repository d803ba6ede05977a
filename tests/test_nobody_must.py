"""Nine things that no member must do (O8): form, task, podcast, pull request, budget, survey, checklist, post, video.

Two looks. One walks from a sentence to "yes, this helped", and then counts what of the nine stands in the tables. The
other sends every form on the pages of a member with nothing filled in: it is taken, or asks for one thing alone.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from groundswell.people.models import Person
from groundswell.register.models import Concern
from groundswell.register.rules.concerns import State
from groundswell.register.tests.conftest import Desks, desks, move, raised
from groundswell.voices import actions as voices
from groundswell.voices.models import Voice
from groundswell.voices.tests.test_speak_page import send
from groundswell.voices.tests.test_thread_page import fill, open_by
from tests.routes import objects
from tests.routes.stage import Stage, set_up, taken_back
from tests.routes.things import Thing
from tests.routes.walk import Route
from tests.test_routes import FOR_MEMBERS, ask
from tests.visitors import Answer, Form

__all__ = ["desks", "raised"]

# Where each of the nine would stand, had somebody been made to do it.
NINE = {
    "a form": ["talks.Talk", "register.Perspective", "checkins.Referral"],
    "a task": ["epics.Ticket", "epics.Offer", "talks.ActionItem"],
    "a podcast": ["teaching.Piece", "talks.Recording"],
    "a pull request": ["sending.Sending", "teaching.Step"],
    "a budget request": ["hours.FundingLine", "hours.Grant", "hours.Entry"],
    "a survey": ["checkins.Answer", "propositions.ReviewAsk"],
    "a checklist": ["teaching.Duty", "teaching.Run", "teaching.Permission"],
    "a public post": ["register.Idea", "talks.Quote", "teaching.Event"],
    "a video": ["talks.Meeting", "talks.SpokenPart"],
}


@pytest.fixture
def helped(desks: Desks, client: Client, alice: Person, raised: Callable[..., Concern]) -> Concern:
    """Return the concern of somebody who typed one sentence and pressed two buttons, and nothing else."""
    receipt = send(client, text="The build is slow.", now="yes").receipt
    voice = Voice.objects.get()
    concern = move(raised(voices=(voice.id,)), State.FIXED, by=alice)
    voices.reader_writes(voice_id=voice.id, unlocked=desks.alice, text="It is fixed since Monday.")
    page = open_by(client, receipt)
    assert "It is fixed since Monday." in page.words
    assert fill(client, page.form("helped"), helped="yes").status < 400
    return Concern.objects.get(id=concern.id)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("thing", NINE)
def test_from_a_sentence_to_this_helped_nobody_did(helped: Concern, thing: str) -> None:
    assert helped.state == State.CONFIRMED
    for name in NINE[thing]:
        assert not apps.get_model(name).objects.exists(), name
    assert not Voice.objects.exclude(audience="").exists()


# ---------------------------------------------------------------- every form, with nothing filled in

# Forms that ask for two things, and why; nobody has to send any of them.
ASKS_FOR_TWO = {
    "rounds:give_reason": "a reason is for one of two sides: voting needs none",
    "epics:hold": "a cell holds an epic, for one of few reasons: nobody has to",
    "hours:entry": "a day and how long, of what one logged oneself: both stand there already",
}


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Set everything up once; each form that is sent is taken back."""
    del django_db_setup
    with django_db_blocker.unblock(), taken_back():
        made = set_up()
        objects.make_all(made)
        yield made


HIDDEN = re.compile(r'<input[^>]*type="(?:hidden|password)"[^>]*name="([^"]+)"')
PROBLEMS = re.compile(r'<div class="problems".*?</div>', re.DOTALL)
ABOUT = re.compile(r'<a href="#([^"]+)"')


def emptied(form: Form, html: str, **typed: str) -> dict[str, list[str]]:
    """Return what is sent when nothing is typed: what stands hidden in the form, the choices as they are, a button."""
    hidden, sent = set(HIDDEN.findall(html)), dict[str, list[str]]()
    for name, value in form.fields:
        sent.setdefault(name, []).append(value if name in hidden or name in form.choices else "")
    for name, value in form.buttons[:1]:
        sent[name] = [value]
    return sent | {name: [value] for name, value in typed.items()}


def demanded(page: str) -> set[str]:
    """Return the ids of what a refused form asks for."""
    return {each for block in PROBLEMS.findall(page) for each in ABOUT.findall(block)}


def post(browser: Client, form: Form, path: str, sent: dict[str, list[str]]) -> tuple[int, str]:
    """Send a form, and take back whatever it did."""
    with transaction.atomic(), transaction.atomic(using="keyring"):
        answer = browser.post(form.action or path, sent)
        for alias in ("default", "keyring"):
            transaction.set_rollback(True, using=alias)
    return answer.status_code, answer.content.decode(errors="replace")


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("route", FOR_MEMBERS, ids=str)
def test_a_form_of_a_member_is_taken_empty_or_asks_for_one_thing(route: Route, stage: Stage) -> None:
    things = objects.things_of(route, stage) if route.parameters else [Thing({})]
    for thing in things:
        path = route.path(thing.arguments) + objects.query_of(route, stage)
        html = ask(stage.browser("bob"), "GET", path).content.decode(errors="replace")
        for form in Answer(path, 200, [], html).forms:
            if form.method != "POST" or form.action.startswith("/accounts/"):
                continue
            status, page = post(stage.browser("bob"), form, path, emptied(form, html))
            assert status not in {400, 500}, f"{path}: {form.action} {status}"
            asked = demanded(page) if status == 422 else set()
            told = f"{path}: {form.action or path} asks for {sorted(asked)}"
            assert len(asked) <= (2 if route.name in ASKS_FOR_TWO else 1), told
