"""The map of a round as a picture with its table."""

from django.utils.translation import gettext as _

from groundswell.kit.charts import Chart, Mark, Place, Plane, in_plane
from groundswell.propositions.rounds import sentences
from groundswell.propositions.rounds.published import Published, Shown

# More would lie on each other; the page lists all.
MOST = 60


def map_of(result: Published) -> Chart | None:
    """Return the map; None where there is none to show."""
    picture = result.picture
    if picture is None or not picture.statements:
        return None
    known = {each.number: each for each in result.statements}
    far = sorted(picture.statements, key=lambda number: (-_far(picture.statements[number]), number))[:MOST]
    places = [_statement(known[number], *picture.statements[number]) for number in sorted(far) if number in known]
    places += [_people(x, y, band) for x, y, band in picture.people]
    places += [
        _group(place, x, y, size)
        for place, ((x, y), size) in enumerate(zip(result.groups.centres, result.groups.sizes, strict=True))
    ]
    return in_plane(
        Plane(
            key="opinions",
            title=_("Where statements and people stand"),
            description=_("Statements near each other are agreed with by the same people. Directions have no names."),
            places=tuple(places),
            columns=(_("What"), _("Where"), _("About")),
            marks={
                Mark.DIAMOND: _("a statement"),
                Mark.SQUARE: _("%(k)d people and more stand here") % {"k": result.k},
                Mark.DOT: _("the middle of a group"),
            },
        )
    )


def share_words(share: int) -> str:
    """Say in words how much of all differences the two directions show."""
    if share < 15:  # noqa: PLR2004 - a rough measure in words
        much = _("a small part")
    elif share < 30:  # noqa: PLR2004 - as above
        much = _("about a quarter")
    elif share < 45:  # noqa: PLR2004 - as above
        much = _("more than a third")
    else:
        much = _("about half or more")
    return _(
        "The picture shows %(much)s of all that people differ in (%(share)d %%); two directions have no room for more."
    ) % {
        "much": much,
        "share": share,
    }


def name_of(group: int) -> str:
    """Return what a group is called: a letter, and no adjective."""
    return _("Group %(letter)s") % {"letter": chr(ord("A") + group)}


def _statement(shown: Shown, x: float, y: float) -> Place:
    about = ""
    if shown.figure is not None:
        about = _("%(agree)s agree, %(disagree)s disagree") % {
            "agree": sentences.share(shown.figure.agree, shown.figure.seen),
            "disagree": sentences.share(shown.figure.disagree, shown.figure.seen),
        }
    return Place(x, y, str(shown.number + 1), shown.text, about, Mark.DIAMOND)


def _people(x: float, y: float, band: str) -> Place:
    words = _("%(band)s people") % {"band": band.replace("-", "–")}
    return Place(x, y, "", words, _("stand about here"), Mark.SQUARE)


def _group(place: int, x: float, y: float, size: str) -> Place:
    about = _("%(band)s people") % {"band": size.replace("-", "–")}
    return Place(x, y, chr(ord("A") + place), name_of(place), about, Mark.DOT)


def _far(place: tuple[float, float]) -> float:
    return place[0] ** 2 + place[1] ** 2
