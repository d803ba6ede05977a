"""Who Saltmarsh is: three cells, 24 people, and two who left."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from groundswell.demo.story.calendar import FIRST_SPRINT
from groundswell.demo.story.telling import Teller
from groundswell.kit import clock
from groundswell.kit.seal.passphrase import Cost
from groundswell.people import actions
from groundswell.people.models import Role, RoleAssignment, Served
from groundswell.people.rules import Grant
from groundswell.voices.desk.actions import keys
from groundswell.voices.desk.unlocked import Unlocked

ORGANISATION = "Saltmarsh"
NEWCOMER = "yuki"
DESK_COST = Cost.FULL


@dataclass(frozen=True)
class Persona:
    """Somebody of the demo. `about` is the sentence on the page where visitors choose who to be."""

    key: str
    name: str
    cell: str = ""
    about: str = ""
    hours: int = 35
    zone: str = "Europe/Berlin"


PERSONAS = (
    Persona("anouk", "Anouk Berg", "Heron", "plans the sprints of Heron, and has no sprint without a surprise"),
    Persona("davi", "Davi Moreno", "Heron", "likes firm cells, and says why", 40, "America/Sao_Paulo"),
    Persona("esi", "Esi Owusu", "Heron", "looks after the people of Heron, one hour a sprint", 30, "Africa/Accra"),
    Persona("jonas", "Jonas Feld", "Heron", "took over most of what Maren did in the cell"),
    Persona("lina", "Lina Sato", "Heron", "reads everything, writes seldom", 25),
    Persona("marek", "Marek Zielny", "Heron", "keeps the release of Heron's largest client alive", 40, "Europe/Warsaw"),
    Persona("tara", "Tara Quinn", "Heron", "is back from leave, part of the week", 20, "Europe/Dublin"),
    Persona("bruno", "Bruno Alves", "Kestrel", "wrote the release script", 40, "Europe/Lisbon"),
    Persona("chidi", "Chidi Eze", "Kestrel", "firefighter: first answer to the Harbour community", 35, "Africa/Lagos"),
    Persona("freya", "Freya Dahl", "Kestrel", "asked how many hours this needs", 35, "Europe/Copenhagen"),
    Persona("hana", "Hana Kovar", "Kestrel", "writes mails rather than forms", 35, "Europe/Prague"),
    Persona("milo", "Milo Grant", "Kestrel", "wants problems fixed, and no forms", 30),
    Persona("rosa", "Rosa Iversen", "Kestrel", "was community liaison, and is handing it over", 40, "Europe/Oslo"),
    Persona("yuki", "Yuki Aro", "Kestrel", "joined last week: the newcomer", 35, "Asia/Tokyo"),
    Persona("amir", "Amir Haddad", "Plover", "does two people's on-call", 40),
    Persona("greta", "Greta Nowak", "Plover", "asks the questions that make a proposal better", 30, "Europe/Warsaw"),
    Persona("kofi", "Kofi Asare", "Plover", "looks after the people of Plover", 30, "Africa/Accra"),
    Persona("nadia", "Nadia Petrov", "Plover", "keeps estimates, and sees them read as promises", 35, "Europe/Sofia"),
    Persona("oskar", "Oskar Lind", "Plover", "the alternate: elected, and not the advocate", 30, "Europe/Stockholm"),
    Persona("sven", "Sven Ruud", "Plover", "runs the staging server", 40, "Europe/Oslo"),
    Persona("ines", "Ines Vaal", "", "management: in no cell, and a member like everybody", 40),
    Persona("tomas", "Tomas Reuter", "", "planner: gives the advocate hours", 35),
    Persona("maren", "Maren Holt", "Heron", "the advocate: reads, answers, writes it up", 35),
    Persona("pia", "Pia Kern", "", "administrator: runs the server, reads nothing sealed", 30),
)
LEFT = (Persona("leo", "Leo Marsh", "Heron"), Persona("wim", "Wim Daal", "Plover"))

ROLES = (
    (
        "Community liaison",
        ("rosa",),
        16,
        ("answer for us in the Harbour forum", "keep the notes of the community meeting"),
    ),
    ("Firefighter", ("chidi", "sven"), 2, ("first answer to community questions", "urgent client tickets")),
    ("Sprint manager", ("anouk", "bruno", "nadia"), 4, ("plan the sprint of the cell", "run the retrospective")),
    ("Managing director", ("ines",), 0, ("contracts and the money", "look after the people of the company")),
)
GRANTS = {
    Grant.ADVOCATE: (
        ("maren",),
        21,
        ("keep internal epics moving", "gather problems and ideas", "look after the people"),
    ),
    Grant.ALTERNATE: (("oskar",), 2, ("read what concerns the advocate",)),
    Grant.PLANNER: (("tomas",), 8, ("plan epics and hours",)),
    Grant.ADMINISTRATOR: (("pia",), 4, ("run the server",)),
    Grant.REFERRER: (("esi", "rosa", "kofi"), 2, ("look after the people of the cell", "watch hours over plan")),
}
PASSPHRASES = {"maren": "seven herons wait for low water", "oskar": "the plover counts every second stone"}


def found(teller: Teller) -> None:
    """Found Saltmarsh, with its cells, people and roles."""
    with teller.on(FIRST_SPRINT, 1, 8):
        first = clock.today()
        actions.found(by=None, name=ORGANISATION, first_sprint_on=first, first_sprint_number=FIRST_SPRINT)
        for name in ("Heron", "Kestrel", "Plover"):
            teller.cells[name] = actions.open_cell(by=None, name=name)
        for persona in (*PERSONAS, *LEFT):
            if persona.key != NEWCOMER:
                _join(teller, persona)
        _give_roles(teller)
        pia = teller.people["pia"]
        actions.serve(by=pia, kind=Served.Kind.COMMUNITY, name="Harbour community", channels=("forum", "chat"))
        actions.serve(by=pia, kind=Served.Kind.PROJECT, name="Tideline")


def leave(teller: Teller, key: str) -> None:
    """Let somebody leave, today."""
    actions.leave(by=teller.people["pia"], person=teller.people[key])


def open_desks(teller: Teller) -> None:
    """Open the two desks, so that there is somebody to speak to."""
    with teller.on(FIRST_SPRINT, 1, 9):
        for key, words in PASSPHRASES.items():
            opened = keys.set_up(reader=teller.people[key], words=words, cost=DESK_COST)
            teller.desks[key] = Unlocked(teller.people[key], opened.pairs)
            teller.passphrases[key] = words
            if opened.recovery is not None:
                keys.keep_recovery(reader=teller.people[key], recovery=opened.recovery)
                teller.recovery_keys[key] = opened.recovery.text


def a_new_sprint(teller: Teller) -> None:
    """Let somebody join, take the advocate out of the cell, and hand the liaison over with an overlap of one sprint."""
    with teller.on(256, 1, 9):
        _join(teller, next(each for each in PERSONAS if each.key == NEWCOMER))
        pia, maren, rosa = (teller.people[key] for key in ("pia", "maren", "rosa"))
        actions.move_to_cell(by=pia, person=maren, cell=None)
        liaison = Role.objects.get(name="Community liaison")
        actions.assign_role(by=pia, role=liaison, person=maren)
        held = RoleAssignment.objects.get(role=liaison, person=rosa)
        actions.end_role(by=pia, assignment=held, day=clock.today() + timedelta(days=14))


def _join(teller: Teller, persona: Persona) -> None:
    person = actions.add_person(
        by=None,
        name=persona.name,
        email=f"{persona.key}@saltmarsh.example",
        weekly_hours=Decimal(persona.hours),
        time_zone=persona.zone,
    )
    teller.people[persona.key] = person
    if persona.cell:
        actions.move_to_cell(by=None, person=person, cell=teller.cells[persona.cell])


def _give_roles(teller: Teller) -> None:
    for grant, (holders, hours, duties) in GRANTS.items():
        role = actions.standard_role(grant)
        actions.change_role(by=None, role=role, name=role.name, duties=duties, hours_per_sprint=Decimal(hours))
        for who in holders:
            actions.assign_role(by=None, role=role, person=teller.people[who])
    for name, holders, hours, duties in ROLES:
        role = actions.make_role(by=None, name=name, duties=duties, hours_per_sprint=Decimal(hours) or None)
        for who in holders:
            actions.assign_role(by=None, role=role, person=teller.people[who])
