"""What the framework, the kit and the shell store."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

NUMBER = _("a running number")
NOBODY = _("nobody")
OPERATOR = _("the operator of the server")

SIGN_IN = Inventory(
    _("Signing in"),
    (
        Stored(
            "mfa_authenticator",
            _("your passkeys, if you made any"),
            _("you"),
            _("you, on “My passkeys”; the operator of the server"),
            _("until you remove it, or are removed"),
            {
                "id": NUMBER,
                "type": _("that it is a passkey"),
                "data": _("the name that you gave it, and its public half; the secret half never leaves your device"),
                "user_id": _("whose it is"),
                "created_at": _("when it was made"),
                "last_used_at": _("when it last opened a session"),
            },
        ),
        Stored(
            "account_emailaddress",
            _("nothing: copies of addresses, which end with the sign-in that made them"),
            _("you"),
            OPERATOR,
            _("until the sign-in is complete"),
            {
                "id": NUMBER,
                "user_id": _("whose address it is"),
                "email": _("the address"),
                "verified": _("whether a mail to it was read"),
                "primary": _("whether it is the first"),
            },
        ),
        Stored(
            "account_emailconfirmation",
            _("nothing: addresses are not confirmed by links here"),
            NOBODY,
            NOBODY,
            _("always empty"),
            {
                "id": NUMBER,
                "email_address_id": _("which address"),
                "created": _("when it was asked for"),
                "sent": _("when the mail went out"),
                "key": _("the link's secret"),
            },
        ),
        Stored(
            "socialaccount_socialaccount",
            _("that you signed in at your organisation's own identity provider, where there is one"),
            _("you"),
            OPERATOR,
            _("until you are removed"),
            {
                "id": NUMBER,
                "user_id": _("you"),
                "provider": _("which provider"),
                "uid": _("your number there"),
                "last_login": _("when you last signed in by it"),
                "date_joined": _("when you first did"),
                "extra_data": _("what the provider said of you: name and address"),
            },
        ),
        Stored(
            "socialaccount_socialtoken",
            _("nothing: keys for other services are not kept"),
            NOBODY,
            NOBODY,
            _("always empty"),
            {
                "id": NUMBER,
                "account_id": _("whose"),
                "app_id": _("for which service"),
                "token": _("a key"),
                "token_secret": _("its secret"),
                "expires_at": _("until when it is good"),
            },
        ),
        Stored(
            "socialaccount_socialapp",
            _("nothing: the identity provider stands in the settings"),
            NOBODY,
            NOBODY,
            _("always empty"),
            {
                "id": NUMBER,
                "provider": _("which kind of provider"),
                "provider_id": _("its short name"),
                "name": _("its name"),
                "client_id": _("our number there"),
                "secret": _("our secret there"),
                "key": _("another secret"),
                "settings": _("its addresses"),
            },
        ),
    ),
)

SEARCH = Inventory(
    _("Search"),
    (
        Stored(
            "search_document",
            _("the open words that search finds; nothing that was said in confidence"),
            _("whoever wrote them openly"),
            _("whoever may read the thing itself"),
            _("until the thing is deleted or withdrawn"),
            {
                "id": NUMBER,
                "context": _("which part of Groundswell it belongs to"),
                "object_id": _("which thing it is"),
                "audience": _("who may read it"),
                "url": _("where it stands"),
                "title": _("its title"),
                "body": _("its words"),
                "words": _("the same words, for comparing (PostgreSQL)"),
            },
        ),
        *[
            Stored(
                table,
                _("the same words once more, for comparing (SQLite)"),
                _("whoever wrote them openly"),
                _("whoever may read the thing itself"),
                _("until the thing is deleted or withdrawn; then the file is written anew"),
                dict.fromkeys(columns, _("part of the index of words")),
                only="sqlite",
            )
            for table, columns in {
                "search_words": ("title", "body", "audience"),
                "search_words_config": ("k", "v"),
                "search_words_content": ("id", "c0", "c1", "c2"),
                "search_words_data": ("id", "block"),
                "search_words_docsize": ("id", "sz"),
                "search_words_idx": ("segid", "term", "pgno"),
            }.items()
        ],
    ),
)

LOG = Inventory(
    _("The log of acts"),
    (
        Stored(
            "audit_entry",
            _("who did what when signed in, without any words; an anonymous act has no line here"),
            _("whoever acted: mostly advocates and administrators"),
            _("members, as counts; the operator of the server"),
            _("for good: lines are only added, and each is chained to the one before"),
            {
                "number": NUMBER,
                "day": _("the day, without the hour"),
                "actor": _("who acted"),
                "verb": _("what was done"),
                "context": _("in which part of Groundswell"),
                "object_id": _("to which thing"),
                "changes": _("from which state to which, without words"),
                "previous": _("the mark of the line before"),
                "digest": _("the mark of this line: changing a line later breaks the chain"),
            },
        ),
        Stored(
            "audit_head",
            _("where the log ends, so that a cut end is missed"),
            NOBODY,
            OPERATOR,
            _("for good"),
            {"id": _("always one"), "number": _("the last line's number"), "digest": _("the last line's mark")},
        ),
    ),
)

KEYS = Inventory(
    _("Item keys, in a database of their own in the folder of keys"),
    (
        Stored(
            "keyring_itemkey",
            _("one key for each sealed thing; without it the thing is noise"),
            NOBODY,
            _("the server, while it runs; the operator, who without a reader's key still opens nothing"),
            _("until the thing is deleted: then it is unreadable in old backups too"),
            {"item": _("which thing: a random number"), "key": _("its key")},
        ),
    ),
)

MACHINERY = Inventory(
    _("Machinery"),
    (
        Stored(
            "django_tasks_database_dbtaskresult",
            _("work to do in the background; never for an anonymous act, and only numbers, never words"),
            NOBODY,
            OPERATOR,
            _("a few days"),
            {
                "id": _("a random number"),
                "status": _("whether it is done"),
                "enqueued_at": _("when it was asked for"),
                "started_at": _("when it began"),
                "finished_at": _("when it ended"),
                "args_kwargs": _("the numbers of the things that it is about"),
                "priority": _("how urgent it is"),
                "task_path": _("which work"),
                "queue_name": _("in which queue"),
                "backend_name": _("by which machinery"),
                "run_after": _("not before when"),
                "return_value": _("nothing"),
                "exception_class_path": _("which kind of fault, if it failed"),
                "traceback": _("in which lines of code"),
                "worker_ids": _("which process did it"),
            },
        ),
        Stored(
            "django_migrations",
            _("which versions of the tables were made, and when"),
            NOBODY,
            OPERATOR,
            _("for good"),
            {"id": NUMBER, "app": _("for which part"), "name": _("which version"), "applied": _("when")},
        ),
        Stored(
            "django_content_type",
            _("the names of the tables"),
            NOBODY,
            OPERATOR,
            _("for good"),
            {"id": NUMBER, "app_label": _("which part"), "model": _("which table")},
        ),
        Stored(
            "auth_permission",
            _("the framework's own list of rights, which Groundswell does not use"),
            NOBODY,
            OPERATOR,
            _("for good"),
            {"id": NUMBER, "content_type_id": _("which table"), "codename": _("which right"), "name": _("in words")},
        ),
        Stored(
            "auth_group",
            _("nothing: the framework's groups are not used"),
            NOBODY,
            NOBODY,
            _("always empty"),
            {"id": NUMBER, "name": _("a group's name")},
        ),
        Stored(
            "auth_group_permissions",
            _("nothing: the framework's groups are not used"),
            NOBODY,
            NOBODY,
            _("always empty"),
            {"id": NUMBER, "group_id": _("which group"), "permission_id": _("which right")},
        ),
    ),
)

INVENTORIES = (SIGN_IN, SEARCH, LOG, KEYS, MACHINERY)
