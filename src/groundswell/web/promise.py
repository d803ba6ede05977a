"""What is stored, about whom, who can read it, and what each part of the installation can surrender."""

from dataclasses import dataclass

from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from groundswell.web import ports
from groundswell.web.access import Access, access
from groundswell.web.ports import Inventory, Stored, Words


@dataclass(frozen=True)
class Surrender:
    """What somebody who gets hold of a part learns from it, and what not."""

    part: Words
    gives: Words
    keeps: Words


SURRENDERS = (
    Surrender(
        _("A copy of the database"),
        _(
            "Who belongs to the organisation; all open words; concerns and ideas that others than the desk may read;"
            " how many sealed voices, entries and proposals there are, of which day, level and size (1, 4, 16 or"
            " 64 KiB), and which readers were chosen."
        ),
        _(
            "The words of sealed voices, who wrote them, their hour, and which of them share an author; what the desk"
            " wrote because of them, until it is published. No session, no receipt and no desk opens with it."
        ),
    ),
    Surrender(
        _("Two copies of the database"),
        _("The difference: which sealed entries are new, by day, size and readers; which were destroyed in between."),
        _("Words, authors, and everything else that one copy keeps."),
    ),
    Surrender(
        _("The running server"),
        _(
            "Whoever controls it can change it: then it reads what you type before it is sealed, sees your address and"
            " the moment, reads dialogues while a reader's desk is open, and signed dialogues when their author looks."
        ),
        _("Anonymous voices that were sealed before, as long as no reader opens a desk and no author types a receipt."),
    ),
    Surrender(
        _("The folder of keys"),
        _(
            "Alone, nothing: it holds no words. Together with the database: which signed dialogues are whose, and their"
            " words, because signed authors read without a passphrase; what the desk wrote down and nobody agreed to"
            " yet; and, to whoever can guess the passphrase of a reader, everything sealed to that reader (each guess"
            " costs 64 MiB of memory)."
        ),
        _(
            "Anonymous voices: those open only to a reader's passphrase or to the receipt, whose hundred random bits"
            " cannot be guessed. And words proposed because of sealed voices: those open to their readers and authors."
        ),
    ),
    Surrender(
        _("The mail server, or your mailbox"),
        _(
            "That you belong to the organisation; codes, with which somebody could sign in as you and read what you"
            " may read, your signed dialogues among it; what you send by mail yourself."
        ),
        _(
            "Whether you ever said anything. The weekly letter comes to everyone, at the same hour, with the same"
            " subject and of the same size, whether or not something happened. Mail is never anonymous."
        ),
    ),
    Surrender(
        _("A chat that is a door (Slack, Mattermost)"),
        _(
            "What you wrote there to the command or to the bot, when, and that it was you; what the bot answered. It"
            " stays there as long as that chat keeps it, also when you take back here what you said."
        ),
        _("What you said elsewhere, your check-ins, and the dialogue about what you said: none of it is sent there."),
    ),
    Surrender(
        _("An advocate’s laptop"),
        _("While the desk is open on it (15 minutes without use, 8 hours at most): all that is sealed to them."),
        _("With the desk locked: nothing without the passphrase or the printed recovery key."),
    ),
    Surrender(
        _("A backup"),
        _("With its passphrase, the same as a copy of the database; with its copy of the keys, the same as both."),
        _(
            "What was deleted: its key is destroyed, and the one copy of the keys is replaced by each backup, so that"
            " it is noise in all older ones too."
        ),
    ),
    Surrender(
        _("The network between you and the server"),
        _("That your device talks to it, when, and how much. Without https also everything else."),
        _("With https: words, receipts, and which page you open."),
    ),
    Surrender(
        _("The browser that you used"),
        _("That Groundswell was opened. A receipt that you saved or photographed opens its dialogue to its finder."),
        _("What you wrote: pages are not kept, forms forget what was typed, and no cookie is set where you speak."),
    ),
    Surrender(
        _("A legal demand"),
        _("What stands in the list below, and no more, because no more exists. The operator is never a reader."),
        _("What only a reader's passphrase or a receipt opens; that demand has to go to them."),
    ),
)


@access(Access.PUBLIC)
def promise(request: HttpRequest) -> HttpResponse:
    """Say what is promised, to whom something is readable, and what is stored."""
    words = {
        "sections": [(inventory.heading, _told_once(inventory)) for inventory in ports.inventories],
        "surrenders": SURRENDERS,
        "is_postgresql": connections["default"].vendor == "postgresql",
    }
    return render(request, "web/promise.html", words)


def _told_once(inventory: Inventory) -> list[Stored]:
    """Return the tables, those that are told in the same words once."""
    return list({(each.holds, each.about, each.readers, each.until): each for each in inventory.tables}.values())


@access(Access.PUBLIC)
def columns(request: HttpRequest) -> HttpResponse:
    """List every table with every column."""
    vendor = connections["default"].vendor
    sections = [
        (inventory.heading, [stored for stored in inventory.tables if stored.only in {"", vendor}])
        for inventory in ports.inventories
    ]
    return render(request, "web/promise_columns.html", {"sections": sections})
