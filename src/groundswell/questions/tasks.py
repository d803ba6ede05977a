"""What a worker does: it compares questions with earlier ones, and with the pages of the documentation."""

from django.tasks import task

from groundswell.questions.queries import findings as queries


@task
def compare() -> int:
    """Compare what was not compared yet; return how many questions that was."""
    from groundswell.questions.finding import find  # noqa: PLC0415 - numerics load in the worker alone

    return find().asked


def comparing_due() -> bool:
    """Ask for it, at most once an hour, where there is anything new; tell whether it did. A sweep."""
    is_due = queries.is_comparing_due()
    if is_due:
        compare.enqueue()
    return is_due
