"""What the organisation chose for its plans."""

from groundswell.epics.models import Choices
from groundswell.kit.once import once_a_page


@once_a_page
def choices() -> Choices:
    """Return the choices; the standard ones, not saved, where nobody has chosen."""
    return Choices.objects.first() or Choices()
