"""What an action says when it does not do what was asked."""

from collections.abc import Sequence

from django.utils.functional import Promise


class Refused(Exception):
    """Nothing was changed. `sentence` says why in plain words; `field` names the input it is about ("" for none).

    `hits` are details of what was typed that a person has to look at first, where that is why.
    """

    hits: Sequence[object] = ()

    def __init__(self, sentence: str | Promise, field: str = "") -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)
        self.field = field
