"""An advocate looks at what people outside would read, and lets it out."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.people.answering import sent, tried, who
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.exports.leaving import leaving, text_outside
from groundswell.propositions.proposing.exports.outside import inside
from groundswell.propositions.proposing.forms import OutsideForm
from groundswell.propositions.proposing.views.answering import page, readable, see
from groundswell.register.queries.marks import details_in
from groundswell.web.access import Access, access


@access(Access.ADVOCATE, "GET", "POST")
def let_out(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Show the words, and the details in them; let them out on a press."""
    found = leaving(who(request), readable(request, proposition), outside=True)
    if found is None:
        raise Http404
    form, about = OutsideForm(sent(request)), found.page.proposition
    form.marks = details_in(text_outside(found))
    if tried(
        form, lambda: actions.let_outside(by=who(request), proposition=about, kept=str(form.cleaned_data["kept"]))
    ):
        return see("proposition", about.id, at="along")
    return page(request, "outside", {"found": found, "proposition": about, "inside": inside(found)}, form)
