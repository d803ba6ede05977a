"""What becomes of a mail."""

from django.utils.translation import gettext as _

from groundswell.connectors.mailbox import rules
from groundswell.connectors.mailbox.models import AskedMail
from groundswell.connectors.mailbox.reading import Mail
from groundswell.kit import clock
from groundswell.kit.seal import derive
from groundswell.people.models import Person
from groundswell.voices import actions as voices
from groundswell.voices import rules as voice_rules
from groundswell.voices import sealing

# A voice adds its own frame around the words, and each part says which it is.
_ROOM = 2_000


def hear(*, author: Person, mail: Mail) -> None:
    """Keep what a mail says as a signed voice of its author; a very long one as several. Raises Refused.

    Returning means that it is sealed and stored; hearing the same mail again stores nothing. Refused means that nobody
    could read it today.
    """
    parts = rules.parts_of(mail.words, voice_rules.MOST_BYTES // 2 - _ROOM)
    for number, part in enumerate(parts, start=1):
        words = part if len(parts) == 1 else f"({number}/{len(parts)})\n\n{part}"
        _hear(author, words, mail.delivery if number == 1 else f"{mail.delivery} {number}")


def _hear(author: Person, words: str, delivery: str) -> None:
    if voice_rules.words_fault(words) is not None:
        words = _("(The words of this mail could not be kept: they look like a file, not like text.)")
    voices.speak_by_mail(author=author, text=words, delivery=delivery)


def mark_of(author: Person, mail: Mail) -> str:
    """Return under which mark a mail waits for a click."""
    pepper = sealing.key_files().pepper()
    said = mail.delivery.encode("utf-8", "surrogatepass")
    return derive.tag(pepper, author.id.bytes, said, purpose="groundswell asked mail 1").hex()


def note_asked(mark: str) -> bool:
    """Note that a link goes out for a mail; False where one did before."""
    _row, is_new = AskedMail.objects.get_or_create(mark=mark, defaults={"asked_on": clock.today()})
    return is_new


def confirm(mark: str) -> bool:
    """Take the click of the person whose address it is; False where no mail waits any more. Twice is once."""
    return bool(AskedMail.objects.filter(mark=mark).update(is_confirmed=True))


def forget(mark: str) -> None:
    """Forget a mail that has left the mailbox, or whose link could not be sent."""
    AskedMail.objects.filter(mark=mark).delete()


def forget_old() -> None:
    """Forget what has waited far too long: its mail was taken out of the mailbox by somebody else."""
    AskedMail.objects.filter(asked_on__lt=clock.today() - 2 * rules.WAITS).delete()
