"""A proposition in an installation of its own: what it must answer, its review, and the links that are mailed."""

import re
from email import message_from_bytes, policy
from pathlib import Path

from tests.soak.installation import printed

# One concern with one thing of each kind on it, all of which everybody reads; nobody was told any of it in confidence.
GROUND = """
import django
django.setup()
from groundswell.people import queries as people
from groundswell.people.rules import Audience
from groundswell.register import actions as register
from groundswell.register.queries.proposals import content_of
from groundswell.register.wordings import words_of
alice = next(each for each in people.active_people() if each.name == "Alice")
def let_out(item):
    words = register.propose_words(
        by=alice, item=item, words=words_of(item), audience=Audience.ORGANISATION, reason="Others have it too."
    )
    waiting = [look.id for look in content_of(words, None).waiting]
    if waiting:
        register.keep_marks(by=alice, wording=words, looks=waiting, reason="An ordinary word here.")
    register.publish_words(by=alice, wording=words)
    item.refresh_from_db()
    return item
desk = Audience.ADVOCATE
concern = let_out(register.raise_concern(
    by=alice, title="Finished work waits", text="Nobody has time to look at it.", audience=desk))
let_out(register.note_idea(by=alice, concern=concern, title="Look at it in pairs", audience=desk))
let_out(register.note_measure(by=alice, concern=concern, text="Somebody looks after lunch.", audience=desk))
let_out(register.note_perspective(
    by=alice, concern=concern, position="Waiting is cheaper than a fault.", audience=desk))
print(concern.id)
"""

# The same proposition as it goes to review: written, answered, heard and sent.
SENT = """
import os
from datetime import timedelta
from uuid import UUID
import django
django.setup()
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.propositions.models import Proposition, ReviewAsk
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.actions import PartWords
from groundswell.propositions.proposing.closed import link_of
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.propositions.proposing.rules.sides import Heard
alice = next(each for each in people.active_people() if each.name == "Alice")
made = actions.begin_proposition(by=alice, title="A day for looking", concerns=[UUID(os.environ["CONCERN"])])
for title in ("The day", "The hours"):
    actions.add_part(by=alice, proposition=made, words=PartWords(title=title, text="One day a week is kept for it."))
for item in coverage_of(made).missing:
    actions.answer_item(by=alice, proposition=made, item=item, fate=Fate.ACCEPTED, reason="It is what this does.",
        part=made.parts.first())
for view in coverage_of(made).unheard:
    actions.note_side(by=alice, proposition=made, perspective=view, heard=Heard.NOT_CONFIRMED, reason="Nobody came.")
made.refresh_from_db()
actions.publish_proposition(by=alice, proposition=made, revision=made.revision)
review = actions.send_review(by=alice, proposition=made, deadline=clock.today() + timedelta(days=9), minutes=5,
    reason="It is tried.")
print(made.id, *(link_of(each) for each in review.asks.values_list("id", flat=True)))
"""

# What the worker does within a minute of a letter being due.
LETTER = """
import django
django.setup()
from datetime import timedelta
from groundswell.kit import clock
from groundswell.people import actions, queries
from groundswell.people.models import Letter
from groundswell.project import sweeps
queries.is_founded() or actions.found(by=None, name="Tidewater", first_sprint_on=clock.today() - timedelta(days=28))
Letter.objects.all().delete()
Letter.objects.create(day=clock.today() - timedelta(days=20), is_complete=True)
failed = sweeps.sweep_once()
assert not failed, failed
print("sent")
"""

# Nobody can wait for days here: the last day of every open review was yesterday.
OVER = """
import django
django.setup()
from datetime import timedelta
from groundswell.kit import clock
from groundswell.propositions.models import Review
yesterday = clock.today() - timedelta(days=1)
Review.objects.filter(closed_on=None).update(opened_on=yesterday, deadline=yesterday)
print("over")
"""
LINK = re.compile(r"/r/([\w-]+)/")


def ground(data: Path, **variables: str) -> str:
    """Let there be something to answer; return the id of the concern."""
    return printed(GROUND, data, variables)[0]


def sent(data: Path, concern: str, **variables: str) -> tuple[str, list[str]]:
    """Send a proposition for review; return its id and the links of all who were asked."""
    proposition, *links = printed(SENT, data, variables | {"CONCERN": concern})
    return proposition, links


def let_reviews_end(data: Path, **variables: str) -> None:
    """Let the last day of every open review have passed."""
    printed(OVER, data, variables)


def mailed_link(data: Path, address: str, **variables: str) -> str:
    """Let the weekly letter go out; return the first review link of somebody's own."""
    printed(LETTER, data, variables)
    for mail in sorted((data / "mail").iterdir(), reverse=True):
        for part in re.split(rb"^-{20,}\n", mail.read_bytes(), flags=re.MULTILINE):
            found = message_from_bytes(part.lstrip(), policy=policy.default)
            body = found.get_body(("plain",)) if address in str(found["To"]) else None
            link = LINK.search(body.get_content()) if body else None
            if link is not None:
                return link.group(1)
    raise AssertionError(f"No review link was mailed to {address}.")
