"""What happens by itself: reviews close, and whoever comes later is asked."""

from groundswell.propositions.proposing import actions


def reviews() -> int:
    """Close what is due, ask whom it was not asked; return how many were changed. A sweep."""
    return actions.close_reviews() + actions.ask_members()
