"""What search may show of quotes at this moment."""

from collections.abc import Collection

from groundswell.talks.models import Quote
from groundswell.talks.quotes.queries import may_be_shown
from groundswell.talks.quotes.taking_down import CONTEXT
from groundswell.web.access import Visitor


class FindableQuotes:
    """Hides what its speaker's yes does not cover any more, whatever the index still holds."""

    context = CONTEXT

    def hidden(self, visitor: Visitor, found: Collection[str]) -> Collection[str]:
        """Return the quotes among these that may not be shown now. One query."""
        del visitor
        shown = {str(quote.id) for quote in Quote.objects.filter(id__in=list(found)) if may_be_shown(quote)}
        return set(found) - shown
