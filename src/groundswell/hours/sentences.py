"""What the decisions about hours are called on pages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.hours.rules.amounts import in_hours
from groundswell.hours.rules.axes import Activity, External, Kind, Pays, Planned, Stream
from groundswell.hours.rules.development import Balance, Outlook
from groundswell.hours.rules.grants import Certainty, Per, Range, ShareOfAsk
from groundswell.hours.rules.limits import Against, Sense, Subject
from groundswell.hours.rules.paying import Unpaid
from groundswell.hours.rules.roles import Wish
from groundswell.hours.rules.sharing import Shared
from groundswell.hours.rules.signals import Reason, Says, Signal
from groundswell.hours.rules.transitions import Blocked, DatesFault
from groundswell.hours.rules.typed import Fault
from groundswell.web.words import counted, joined

STREAM = {
    Stream.INTERNAL: gettext_lazy("internal"),
    Stream.EXTERNAL: gettext_lazy("external"),
    Stream.CLIENT: gettext_lazy("clients"),
    Stream.CELL: gettext_lazy("the cell"),
}
KIND = {Kind.DEVELOPMENT: gettext_lazy("development"), Kind.OTHER: gettext_lazy("other")}
ACTIVITY = {
    Activity.WORK: gettext_lazy("no name of its own"),
    Activity.REVIEW: gettext_lazy("review"),
    Activity.SMALL_TOOL: gettext_lazy("small tool"),
    Activity.READING: gettext_lazy("reading"),
    Activity.TALK: gettext_lazy("talk"),
    Activity.PREPARATION: gettext_lazy("preparation"),
}
CERTAINTY = {
    Certainty.FIRM: gettext_lazy("firm"),
    Certainty.FLOOR: gettext_lazy("floor"),
    Certainty.HOPED: gettext_lazy("hoped for"),
}
CERTAINTY_HINT = {
    Certainty.FIRM: gettext_lazy("agreed; plans count on it"),
    Certainty.FLOOR: gettext_lazy("at least so many; plans count on it until it is firm"),
    Certainty.HOPED: gettext_lazy("perhaps; shown, and no plan counts on it"),
}
SUBJECT = {
    Subject.INTERNAL: gettext_lazy("internal hours"),
    Subject.EXTERNAL: gettext_lazy("external hours"),
    Subject.PREPARATION: gettext_lazy("preparation before a role starts"),
    Subject.TALKS: gettext_lazy("talks"),
}
SENSE = {Sense.MOST: gettext_lazy("at most"), Sense.LEAST: gettext_lazy("protected: at least")}
PER = {Per.WEEK: gettext_lazy("a week"), Per.MONTH: gettext_lazy("a month"), Per.SPRINT: gettext_lazy("a sprint")}
WISH = {
    Wish.KEEP: gettext_lazy("I would keep it"),
    Wish.SWAP: gettext_lazy("I would give it away"),
    Wish.WANT: gettext_lazy("I would like it"),
}
TYPED_FAULT = {
    Fault.NOTHING: gettext_lazy("Write how long and what, like this: 2h workflow manager review"),
    Fault.NO_TIME: gettext_lazy("No time was found in it. Write it like 2h, 1:30, 2,5 h or 45m."),
    Fault.TOO_LONG: gettext_lazy("One entry has at most 24 hours, and a line at most 300 characters. Split it."),
    Fault.IN_FUTURE: gettext_lazy("That day is still to come. What is logged has happened."),
    Fault.NO_SUCH_DAY: gettext_lazy("There is no such day. Write it like yesterday, 3 Nov or 2026-11-03."),
}
DATES_FAULT = {
    DatesFault.NONE_NAMED: gettext_lazy("Name at least one of the two dates."),
    DatesFault.WRONG_ORDER: gettext_lazy("The full-time date comes before the part-time date."),
}
BLOCKED = {
    Blocked.NOT_PROPOSED: gettext_lazy("This date is not proposed."),
    Blocked.OTHER_DATE: gettext_lazy("Another date is proposed meanwhile. Look again, then decide."),
    Blocked.CONFIRMED: gettext_lazy("This date is confirmed already."),
    Blocked.NOT_CONFIRMED: gettext_lazy("This date is not confirmed."),
    Blocked.HAS_COME: gettext_lazy("This date has come: its confirmation cannot be taken back any more."),
    Blocked.NO_TAKER: gettext_lazy("Not yet: a role has nobody who takes it."),
    Blocked.NOT_THE_PLANNER: gettext_lazy("Only a planner confirms dates."),
    Blocked.OWN: gettext_lazy("Somebody else has to confirm your own dates."),
}

WAYS = {
    "one shared": _("one, shared by all cells"),
    "several shared": _("several, who share one queue"),
    "one for each cell": _("one for each cell"),
}


def pays_for(pays: Pays) -> str:
    """Say what a line may pay for."""
    streams = joined([str(STREAM[each]) for each in Stream if each in pays.streams])
    kinds = joined([str(KIND[each]) for each in Kind if each in pays.kinds])
    return _("%(streams)s hours, %(kinds)s work") % {"streams": streams, "kinds": kinds}


def outlook(seen: Outlook, balance: Balance, granted: int) -> str:
    """Say how the month stands against the rule of half development, and what it counts."""
    if seen is Outlook.NOTHING_YET:
        return _("Nothing is logged yet.")
    told = {
        "development": in_hours(balance.development),
        "total": in_hours(balance.total),
        "needed": in_hours(balance.still_needed(granted)),
    }
    if seen is Outlook.ON_COURSE:
        return _("%(development)s of %(total)s logged are development: at least half.") % told
    if seen is Outlook.BEHIND:
        return (
            _(
                "%(development)s of %(total)s logged are development: less than half. %(needed)s more of it make it "
                "half of the month."
            )
            % told
        )
    return (
        _(
            "%(development)s of %(total)s logged are development. The hours that are left cannot make it half of the "
            "month any more: %(needed)s of it are missing."
        )
        % told
    )


def internal_first(before: Planned, after: Planned, protected: int) -> str:
    """Say what gives way when there are fewer hours than planned, and why."""
    if before == after:
        return _("Everything that is planned fits the hours there are.")
    told = {
        "external": in_hours(before.external),
        "now": in_hours(after.external),
        "internal": in_hours(before.internal),
        "kept": in_hours(after.internal),
        "protected": in_hours(protected),
    }
    first = _("Internal goes first, so external hours shrink from %(external)s to %(now)s") % told
    if after.external == before.external:
        first = _("External hours stay at %(external)s, which is protected") % told
    if after.external > min(before.external, protected) and before.internal > after.internal:
        return (
            _(
                "Internal goes first, but half of a plan is development: so that it stays half, external hours are "
                "%(now)s of %(external)s, and internal hours %(kept)s of %(internal)s."
            )
            % told
        )
    if before.internal == after.internal:
        return _("%(first)s; internal hours stay at %(kept)s.") % {"first": first, **told}
    return _("%(first)s; below that %(protected)s are protected, so internal hours shrink to %(kept)s.") % {
        "first": first,
        **told,
    }


def of_kind(stream: Stream, kind: Kind) -> str:
    """Name the hours of a stream and a kind."""
    return _("%(stream)s %(kind)s") % {"stream": STREAM[stream], "kind": KIND[kind]}


def unpaid(found: Unpaid | None) -> str:
    """Say what of a plan no line pays; nothing where each hour has one."""
    if found is None:
        return ""
    said = [of_kind(stream, kind) for stream, kind in found.of]
    told = {
        "minutes": in_hours(found.minutes),
        "planned": in_hours(found.planned),
        "there": in_hours(found.there),
        "kinds": joined(said),
    }
    return (
        _(
            "No line pays for %(minutes)s of this plan: %(planned)s are planned as %(kinds)s, and the lines that may "
            "pay for it have %(there)s left."
        )
        % told
    )


def external(found: External) -> str:
    """Say what becomes of external hours that nobody needs; nothing where no line pays for external work."""
    if not found.granted:
        return ""
    told = {
        "granted": in_hours(found.granted),
        "may": in_hours(found.may),
        "needed": in_hours(found.needed),
        "moves": in_hours(found.moves),
        "stays": in_hours(found.stays),
    }
    words = [_("%(may)s may go to external work; %(needed)s are used, planned or protected there.") % told]
    if found.may < found.granted:
        words.append(_("The lines would pay for %(granted)s, and a strict limit allows %(may)s.") % told)
    if found.moves:
        words.append(_("Nobody needs %(moves)s of the rest there: they go to accelerated epics.") % told)
    if found.stays:
        words.append(_("%(stays)s stay unused: their lines pay for nothing but external work.") % told)
    if not found.moves and not found.stays:
        words.append(_("Nothing is left over for accelerated epics."))
    return " ".join(words)


def amount(asked: Range) -> str:
    """Say an amount as it was said, and what it is in a month."""
    told = {"low": in_hours(asked.low), "high": in_hours(asked.high), "per": PER[asked.per]}
    said = _("%(low)s %(per)s") % told if asked.low == asked.high else _("%(low)s to %(high)s %(per)s") % told
    if asked.per is not Per.WEEK:
        return said
    monthly = asked.a_month()
    in_a_month = {"said": said, "low": rounded(monthly.low), "high": rounded(monthly.high)}
    return _("%(said)s = %(low)s to %(high)s h a month (× 52 / 12)") % in_a_month


def rounded(minutes: int) -> int:
    """Return minutes as whole hours, half an hour rounded up."""
    return (minutes + 30) // 60


def rolling(balance: Balance) -> str:
    """Say how the last three months stand against the rule."""
    told = {"development": in_hours(balance.development), "total": in_hours(balance.total)}
    if balance.passes:
        return _("Over three months: %(development)s of %(total)s, at least half.") % told
    return _("Over three months: %(development)s of %(total)s, less than half.") % told


def share(found: ShareOfAsk | None) -> str:
    """Say which part of what was asked is granted."""
    if found is None:
        return ""
    if found.low == found.high:
        return _("granted: %(low)s %% of it") % {"low": found.low}
    return _("granted: %(low)s to %(high)s %% of it") % {"low": found.low, "high": found.high}


def limit(subject: Subject, per: Per, against: Against) -> tuple[str, str]:
    """Say a limit, and how much of it is used; what was logged past it has happened."""
    name = _("%(subject)s, %(per)s") % {"subject": SUBJECT[subject], "per": PER[per]}
    told = {
        "used": in_hours(against.used),
        "planned": in_hours(against.planned),
        "limit": in_hours(against.limit),
        "allowed": in_hours(against.allowed),
        "over": in_hours(against.over),
    }
    words = _("%(used)s used and %(planned)s planned of %(limit)s") % told
    if against.allowed:
        words += _("; %(allowed)s more allowed, with a reason") % told
    if against.over:
        words += _("; %(over)s past it were logged") % told
    return name, words


def left(subject: Subject | None, per: Per, against: Against) -> tuple[str, str]:
    """Say of what so many hours are left, and what else is to be known of it."""
    whole = in_hours(against.limit + against.allowed)
    if subject is None:
        name = _("of %(whole)s granted this month") % {"whole": whole}
    else:
        told = {"whole": whole, "subject": SUBJECT[subject], "per": PER[per]}
        name = _("%(subject)s, of %(whole)s %(per)s") % told
    note = ""
    if against.used > against.limit + against.allowed:
        past = in_hours(against.used - against.limit - against.allowed)
        note = _("%(past)s past it were logged") % {"past": past}
    return name, note


def shared(found: Shared) -> str:
    """Say how a month was shared out."""
    if found.by_calendar_days:
        return _("Nobody works in this month, so its sprints share it by calendar days.")
    return _("Shared by working days, in half hours; what was rounded off went to the sprints that lost most by it.")


SIGNAL = {
    Signal.PROMISED: gettext_lazy("Promised, against the hours until the end of the next sprint"),
    Signal.PACE: gettext_lazy("Taken for a sprint, against what you got done of that lately"),
    Signal.OVERTIME: gettext_lazy("Logged, against what is agreed"),
    Signal.SPILLOVER: gettext_lazy("Tickets that were not done at the end of their sprint"),
    Signal.SCATTER: gettext_lazy("Going to and fro in a day"),
    Signal.REVIEWS: gettext_lazy("Reviews that others wait for"),
    Signal.DAYS_OFF: gettext_lazy("Five working days off in a row"),
    Signal.ROLES: gettext_lazy("Your roles, against what they are allotted"),
    Signal.RATING: gettext_lazy("What you say in check-ins"),
}
SAYS = {
    Says.NOTHING: gettext_lazy("too little is known"),
    Says.CALM: gettext_lazy("nothing to see"),
    Says.TIGHT: gettext_lazy("look at it"),
    Says.TOO_MUCH: gettext_lazy("more than there is"),
}


def reason(found: Reason) -> str:
    """Say a sign in words, with the two numbers that it holds against each other."""
    if found.says is Says.NOTHING or found.signal is Signal.RATING:
        return str(_NOTHING[found.signal])
    if found.signal is Signal.OVERTIME:
        words = _("%(percent)d %% more than agreed, the last sprints counting most; above 10 %% for three is a sign.")
        return words % {"percent": round(100 * found.one)}
    if found.signal is Signal.SPILLOVER:
        words = _("%(one)d %% in your last three sprints, %(other)d %% in those before; clearly more is a sign.")
        return words % {"one": round(100 * found.one), "other": round(100 * found.other)}
    if found.signal is Signal.SCATTER:
        return _CHANGES % {"one": f"{found.one:.1f}", "other": f"{found.other:.1f}"}
    if found.signal is Signal.DAYS_OFF:
        told = {"days": counted(int(found.one), "days"), "limit": int(found.other)}
        return _("The last ones ended %(days)s ago; more than %(limit)d is a sign.") % told
    return str(_AGAINST[found.signal]) % {"one": in_hours(int(found.one)), "other": in_hours(int(found.other))}


_CHANGES = gettext_lazy(
    "In the last sprint you changed %(one)s times a day between tickets or kinds of work, in the middle one of your "
    "sprints before %(other)s; half as much again is a sign."
)
_AGAINST = {
    Signal.PROMISED: gettext_lazy("%(one)s of open tickets, and %(other)s of working time. From 85 %% on it is tight."),
    Signal.PACE: gettext_lazy(
        "%(one)s of tickets for one sprint; of what you took for your last three you got %(other)s each done."
    ),
    Signal.REVIEWS: gettext_lazy(
        "%(one)s of reviews were asked of you more than three days ago, and you have %(other)s of working time until "
        "the end of the next sprint; above 10 %% is a sign."
    ),
    Signal.ROLES: gettext_lazy(
        "%(one)s logged of %(other)s allotted in the last sprint; below 60 %% while you worked more than agreed is a "
        "sign."
    ),
}
_NOTHING = {
    Signal.PROMISED: gettext_lazy("Nobody has said how many hours a week you work."),
    Signal.PACE: gettext_lazy("It takes three sprints for which you took tickets."),
    Signal.OVERTIME: gettext_lazy("It takes three sprints with hours that you logged, and agreed hours a week."),
    Signal.SPILLOVER: gettext_lazy(
        "It takes tickets that you took in the last three sprints, and in the three before."
    ),
    Signal.SCATTER: gettext_lazy("It takes hours that you logged in the last sprint, and in three before."),
    Signal.REVIEWS: gettext_lazy("Nobody has said how many hours a week you work."),
    Signal.DAYS_OFF: gettext_lazy("No five working days off in a row are on record in the last 400 days."),
    Signal.RATING: gettext_lazy(
        "Which rating was yours is kept nowhere, so no page can look. You know: if it fell from check-in to check-in, "
        "or is below 5, that is a sign too."
    ),
    Signal.ROLES: gettext_lazy("No role of yours has hours, or nothing was logged in the last sprint."),
}
