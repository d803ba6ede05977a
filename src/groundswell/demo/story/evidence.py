"""Whether it helps: what will be looked at is registered before anybody knows, and it cannot be seen yet."""

from decimal import Decimal

from groundswell.demo.story.telling import Teller
from groundswell.evidence import actions
from groundswell.evidence.actions import AnHour, Plan
from groundswell.evidence.rules.periods import Every
from groundswell.hours.queries.between import lines_ever
from groundswell.people import queries as people

AN_HOUR = Decimal(85)
LOOKS_AFTER = 6


def registered(teller: Teller) -> None:
    """Let Maren say beforehand which numbers will be looked at, and Tomas what an hour costs."""
    with teller.on(255, 8, 14):
        first = people.next_sprint().first
        why = "Problems that many have are seen sooner, so more of them are fixed. It may also change nothing."
        plan = Plan("An advocate outside the cells", "concerns-fixed", Every.SPRINT, first, LOOKS_AFTER, why=why)
        actions.register_intervention(by=teller.advocate, plan=plan)
        why = "With floors for internal work, epics should stand still for fewer days."
        plan = Plan("A floor of hours for internal epics", "epics-held", Every.SPRINT, first, LOOKS_AFTER, why=why)
        actions.register_intervention(by=teller.advocate, plan=plan)
        for line in lines_ever().values():
            actions.set_rate(by=teller.people["tomas"], said=AnHour(line.id, AN_HOUR, "EUR"))
