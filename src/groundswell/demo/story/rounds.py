"""A full round in sprint 256: everybody writes alone, then votes; the votes do not fall into groups."""

import random
from datetime import timedelta

from groundswell.demo.story.telling import Teller
from groundswell.people.models import Person
from groundswell.propositions.models import Round
from groundswell.propositions.rounds import actions, queries
from groundswell.propositions.rounds.actions import Known
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.rules.phases import Phase, Template, last_day
from groundswell.propositions.rounds.rules.sheets import Cast, Done, Vote
from groundswell.propositions.rounds.sweeps import rounds

TITLE = "What keeps internal epics moving?"
QUESTION = (
    "Each sprint an internal epic is planned, and the first client week takes its hours. What would have to be "
    "different, so that something moves every sprint? One thing is enough; half a thought is welcome."
)
# Who is not named has nothing to add, has no opinion, or cannot think about it now.
IDEAS = {
    "anouk": "Plan the internal epic first, and fit the client work around it.",
    "davi": "One person a cell is out of client work for a sprint, and it is someone else each time.",
    "jonas": "Count the hours an epic got, and show them in the sprint update.",
    "lina": "Smaller epics. Nobody can start something that needs three weeks.",
    "marek": "Say no to one client a quarter.",
    "bruno": "A fixed half day a week that no client can book.",
    "freya": "Let the management pay for it from their own budget, as a client would.",
    "hana": "Stop planning what we know we will not do.",
    "milo": "Whoever asks for the epic asks for the hours too.",
    "amir": "Nothing, as long as on-call is two people's work.",
    "greta": "Pair people from two cells on it: then each cell has a reason to protect it.",
    "nadia": "Treat a slipped epic like a slipped client date: somebody has to explain it.",
    "sven": "Do them in the week after a release, when nobody starts anything new anyway.",
    "ines": "I would fund one epic at a time, if I knew which one.",
}
# How many of ten would agree, and how many disagree.
STATEMENTS = (
    ("Something of an internal epic should move in every sprint.", 9, 0),
    ("An internal epic gets its hours before client work is planned.", 5, 4),
    ("One person a cell should be out of client work for a sprint, in turn.", 6, 2),
    ("A fixed half day a week should be closed to clients.", 7, 1),
    ("We should turn down one client a quarter.", 2, 6),
    ("The hours that an epic got should stand in every sprint update.", 8, 1),
    ("Epics should be cut until each fits into one sprint.", 7, 2),
    ("It is fine to plan an epic that we may not reach.", 1, 8),
    ("Epics should be paired across two cells.", 5, 2),
    ("Before on-call is shared fairly, nothing else helps.", 4, 4),
    ("Management should fund one epic at a time.", 6, 1),
    ("The week after a release belongs to internal work.", 5, 3),
)


def ideas_alone(teller: Teller) -> None:
    """Open the round, let everybody answer alone, and reveal."""
    with teller.on(256, 3, 13):
        found = actions.prepare_round(by=teller.advocate, prepared=Prepared(TITLE, QUESTION, Template.FULL))
        actions.open_round(by=teller.advocate, found=found, reason="It was put off for two sprints already.")
    dice = random.Random(256)  # noqa: S311 - a story that is the same each time
    with teller.on(256, 3, 17):
        for key, person in _here(teller):
            words = [IDEAS[key]] if key in IDEAS else []
            done = None if words else dice.choice(list(Done))
            actions.write_ideas(known=_known(person, Phase.IDEAS), ideas=words, done=done)
        rounds()


def statements_and_votes(teller: Teller) -> None:
    """Write statements from the ideas, and let everybody vote, most on everything."""
    found = Round.objects.get(title=TITLE)
    with teller.on(256, 4, 15, 30):
        for text, _agree, _disagree in STATEMENTS:
            actions.add_statement(by=teller.advocate, found=found, text=text)
        actions.move_round(by=teller.advocate, found=found, seen=Phase.CLARIFY)
    dice = random.Random(257)  # noqa: S311 - as above
    with teller.on(256, 4, 17):
        for _key, person in _here(teller)[1:]:
            known = _known(person, Phase.VOTES)
            for number, (_text, agree, disagree) in enumerate(STATEMENTS):
                if dice.random() < 0.93:  # noqa: PLR2004 - some leave some out
                    vote = dice.choices(list(Vote), [agree, disagree, 10 - agree - disagree])[0]
                    cast = Cast(vote, matters=dice.random() < 0.35)  # noqa: PLR2004 - as above
                    actions.vote(known=known, statement=number, cast=cast)


def what_it_says(teller: Teller) -> None:
    """Publish what may be shown, and give the proposition until the day after tomorrow."""
    with teller.on(256, 8, 19):
        rounds()
        found = Round.objects.get(title=TITLE)
        last = last_day(teller.days.today + timedelta(days=1), 2)
        actions.put_off_phase(by=teller.advocate, found=found, seen=Phase.PROPOSITION, closes_on=last)


def _here(teller: Teller) -> list[tuple[str, Person]]:
    return [(key, person) for key, person in teller.people.items() if person.left_on is None]


def _known(person: Person, phase: Phase) -> Known:
    found = Round.objects.get(title=TITLE)
    link = queries.link_of(person, found, phase)
    if link is None:
        raise LookupError(person.name)
    return actions.require_link(link, phase)
