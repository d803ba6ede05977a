"""Who implements which port. The only place where two contexts that do not know each other meet."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.sqlite import shuffle
from groundswell.people import actions as people
from groundswell.people.letter import send_due_letter
from groundswell.people.ports import farewells, letter_sections
from groundswell.project.sweeps import SWEEPS
from groundswell.voices import ports as voices
from groundswell.voices.desk import letter
from groundswell.voices.desk.actions import ending
from groundswell.web.access import Access
from groundswell.web.ports import NavigationItem, navigation, start_panels


def wire() -> None:
    """Plug every implementation into its port."""
    SWEEPS.plug(send_due_letter)
    SWEEPS.plug(people.end_sessions_of_who_left)
    SWEEPS.plug(shuffle.nightly)
    voices.published.plug(ending.HandOverAnswers())
    SWEEPS.plug(ending.end_desks_of_the_departed)
    letter_sections.plug(letter.DeskLines())
    farewells.plug(letter.DeskFarewell())
    start_panels.plug(letter.HandOverPanel())
    navigation.plug(NavigationItem(_("Desk"), "desk", Access.READER, order=10, key="d"))  # type: ignore[arg-type]  # lazy
