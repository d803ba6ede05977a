"""Each community and project has its own usual readers and channels, and they are used where something is published."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.people import actions as people
from groundswell.people.models import Person, Served
from groundswell.people.rules import Audience
from groundswell.register.models import Concern, Wording
from groundswell.register.queries.proposals import content_of
from groundswell.register.tests.conftest import keep_all

type Browsers = Callable[[Person], Client]
type Raise = Callable[..., Concern]


@pytest.fixture
def served(ada: Person) -> dict[str, Served]:
    """Return what the advocate serves, each with readers and channels of its own."""
    community, project = Served.Kind.COMMUNITY, Served.Kind.PROJECT
    return {
        name: people.serve(by=ada, kind=kind, name=name, default_audience=audience, channels=channels)
        for kind, name, audience, channels in (
            (community, "Harbour", Audience.PUBLIC, ("forum.example.org", "chat")),
            (project, "Beacon", Audience.ORGANISATION, ("#beacon",)),
            (project, "Quiet", Audience.ADVOCATE, ()),
        )
    }


def page_of(concern: Concern, name: str = "words") -> str:
    return reverse(f"register:{name}", args=["concern", concern.id])


@pytest.mark.parametrize(("name", "usual"), [("Harbour", "public"), ("Beacon", "organisation"), ("Quiet", "")])
def test_what_names_a_community_is_offered_to_its_usual_readers(
    client_of: Browsers, alice: Person, raised: Raise, served: dict[str, Served], *, name: str, usual: str
) -> None:
    form = client_of(alice).get(page_of(raised(f"Reviews of {name} wait"))).context["form"]
    assert (form.initial["about"], form.initial["audience"]) == (served[name], usual)


def test_what_names_two_is_offered_to_nobody_in_particular(
    client_of: Browsers, alice: Person, raised: Raise, served: dict[str, Served]
) -> None:
    form = client_of(alice).get(page_of(raised("Harbour waits for Beacon"))).context["form"]
    assert (form.initial["about"], form.initial["audience"]) == (None, "")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "usual"), [("Harbour", Audience.PUBLIC), ("Beacon", Audience.ORGANISATION)])
def test_without_readers_chosen_the_usual_ones_are_taken_and_its_channels_are_named(
    client_of: Browsers, alice: Person, raised: Raise, served: dict[str, Served], *, name: str, usual: Audience
) -> None:
    concern, browser = raised(), client_of(alice)
    told = {"title": "Reviews wait", "text": "", "reason": "Others have it too.", "about": served[name].id}
    assert browser.post(page_of(concern), told).status_code == 303
    wording = Wording.objects.get()
    assert wording.audience == usual
    keep_all(wording, alice)
    shown = browser.get(page_of(concern, "publication")).text
    assert all(channel in shown for channel in served[name].channels)
    out = browser.post(page_of(concern, "publish_words"), follow=True).text
    assert f"Say it where {name} talks, too: {', '.join(served[name].channels)}." in out


@pytest.mark.slow
def test_other_readers_can_be_chosen_and_the_page_says_that_they_are_others(
    client_of: Browsers, alice: Person, raised: Raise, served: dict[str, Served]
) -> None:
    concern, browser = raised(), client_of(alice)
    told = {"title": "Reviews wait", "reason": "So.", "about": served["Harbour"].id, "audience": "organisation"}
    browser.post(page_of(concern), told)
    assert Wording.objects.get().audience == Audience.ORGANISATION
    assert "This is for others." in browser.get(page_of(concern, "publication")).text
    again = browser.get(page_of(concern)).context["form"]
    assert (str(again.initial["about"]), again.initial["audience"]) == (str(served["Harbour"].id), "organisation")


@pytest.mark.parametrize("about", ["", "Quiet"])
def test_without_readers_and_without_usual_ones_they_are_asked_for(
    client_of: Browsers, alice: Person, raised: Raise, served: dict[str, Served], about: str
) -> None:
    told = {"title": "Reviews wait", "reason": "So.", "about": served[about].id if about else ""}
    answer = client_of(alice).post(page_of(raised()), told)
    assert answer.status_code == 422
    assert "Choose who can see it." in answer.text


def test_what_it_is_about_stays_with_the_words_and_goes_when_it_is_not_served_any_more(
    client_of: Browsers, alice: Person, raised: Raise, served: dict[str, Served]
) -> None:
    concern, browser = raised(), client_of(alice)
    told = {"title": "Reviews wait", "reason": "So.", "about": served["Beacon"].id}
    browser.post(page_of(concern), told)
    assert content_of(Wording.objects.get(), None).about == str(served["Beacon"].id)
    served["Beacon"].delete()
    assert browser.get(page_of(concern, "publication")).status_code == 200


def test_where_nothing_is_served_nothing_is_asked(client_of: Browsers, alice: Person, raised: Raise) -> None:
    assert "about" not in client_of(alice).get(page_of(raised())).context["form"].fields
