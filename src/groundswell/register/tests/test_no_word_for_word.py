"""Words that an author sealed stand in nothing that the desk writes beside an item, or notes under it."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.people.rules import Audience
from groundswell.register import actions, policy
from groundswell.register.actions import SourceRef
from groundswell.register.models import Change, Concern, Fit, Idea, Measure, Merge, Perspective
from groundswell.register.queries import concern as queries
from groundswell.register.tests.conftest import TITLE
from groundswell.voices.desk.tests.conftest import SECRET, Desk, alices, ottos, say, set_up

__all__ = ["alices", "ottos", "set_up"]
COPIED = f"I was told: {SECRET}"


def out(concern: Concern, audience: Audience) -> Concern:
    """Put a concern before an audience, as if its authors had agreed."""
    Concern.objects.filter(id=concern.id).update(audience=audience, audience_key=audience.value)
    return Concern.objects.get(id=concern.id)


@pytest.fixture
def browser(alices: Desk) -> Client:
    """Return the advocate's browser, with the desk unlocked."""
    return alices.open().client


@pytest.fixture
def concern(alices: Desk) -> Concern:
    """Return a concern that everybody reads, with a sealed voice behind it."""
    return out(
        actions.raise_concern(by=alices.reader, title=TITLE, sources=[SourceRef.voice(say(alices).voice)]),
        Audience.ORGANISATION,
    )


def told_in_the_log_of(concern: Concern) -> list[str]:
    return [each.reason for each in Change.objects.filter(item=concern.id)]


@pytest.mark.slow
def test_not_in_the_reason_of_a_step_or_of_a_change_of_readers(browser: Client, concern: Concern) -> None:
    for page, said in (
        (reverse("register:move_concern", args=[concern.id]), {"to": "looked_at"}),
        (reverse("register:readers", args=["concern", concern.id]), {"audience": "advocate"}),
    ):
        refused = browser.post(page, {**said, "reason": COPIED, "pointer": "", "kept": "It is all right."})
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Five words in a row" in refused.text
    assert SECRET not in " ".join(told_in_the_log_of(concern))


@pytest.mark.slow
def test_not_in_a_judgement_and_not_in_the_reason_of_a_merge(browser: Client, alices: Desk, concern: Concern) -> None:
    idea = actions.note_idea(by=alices.reader, title="Take turns", concern=concern)
    page = reverse("register:fit", args=[concern.id, idea.id])
    judged = browser.post(page, {"fit": "helps", "condition": "", "note": COPIED, "kept": "It is all right."})
    assert judged.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    other = actions.raise_concern(by=alices.reader, title="Reviews wait")
    page = reverse("register:merge", args=[other.id])
    merged = browser.post(page, {"survivor": concern.id, "reason": COPIED, "kept": "It is all right."})
    assert merged.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Fit.objects.get().note == ""
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    ("page", "kind"), [("note_idea", Idea), ("note_measure", Measure), ("note_perspective", Perspective)]
)
def test_not_in_what_is_noted_under_it(
    browser: Client, concern: Concern, page: str, kind: type[Idea | Measure | Perspective]
) -> None:
    said = {"title": "Ask them", "position": COPIED, "text": COPIED, "audience": "me"}
    refused = browser.post(reverse(f"register:{page}", args=[concern.id]), said)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not kind.objects.exists()


def test_the_desk_counts_no_source_of_a_duplicate_that_it_does_not_read(alices: Desk, ottos: Desk) -> None:
    both, kept = say(alices, ottos).voice, say(ottos).voice
    stands = out(
        actions.raise_concern(by=ottos.reader, title=TITLE, sources=[SourceRef.voice(both)]), Audience.ORGANISATION
    )
    hidden = actions.raise_concern(by=ottos.reader, title="Kept", sources=[SourceRef.voice(kept)])
    actions.merge_concerns(by=ottos.reader, duplicate=hidden, survivor=stands, reason="The same.")

    def counted(desk: Desk) -> list[int | None]:
        return [line.exactly for line in queries.page_of(stands, policy.reading_of(desk.reader)).sources]

    assert (counted(alices), counted(ottos)) == ([1], [2])
