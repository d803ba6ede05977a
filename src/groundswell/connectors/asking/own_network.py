"""Which hosts of one's own network may be asked: those that the operator named in a setting, and no other."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from groundswell.connectors.asking.places import Place, require_allowed, require_closed

HINT = _(
    "A key goes over https:// alone. A host of your own network is asked only where whoever runs this installation "
    "named it in the setting GROUNDSWELL_HOSTS_INSIDE."
)


def is_named(place: Place) -> bool:
    """Tell whether the operator named this very host; a part of its name, or a network around it, is not enough."""
    return place.host in settings.HOSTS_INSIDE


def require_named(place: Place, *, has_key: bool) -> None:
    """Refuse an address that is known to be refused when it is asked. Raises Unanswered with a sentence."""
    require_allowed(place, may_be_inside=is_named(place))
    if has_key:
        require_closed(place, may_be_inside=is_named(place))
