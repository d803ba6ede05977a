"""What can be read of sources."""

from groundswell.questions.models import Progress, Source

__all__ = ["Source", "place_in"]


def place_in(source: Source, file: str) -> str:
    """Return where to read on in a file that was begun; "" for its beginning."""
    found = Progress.objects.filter(source=source, file=file).values_list("cursor", flat=True).first()
    return found or ""
