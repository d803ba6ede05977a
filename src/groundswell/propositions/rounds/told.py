"""What was published of a vote, in words: for its page, and for what leaves."""

from django.utils.translation import gettext as _

from groundswell.propositions.models import Round
from groundswell.propositions.rounds import pictures, sentences
from groundswell.propositions.rounds.published import Groups, Published
from groundswell.propositions.rounds.rules import figures
from groundswell.propositions.rounds.rules.figures import Figure


def participation(found: Round, result: Published) -> str:
    """Say how many of all have voted, as far as that is told."""
    if found.elsewhere_mark:
        return _("It was voted on elsewhere: how many were asked there is not known.")
    if result.participation == 0:
        return _("How many voted is not told: so few did, or were asked, that it would speak of single people.")
    return _("At least %(share)d %% of all who were asked voted.") % {"share": result.participation}


def tests(groups: Groups) -> str:
    """Say what the two tests of groups found, where they were made."""
    if groups.permutation_p is None:
        return ""
    words = _("Of 100 times that the votes were shuffled, about %(times)d looked as grouped; at most 5 may.") % {
        "times": round(groups.permutation_p * 100)
    }
    if groups.bootstrap_ari is not None:
        words += " " + _("With other people drawn, the groups came back to %(share)d %%; at least 80 are needed.") % {
            "share": max(round(groups.bootstrap_ari * 100), 0)
        }
    return words


def groups(result: Published) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return each group's name, its size as a band, and what sets it apart, with its share."""
    texts = {each.number: each for each in result.statements}
    found = []
    for place, (size, apart) in enumerate(zip(result.groups.sizes, result.groups.apart, strict=True)):
        lines = [
            (texts[number].text, _apart(texts[number].by_group[place], agrees=agrees))
            for number, agrees in apart
            if number in texts and len(texts[number].by_group) > place
        ]
        found.append((pictures.name_of(place), size.replace("-", "–"), lines))
    return found


def agreement(result: Published) -> list[tuple[str, str]]:
    """Return the statements on which surely half and more are of one mind, each with its share."""
    shown = {each.number: each for each in result.statements}
    agreed, refused = figures.consensus({number: each.figure for number, each in shown.items()})
    return [
        (shown[number].text, _apart(shown[number].figure, agrees=agrees))
        for some, agrees in ((agreed, True), (refused, False))
        for number in some
    ]


def agreement_of_groups(result: Published) -> list[tuple[str, str]]:
    """Return the statements on which more than half of each group that is shown are of one mind, with each share."""
    shown = {each.number: each for each in result.statements if each.by_group}
    agreed, refused = figures.consensus_of_groups({number: each.by_group for number, each in shown.items()})
    return [
        (
            shown[number].text,
            "; ".join(
                f"{pictures.name_of(place)}: {_apart(each, agrees=agrees)}"
                for place, each in enumerate(shown[number].by_group)
            ),
        )
        for some, agrees in ((agreed, True), (refused, False))
        for number in some
    ]


def since_before(result: Published, before: Published) -> list[tuple[str, str, str]]:
    """Return the statements of which figures stand in both rounds: what was agreed on before, and what is now."""
    known = {figures.plain(each.text): each.figure for each in before.statements if each.figure is not None}
    return [
        (each.text, _apart(known[plain], agrees=True), _apart(each.figure, agrees=True))
        for each in result.statements
        if each.figure is not None and (plain := figures.plain(each.text)) in known
    ]


def _apart(figure: Figure | None, *, agrees: bool) -> str:
    if figure is None:
        return ""
    words = _("%(share)s agree") if agrees else _("%(share)s disagree")
    return words % {"share": sentences.share(figure.agree if agrees else figure.disagree, figure.seen)}
