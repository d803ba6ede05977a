"""What was published of check-ins, for a machine that reads for somebody: the same figures as the page gives."""

from groundswell.checkins import exports


def published_figures() -> dict[str, object]:
    """Return every figure with how it was made; where there is none, why."""
    return exports.as_json()
