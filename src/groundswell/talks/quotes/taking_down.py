"""A quote goes: from every page, from search, and its words from the database's files."""

from django.db import transaction
from django.db.models import QuerySet

from groundswell.kit import clock, search
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.sqlite import gone
from groundswell.talks.models import Quote
from groundswell.talks.quotes.rules import State

CONTEXT = "quotes"


def take_down(quotes: QuerySet[Quote]) -> None:
    """Withdraw these quotes, whatever state they are in; what everybody has read leaves "quote withdrawn" behind."""
    found = list(quotes.select_for_update(of=("self",)).exclude(state=State.WITHDRAWN))
    for quote in found:
        search.forget(CONTEXT, str(quote.id))
        quote.state, quote.withdrawn_on = State.WITHDRAWN, clock.today()
        quote.words = quote.said_by = ""
        quote.asked = quote.agreed = None
        quote.body = b""
        quote.save()
    if found:
        ids = [quote.id for quote in found]
        transaction.on_commit(lambda: keyring.shred(*ids))
        gone.erase()
