"""The consent to a quote, in plain Python: which act leads from which state to which, and nothing else does."""

import re
from enum import StrEnum

from groundswell.people.rules import Audience


class State(StrEnum):
    """Where a quote stands."""

    DRAFT = "draft"
    ASKED = "asked"
    APPROVED = "approved"
    APPROVED_AS_EDITED = "approved as edited"
    PARAPHRASE_ONLY = "paraphrase only"
    REFUSED = "refused"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What its keeper or its speaker does with a quote."""

    ASK = "ask"
    REDRAFT = "redraft"
    PUBLISH = "publish"
    APPROVE = "approve"
    ALLOW_A_PARAPHRASE = "allow a paraphrase"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


OF_THE_SPEAKER = frozenset({Act.APPROVE, Act.ALLOW_A_PARAPHRASE, Act.REFUSE, Act.WITHDRAW})
OF_THE_KEEPER = frozenset({Act.ASK, Act.REDRAFT, Act.PUBLISH, Act.WITHDRAW})
AGREED = frozenset({State.APPROVED, State.APPROVED_AS_EDITED})
# A speaker may think again for as long as nothing is out, after a refusal too; the keeper may not ask again after one.
ANSWERABLE = AGREED | {State.ASKED, State.PARAPHRASE_ONLY, State.REFUSED}
FROM: dict[Act, frozenset[State]] = {
    Act.ASK: frozenset({State.DRAFT}),
    Act.REDRAFT: AGREED | {State.DRAFT, State.ASKED, State.PARAPHRASE_ONLY},
    Act.PUBLISH: AGREED,
    Act.APPROVE: ANSWERABLE,
    Act.ALLOW_A_PARAPHRASE: ANSWERABLE,
    Act.REFUSE: ANSWERABLE,
    Act.WITHDRAW: AGREED | {State.PUBLISHED},
}
_TO = {
    Act.ASK: State.ASKED,
    Act.REDRAFT: State.DRAFT,
    Act.PUBLISH: State.PUBLISHED,
    Act.ALLOW_A_PARAPHRASE: State.PARAPHRASE_ONLY,
    Act.REFUSE: State.REFUSED,
    Act.WITHDRAW: State.WITHDRAWN,
}


def is_allowed(act: Act, state: State) -> bool:
    """Tell whether an act is possible in a state."""
    return state in FROM[act]


def after(act: Act, *, is_as_said: bool) -> State:
    """Return the state that an act leads to; a yes to words that differ from what was said is one to edited words."""
    if act == Act.APPROVE:
        return State.APPROVED if is_as_said else State.APPROVED_AS_EDITED
    return _TO[act]


# ---------------------------------------------------------------- words

# Who reads a quote once it is published. A yes to the one is no yes to the other.
READERS = (Audience.ORGANISATION, Audience.PUBLIC)
_FEWEST_REPEATED = 6
_FEWEST_OF_A_CUE = 3
LONGEST = 2000


def about(readers: Audience, *, is_named: bool, is_paraphrase: bool) -> str:
    """Return what a consent is about besides the words: who reads them, with a name or without, and as whose words."""
    return f"quote to {readers}, {'named' if is_named else 'unnamed'}, {'paraphrase' if is_paraphrase else 'quote'}"


def is_as_said(words: str, said: str) -> bool:
    """Tell whether a quote is what was said, but for blanks."""
    return words.split() == said.split()


def repeats(text: str, said: str, *, words: int = _FEWEST_REPEATED) -> bool:
    """Tell whether a text has so many words in a row, or all of them, from what was said: then it is no paraphrase."""
    mine, theirs = _bare(text), _bare(said)
    run = min(words, len(theirs)) or 1
    heard = {tuple(theirs[at : at + run]) for at in range(len(theirs) - run + 1)}
    return any(tuple(mine[at : at + run]) in heard for at in range(len(mine) - run + 1))


def says_again(text: str, said: str) -> bool:
    """Tell whether a text takes over what was said: six words in a row, or all of it where it has three or more."""
    return len(_bare(said)) >= _FEWEST_OF_A_CUE and repeats(text, said)


def _bare(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
