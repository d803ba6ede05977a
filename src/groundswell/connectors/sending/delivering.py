"""Gets something out once, whatever breaks: reserved here first, looked for before it is tried again.

No tracker takes a key that would make a second request harmless. So a row is reserved and stored before a request
leaves; what it makes bears a marker; and where an answer is missing (this process may have been killed), the place is
asked for the marker before anything is sent again.
"""

from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils.translation import gettext as _

from groundswell.connectors.sending import actions, contents, posting
from groundswell.connectors.sending.letters import Letter, Made, Reply, Where, read
from groundswell.connectors.sending.models import Place, Sending
from groundswell.connectors.sending.posting import Lost, NotSent
from groundswell.connectors.sending.rules import Kind, State, Step, What, marker_of
from groundswell.connectors.sending.writing import WRITERS, Writer
from groundswell.people.models import Person
from groundswell.people.refusals import Refused

_SERVER_FAULT = 500
_TOO_OFTEN = 429


def prepare(*, by: Person, place: Place, what: What, about: UUID) -> Sending:
    """Write what would leave, and keep it to be looked at. Raises Refused; LookupError where it is not there."""
    words = contents.words_of(by, what, about)
    there = Sending.objects.filter(place=place, what=what, about=about).first()
    sending_id = there.id if there else uuid4()
    writer, where = _writer(place, what), where_of(place)
    before = writer.before(where)
    known = _known(before, place, writer) if before else None
    letters = writer.letters(where, words, marker_of(sending_id.hex), known)
    if letters is None:
        raise Refused(_("The place did not say where its main branch ends. Look at its branch and its key."))
    try:
        return actions.prepare(
            by=by, sending_id=sending_id, place=place, what=what, about=about, words=words, letters=letters
        )
    except IntegrityError:
        raise Refused(_("Somebody prepared the same at this moment. Look at what is prepared.")) from None


def deliver(*, by: Person, sending: Sending, digest: str) -> None:
    """Send what was shown, unless it is there. Raises Refused, with a sentence that says what is known."""
    if sending.state in {State.PREPARED, State.REFUSED} and not _is_fresh(by, sending):
        raise Refused(_("Its words have changed since this was prepared. Prepare it anew."))
    step = actions.reserve(by=by, sending=sending, digest=digest)
    if step is Step.NOTHING:
        return
    sending.refresh_from_db()
    made = _looked_for(sending) if step is Step.LOOK else None
    was_found = made is not None
    made = made or _sent(sending)
    actions.note_sent(by=by, sending=sending, made=made, was_found=was_found)


def ask_how_it_stands(*, by: Person, sending: Sending) -> None:
    """Ask the place how a change of a handbook stands, and keep it. Raises Refused."""
    try:
        made = _find(sending)
    except (Lost, NotSent) as fault:
        raise Refused(str(fault)) from None
    if made is None:
        raise Refused(_("The place knows nothing of it any more."))
    actions.note_stands(by=by, sending=sending, made=made)


def where_of(place: Place) -> Where:
    """Return a place as writers need it."""
    return Where(place.address, place.spot, place.branch, place.folder)


def _writer(place: Place, what: What) -> Writer:
    return WRITERS[Kind(place.kind), what]


def _known(path: str, place: Place, writer: Writer) -> Reply:
    try:
        return posting.look(path, place=place, writer=writer)
    except (Lost, NotSent) as fault:
        raise Refused(str(fault)) from None


def _is_fresh(by: Person, sending: Sending) -> bool:
    return contents.words_of(by, What(sending.what), sending.about).digest == sending.words


def _find(sending: Sending) -> Made | None:
    """Return what bears the marker at the place, or None for a clear no. Raises Lost where it tells neither."""
    writer = _writer(sending.place, What(sending.what))
    where, marker = where_of(sending.place), marker_of(sending.id.hex)
    reply = posting.look(writer.look(where, marker, actions.since(sending)), place=sending.place, writer=writer)
    found = writer.found(where, reply, marker)
    if found is None:
        raise Lost(_("The place did not say whether it is there (%(status)d).") % {"status": reply.status})
    return found[0] if found else None


def _looked_for(sending: Sending) -> Made | None:
    """Look for it. Where the place does not answer clearly, it stays unsure. Raises Refused."""
    try:
        return _find(sending)
    except (Lost, NotSent) as fault:
        raise _unsure(sending, str(fault)) from None


def _sent(sending: Sending) -> Made:
    try:
        return _send(sending)
    except Lost as fault:
        raise _unsure(sending, str(fault)) from None
    except NotSent as fault:
        actions.note_failed(sending=sending, note=str(fault), is_unsure=False)
        raise Refused(f"{fault} {_('Nothing was made there.')}") from None


def _unsure(sending: Sending, note: str) -> Refused:
    actions.note_failed(sending=sending, note=note, is_unsure=True)
    words = _("Nobody knows whether it is there: it is looked for before it is sent again.")
    return Refused(f"{note} {words}")


def _send(sending: Sending) -> Made:
    """Send letter by letter. Raises NotSent where surely nothing is there, Lost where nobody knows."""
    writer, where = _writer(sending.place, What(sending.what)), where_of(sending.place)
    reply: Reply | None = None
    for number, letter in enumerate(read(sending.letters)):
        reply = _answer(letter, sending, writer, is_first=number == 0)
    made = writer.made(where, reply) if reply is not None else None
    made = made or _find(sending)
    if made is None:
        raise Lost(_("The place took it and did not say where it stands."))
    return made


def _answer(letter: Letter, sending: Sending, writer: Writer, *, is_first: bool) -> Reply:
    try:
        reply = posting.post(letter, place=sending.place, writer=writer)
    except NotSent:
        if is_first:
            raise
        raise Lost(_("A part of it is there; the rest could not be sent.")) from None
    if writer.is_done(reply):
        return reply
    told = {"status": reply.status}
    if reply.status >= _SERVER_FAULT or not is_first:
        raise Lost(_("The place answered with a fault (%(status)d).") % told)
    if reply.status == _TOO_OFTEN:
        raise NotSent(_("The place says that we ask too often. Try again in some minutes."))
    raise NotSent(_("The place refused it (%(status)d). Look at its key, and at what it may do.") % told)
