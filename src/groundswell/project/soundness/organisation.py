"""The organisation: somebody looks after it, two can read, and its letter has a day and an hour."""

from django.conf import settings

from groundswell.people import queries
from groundswell.people.rules import Grant
from groundswell.project.soundness.finding import Finding, note
from groundswell.voices import queries as voices

NOBODY_READS = {
    Grant.ADVOCATE: "No advocate reads what people say.",
    Grant.ALTERNATE: "Nobody but the advocate reads what concerns the advocate.",
}


def inspect() -> list[Finding]:
    """Return what an operator still has to do before people can say something and the letter goes out."""
    if not queries.active_people().exists():
        return [note("Nobody belongs to this installation yet.", f"Begin with: {_add('administrator', 'YOU')}")]
    return [*_founded(), *_administrators(), *_roles(), *_desks(), *_time_zone()]


def _founded() -> list[Finding]:
    if queries.is_founded():
        return []
    remedy = (
        "An administrator names it on its pages (Letter, sprints, minutes), or: "
        f"{_add('administrator', 'YOU')} --organisation NAME"
    )
    return [note("The organisation has no name yet, and until then no weekly letter goes out.", remedy)]


def _administrators() -> list[Finding]:
    if queries.somebody_administers():
        return []
    return [note("Nobody can add people and give roles on the pages.", _add("administrator", "YOU"))]


def _roles() -> list[Finding]:
    here = {reader.grant for reader in queries.readers_today()}
    remedy = "/speak/ takes nothing until there are both: "
    return [
        note(sentence, f"{remedy}{_add(grant, 'NAME')}")
        for grant, sentence in NOBODY_READS.items()
        if grant not in here
    ]


def _desks() -> list[Finding]:
    names = [person.name for person in voices.readers_without_a_key()]
    remedy = f"They sign in, and choose a passphrase at {settings.BASE_URL}/desk/; nobody can do that for them."
    return [note(f"{name} has never opened the desk, and can be told nothing yet.", remedy) for name in names]


def _time_zone() -> list[Finding]:
    zones = set(queries.active_people().values_list("time_zone", flat=True))
    if settings.TIME_ZONE in zones:
        return []
    remedy = "Name the organisation's in GROUNDSWELL_TIME_ZONE, like Europe/Berlin."
    return [note(f"Days begin and the letter goes by {settings.TIME_ZONE}, where nobody of yours lives.", remedy)]


def _add(role: str, who: str) -> str:
    address = "EMAIL" if who == "NAME" else f"{who}@EXAMPLE.ORG"
    return f"groundswell people add {address} --name {who} --role {role} --data {settings.DATA_FOLDER}"
