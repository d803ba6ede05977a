"""What bringing a thread or a document in did, or would do, in words: for the terminal and for the page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.register.threads.actions import Brought, BroughtPost
from groundswell.register.threads.rules import ArrivingThread, Change


def counts(brought: Brought) -> list[tuple[str, int]]:
    """Return how many posts are new, changed and unchanged."""
    return [
        (_("new"), brought.count(Change.NEW)),
        (_("changed"), brought.count(Change.WORDS, Change.TAKEN_DOWN, Change.PUT_BACK)),
        (_("unchanged"), brought.count(Change.NONE)),
    ]


def lines(arriving: ArrivingThread, brought: Brought) -> list[str]:
    """Return a sentence for each thing that changed, and for what was left out."""
    changed = [_line(post) for post in brought.posts if post.change not in {Change.NEW, Change.NONE}]
    renamed = [_("It has a new title.")] if brought.title_changed else []
    return [*renamed, *changed, *arriving.left_out]


def _line(post: BroughtPost) -> str:
    words = {
        Change.WORDS: _("words changed; both versions are kept"),
        Change.TAKEN_DOWN: _("taken down where it was written"),
        Change.PUT_BACK: _("there again"),
    }
    line = _("Post %(number)s by %(handle)s: %(what)s.") % {
        "number": post.number,
        "handle": post.handle,
        "what": words[post.change],
    }
    return " ".join([line, *_passages(post)])


def _passages(post: BroughtPost) -> list[str]:
    kept = ngettext("%(n)s passage still stands.", "%(n)s passages still stand.", post.passages_kept)
    lost = ngettext("%(n)s passage is no longer in it.", "%(n)s passages are no longer in it.", post.passages_lost)
    counted = ((kept, post.passages_kept), (lost, post.passages_lost))
    return [words % {"n": count} for words, count in counted if count]
