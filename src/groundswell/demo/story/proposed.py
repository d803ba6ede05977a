"""Sprint 256: the thread becomes a proposition in parts, everybody is asked once, and it is decided in two steps."""

from datetime import timedelta
from decimal import Decimal

from groundswell.demo.story.telling import ORDINARY_HERE, Teller
from groundswell.kit import clock
from groundswell.people.models import Role
from groundswell.propositions.models import Part, Proposition, ReviewAsk
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.actions import PartWords
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.propositions.proposing.rules.reviews import Answer, Ended
from groundswell.propositions.proposing.rules.sides import Heard

TITLE = "One advocate outside the cells, with hours of their own"
NEED = (
    "Client work wins every week, so what would relieve everybody stays on hold. The roles that look after people have "
    "no hours and sit inside the cell whose pressure they should relieve. And the more of us there are, the less a "
    "thread comes to an end: this one had nineteen posts, and these three parts answer all of them."
)
PARTS = (
    PartWords(
        "Ideas alone first, then one list",
        "Before a proposal is discussed, whoever wants to writes ideas without reading the others. The advocate makes "
        "one list of all concerns and ideas, with an answer to each. Nobody has to read the thread; the list is the "
        "way in. We try it with this proposal and the two after it, and then look whether threads come to an end.",
        Decimal(6),
        "SALT-210",
        duties=("gather problems and ideas",),
    ),
    PartWords(
        "One role outside the cells",
        "One advocate belongs to no cell and has 45 hours a month: 35 of them of our own, 10 that Harbour pays. The "
        "hours and the long questions of the community liaison come with the role; the short ones stay with the "
        "firefighters. Looking after the people of a cell stays in the cell. Heron has a sprint to take over what the "
        "advocate did there. No member fills a form, joins a recording or writes in public because of it.",
        Decimal(45),
        "SALT-211",
        creates_role=True,
        duties=("gather problems and ideas", "answer for us in the Harbour forum", "publish what was decided"),
    ),
    PartWords(
        "Half of those hours move what is on hold",
        "Counted over a month, half of the 45 hours go into internal epics that relieve several cells, and some code "
        "on Tideline is written in every sprint, planned before anything else. What does not fit is put off openly, "
        "with the reason, at the end of the sprint. After two months we look at which epics moved.",
        Decimal(22),
        "SALT-212",
    ),
)
AFFECTED = (("Sprint manager",), ("Community liaison", "Firefighter"), ("Sprint manager",))
CONCERNS = ("hold", "threads", "hours", "bugs", "demand", "firm or loose", "formal", "heron")
IN_CONFIDENCE = ("hold1", "hold2", "hold3")

# What becomes of each thing that the thread held: the answer, why, and which part.
ANSWERS: dict[str, tuple[Fate, str, int]] = {
    "hold": (Fate.ACCEPTED, "Half of the hours go there, and each sprint says what moved.", 3),
    "threads": (Fate.ACCEPTED, "A list with an answer to each line ends a thread; we try it three times.", 1),
    "hours": (Fate.ADAPTED, "Hours, yes, and outside of the cells; the small roles inside stay as they are.", 2),
    "bugs": (Fate.ACCEPTED, "The long questions get the liaison’s hours as well.", 2),
    "demand": (Fate.ADAPTED, "It stays a fixed number of hours; what does not fit is put off openly.", 3),
    "firm or loose": (Fate.DEFERRED, "Both sides may be right. We look at it once the role has run for two months.", 2),
    "formal": (Fate.ACCEPTED, "Every form is the advocate’s own.", 2),
    "heron": (Fate.ADAPTED, "There is a sprint in which things are handed over, and no longer.", 2),
    "a little always": (Fate.ACCEPTED, "Some code each sprint, planned first.", 3),
    "half of it": (Fate.ADAPTED, "Half, but counted over a month: a bug takes a week as a whole.", 3),
    "inherit": (Fate.ACCEPTED, "The hours of the liaison come with the role.", 2),
    "alone first": (Fate.ACCEPTED, "That is the first step of every proposal from now on.", 1),
    "one list": (Fate.ACCEPTED, "The list is what you read instead of the thread.", 1),
    "podcast": (Fate.DECLINED, "Several said that they would never speak into a recording, so nobody is asked to.", 2),
    "two dates": (Fate.ACCEPTED, "One sprint overlaps, with both dates named.", 2),
    "in either sprint": (Fate.ADAPTED, "You answer by one click, in whichever sprint you are here.", 1),
    "two hours": (Fate.ALREADY_DONE, "The firefighters keep their two hours for the short questions.", 2),
    "one role": (Fate.ALREADY_DONE, "Looking after the people of a cell goes on as it is.", 2),
    "45 hours": (Fate.ACCEPTED, "It is the number that this part stands on.", 2),
    "some code": (Fate.ALREADY_DONE, "It began this sprint, and stays.", 3),
    "first, not last": (Fate.ACCEPTED, "It is planned before anything else.", 3),
    "open talks": (Fate.ADAPTED, "Talking stays open; only the first ideas are written alone.", 1),
    "only fixing": (
        Fate.ADAPTED,
        "Fixing is what half of the hours are for; listening has to be somewhere as well.",
        3,
    ),
    "private is fine": (Fate.ACCEPTED, "What is said in private may stay there.", 2),
    "both pay": (Fate.ACCEPTED, "That is how the hours are split.", 2),
    "firm": (Fate.DEFERRED, "It stands beside the other side until both were tried.", 2),
    "loose": (Fate.DEFERRED, "It stands beside the other side until both were tried.", 2),
}
HELD = {"loose": ("kofi", "sven"), "private is fine": ("hana",), "both pay": ("tomas",)}

SAID: dict[Answer, tuple[str, ...]] = {
    Answer.SUPPORT: (
        "esi", "marek", "jonas", "tara", "chidi", "freya", "hana", "milo", "rosa", "amir", "kofi", "sven", "tomas",
        "oskar", "maren",
    ),
    Answer.NO_OPINION: ("yuki", "pia"),
    Answer.NOT_NOW: ("bruno", "ines"),
}  # fmt: skip  # names beside each other


def write_and_send(teller: Teller) -> None:
    """Write it in three parts, answer everything, and ask each of the 24 once."""
    with teller.on(256, 4, 16):
        made = actions.begin_proposition(
            by=teller.advocate, title=TITLE, need=NEED, concerns=[teller.items[key] for key in CONCERNS]
        )
        for words, roles in zip(PARTS, AFFECTED, strict=True):
            affected = list(Role.objects.filter(name__in=roles))
            told = PartWords(**{**vars(words), "roles": affected})
            actions.add_part(by=teller.advocate, proposition=made, words=told)
        _decide_by(teller, made)
        _answer_everything(teller, made, ANSWERS)
        _hear_both_sides(teller, made)
        _publish(teller, made, IN_CONFIDENCE)
        _send(teller, made, days=3)


def members_answer(teller: Teller) -> None:
    """Let 22 of the 24 answer; one objects to the third part, and two have a concern."""
    with teller.on(256, 5, 13):
        made = the_proposition()
        for answer, who in SAID.items():
            for key in who:
                actions.answer_review(ask=_ask(teller, made, key), answer=answer)
        actions.answer_review(
            ask=_ask(teller, made, "greta"),
            answer=Answer.CONCERN,
            words="Who says no when the 45 hours are gone on the tenth of the month?",
            part=_part(made, 2),
            is_shown=True,
        )
        actions.answer_review(
            ask=_ask(teller, made, "davi"),
            answer=Answer.CONCERN,
            words="A role outside of the cells must not become a second line of command.",
            part=_part(made, 2),
        )
        actions.answer_review(
            ask=_ask(teller, made, "anouk"),
            answer=Answer.OBJECTION,
            words="If epics come first, a sprint with a fire in it breaks its promise to a client. Say what gives way.",
            part=_part(made, 3),
            is_shown=True,
        )


def decide_what_need_not_wait(teller: Teller) -> None:
    """Close the review, decide the parts to which nobody objects, and offer to resolve the objection."""
    made = the_proposition()
    with teller.on(256, 8, 9):
        actions.close_reviews()
        _decide(teller, made, 1, "It costs six hours and takes nothing from anybody.")
        _decide(
            teller, made, 2, "It has the hours, and nobody objects.", at="https://handbook.saltmarsh.example/advocate"
        )
    with teller.on(256, 8, 17):
        ask = _ask(teller, made, "anouk")
        actions.offer_resolution(
            by=teller.advocate, ask=ask, offer="In a sprint with a fire the code waits, and the sprint says so."
        )
        actions.end_objection(ask=ask, ended=Ended.RESOLVED)


def decide_the_rest(teller: Teller) -> None:
    """Decide the third part, now that nothing stands against it."""
    made = the_proposition()
    with teller.on(256, 14, 7):
        _decide(teller, made, 3, "The objection is resolved: what gives way is said beforehand.")
        actions.note_where(
            by=teller.advocate,
            proposition=made,
            discussed=Proposition.Discussed.SETTLED,
            discussed_at="https://forum.saltmarsh.example/t/418",
            handbook=Proposition.Handbook.OPEN,
            handbook_at="https://git.saltmarsh.example/handbook/31",
        )


def ask_for_the_next(teller: Teller) -> None:
    """Send a small one that waits for everybody this morning."""
    with teller.on(256, 14, 8):
        made = actions.begin_proposition(
            by=teller.advocate,
            title="A list of what the 45 hours go to",
            need="More is asked of the advocate than there are hours, and nobody sees what for.",
            concerns=[teller.items["demand"]],
        )
        words = PartWords(
            "Say it at the end of each sprint",
            "The advocate writes down in five lines where the hours went, and what was put off.",
            Decimal(1),
            "SALT-230",
        )
        actions.add_part(by=teller.advocate, proposition=made, words=words)
        _answer_everything(teller, made, {key: (fate, reason, 1) for key, (fate, reason, _) in ANSWERS.items()})
        _hear_both_sides(teller, made)
        _publish(teller, made, ())
        _send(teller, made, days=5, minutes=2)


def the_proposition() -> Proposition:
    """Return the proposition that the thread became."""
    return Proposition.objects.order_by("written_on")[0]


def _decide_by(teller: Teller, made: Proposition) -> None:
    now = Proposition.objects.get(id=made.id)
    actions.change_proposition(
        by=teller.advocate,
        proposition=now,
        revision=now.revision,
        title=now.title,
        need=now.need,
        decide_by=teller.days.day(256, 8),
        decider=teller.people["ines"],
    )


def _answer_everything(teller: Teller, made: Proposition, answers: dict[str, tuple[Fate, str, int]]) -> None:
    keys = {item: key for key, item in teller.items.items()}
    for item in coverage_of(made).items:
        fate, reason, place = answers[keys[item]]
        actions.answer_item(
            by=teller.advocate,
            proposition=made,
            item=item,
            fate=fate,
            reason=reason,
            part=_part(made, place),
            kept=ORDINARY_HERE,
        )


def _hear_both_sides(teller: Teller, made: Proposition) -> None:
    for key, who in HELD.items():
        if teller.items[key] in coverage_of(made).items:
            for name in who:
                actions.hold_side(by=teller.people[name], proposition=made, perspective=teller.items[key])
    for view in sorted(coverage_of(made).unheard):
        actions.note_side(
            by=teller.advocate,
            proposition=made,
            perspective=view,
            heard=Heard.NOT_CONFIRMED,
            reason="It stands in the thread; whoever wrote it was asked there, and has not said more.",
        )


def _publish(teller: Teller, made: Proposition, said: tuple[str, ...]) -> None:
    actions.publish_proposition(
        by=teller.advocate,
        proposition=made,
        revision=Proposition.objects.get(id=made.id).revision,
        originals=teller.originals_of(said),
        kept=ORDINARY_HERE,
    )


def _send(teller: Teller, made: Proposition, *, days: int, minutes: int = 10) -> None:
    actions.send_review(
        by=teller.advocate,
        proposition=made,
        deadline=clock.today() + timedelta(days=days),
        minutes=minutes,
        # The round before it asked for most of what was agreed on for this sprint.
        reason="The cells plan their next sprint on Monday, and this decides what they plan.",
    )


def _decide(teller: Teller, made: Proposition, place: int, reason: str, *, at: str = "") -> None:
    actions.decide_part(
        by=teller.advocate,
        part=_part(made, place),
        outcome=Outcome.YES,
        reason=reason,
        decider=teller.people["ines"],
        review_on=clock.today() + timedelta(days=56),
        transition_at=at,
        kept=ORDINARY_HERE,
    )


def _part(made: Proposition, place: int) -> Part:
    return made.parts.get(place=place)


def _ask(teller: Teller, made: Proposition, key: str) -> ReviewAsk:
    return ReviewAsk.objects.get(review=made.id, person=teller.people[key])
