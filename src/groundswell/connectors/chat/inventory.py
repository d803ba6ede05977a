"""What is stored of chats as a door."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

_OWN = _("nobody else; a mark needs a file outside the database")

INVENTORY = Inventory(
    _("Chats as a door"),
    (
        Stored(
            "chat_door",
            _("chats in which people can speak to the advocates"),
            _("nobody"),
            _("the administrators; its secrets nobody"),
            _("always; the secrets, and how far it was heard, until it is a door no more"),
            {
                "id": _("a random number"),
                "kind": _("which chat it is"),
                "name": _("what it is called here"),
                "secret": _("what it proves itself with, encrypted under a key that lies outside the database"),
                "bot": _("the token of its bot, encrypted alike"),
                "address": _("where the bot of a Mattermost is asked what was written to it"),
                "heard": _(
                    "how far each conversation with that bot was heard, or which events came lately, encrypted alike"
                ),
                "fault": _("why it could not be heard the last time"),
                "ended_on": _("since which day it is a door no more"),
            },
        ),
        Stored(
            "chat_reply",
            _("answers to direct messages that wait to be written, without a word of whoever asked"),
            _("nobody; whose conversation it is, is sealed too"),
            _("nobody; sealed under a key that lies outside the database"),
            _("some seconds, until it is written; it is tried once"),
            {
                "id": _("a random number"),
                "door_id": _("which chat"),
                "sealed": _("the conversation and the answer, sealed, always of one size"),
            },
        ),
        Stored(
            "chat_account",
            _("that an account of a chat is somebody's; not what they said there, nor when"),
            _("who linked it"),
            _OWN,
            _("until they part from it, leave, or the chat is a door no more"),
            {
                "id": _("a random number"),
                "door_id": _("which chat"),
                "mark": _("a mark of the account"),
                "person_id": _("whose it is"),
                "linked_on": _("the day it was linked"),
            },
        ),
        Stored(
            "chat_code",
            _("that somebody has a code to link an account"),
            _("who made it"),
            _OWN,
            _("until it is used, or another is made"),
            {
                "person_id": _("whose it is"),
                "mark": _("a mark of the code"),
                "expires_at": _("until when it can be used"),
            },
        ),
    ),
)
