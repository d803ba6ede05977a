"""Bring people in by a file or by pasted lines: first look, then do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.kit.tables import LARGEST_BYTES, decoded
from groundswell.people.answering import go_on, status_of, who
from groundswell.people.forms import ImportForm
from groundswell.people.importing import Report, Unreadable, bring_in, read
from groundswell.people.refusals import Refused
from groundswell.web.access import Access, access


@access(Access.ADMINISTRATOR, "GET", "POST")
def bring_people_in(request: HttpRequest) -> HttpResponse:
    """Show what a table would change; do exactly that when it is asked for."""
    if request.method != "POST":
        return render(request, "people/import.html", {"form": ImportForm()})
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "people/import.html", {"form": form}, status=status_of(form))
    try:
        text = _text(form)
        report = _run(request, form, text)
    except (Unreadable, Refused) as unreadable:
        # The sentence stands where the table was given.
        form.add_error("file" if form.cleaned_data.get("file") else "text", unreadable.sentence)
        return render(request, "people/import.html", {"form": form}, status=status_of(form))
    if report.is_kept:
        return go_on(request, _done(report), "organisation")
    return _preview(request, form, text, report)


def _text(form: ImportForm) -> str:
    file = form.cleaned_data.get("file")
    if file is None:
        return str(form.cleaned_data.get("text", ""))
    return decoded(file.read(LARGEST_BYTES + 1))


def _run(request: HttpRequest, form: ImportForm, text: str) -> Report:
    """Try the table; do it when what would change is what was seen."""
    table, keep_good = read(text), bool(form.cleaned_data.get("keep_good"))
    trial = bring_in(table, by=who(request), keep_good=keep_good, dry_run=True)
    is_seen = form.cleaned_data.get("seen") == trial.fingerprint
    is_wanted = "do" in form.data and bool(trial.changes) and (keep_good or not trial.problems)
    if not (is_seen and is_wanted):
        return trial
    return bring_in(table, by=who(request), keep_good=keep_good)


def _preview(request: HttpRequest, form: ImportForm, text: str, report: Report) -> HttpResponse:
    """Show the trial. The text stands in the form, so that nothing has to be uploaded twice."""
    keep_good = bool(form.cleaned_data.get("keep_good"))
    again = ImportForm(initial={"text": text, "keep_good": keep_good, "seen": report.fingerprint})
    words = {
        "form": again,
        "report": report,
        "may_do": bool(report.changes) and (keep_good or not report.problems),
        "needs_keep_good": bool(report.problems) and not keep_good,
        "has_changed": "do" in form.data and not report.problems,
        "changed_words": _("Something changed in between. Look again: this is what would change now."),
    }
    return render(request, "people/import.html", words, status=422 if report.problems else 200)


def _done(report: Report) -> str:
    count = len(report.changes)
    return ngettext("%(count)d change was made.", "%(count)d changes were made.", count) % {"count": count}
