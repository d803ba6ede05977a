"""What was published of a vote, in words: for its page, and for what leaves."""

from django.utils.translation import gettext as _

from groundswell.propositions.models import Round
from groundswell.propositions.rounds import pictures, sentences
from groundswell.propositions.rounds.published import Groups, Published
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


def _apart(figure: Figure | None, *, agrees: bool) -> str:
    if figure is None:
        return ""
    words = _("%(share)s agree") if agrees else _("%(share)s disagree")
    return words % {"share": sentences.share(figure.agree if agrees else figure.disagree, figure.seen)}
