"""What is stored of rounds."""

from django.utils.translation import gettext_lazy as _

from groundswell.web.ports import Inventory, Stored

EVERYONE = _("everyone in the organisation")
NOBODY = _("nobody")
NOBODY_FOUND = _("nobody that can be found in it")
FOR_GOOD = _("for good: what is published is frozen, and new figures are held against it")
RANDOM = _("a random number")
ROUND = _("which round")
PHASE = _("which of its phases")

INVENTORY = Inventory(
    _("Rounds"),
    (
        Stored(
            "propositions_round",
            _("each round: its question, its phases and their days"),
            NOBODY,
            _("advocates while it is prepared; then everyone in the organisation"),
            _("for good: it is how a decision came about"),
            {
                "id": RANDOM,
                "number": _("its number, which stands in the links of its ballots"),
                "title": _("what it is about"),
                "question": _("the question"),
                "template": _("which phases it has"),
                "phase": _("where it stands"),
                "prepared_on": _("the day on which it was prepared"),
                "phase_opened_on": _("the day on which its phase began"),
                "closes_on": _("the last day of its phase"),
                "k": _("the fewest people a figure may be about"),
                "follows_id": _("the round before"),
                "changed": _("what has changed since then"),
                "ended_in": _("in which phase it was ended early, if it was"),
                "ended_because": _("why it was ended early"),
                "proposition": _("which proposition came of it"),
                "elsewhere": _("where it was held, if not here"),
                "elsewhere_mark": _("a mark of its address or of its statements: it is brought in once"),
            },
        ),
        Stored(
            "propositions_sealedphase",
            _("the silent phase and the vote of a round, with the public half of its key"),
            NOBODY,
            NOBODY,
            _("for good; what is sealed in it goes with its end"),
            {
                "round_id": ROUND,
                "phase": PHASE,
                "state": _("open, closed, or ended"),
                "ending": _("whether it could be opened"),
                "outer_public": _("the public half of its key; the other half is a file that goes with its end"),
                "opened_on": _("the day of its opening"),
                "closed_on": _("the day of its close"),
                "closes_on": _("the last day of late sheets, which have one of their own"),
                "weights": _("in which order statements are shown, sealed"),
                "weighed_on": _("the day on which that was last made"),
            },
        ),
        Stored(
            "propositions_roundrosterentry",
            _("who was asked in a phase, or was away in it; not whether they answered"),
            _("everyone in the organisation on the day of its opening"),
            _("nobody; figures are held against it"),
            FOR_GOOD,
            {
                "round_id": ROUND,
                "phase": PHASE,
                "person": _("who, as a random number"),
                "was_away": _("whether they were away on each of its days"),
            },
        ),
        Stored(
            "propositions_ideasheet",
            _("one sheet for each who is asked, sealed; written on or not, all look alike"),
            NOBODY_FOUND,
            _("nobody before the reveal; the key is a file of the server"),
            _("until the reveal; the sheet of who leaves is gone at once"),
            {
                "hash": _("a hash of the code in the link"),
                "round_id": ROUND,
                "sealed": _("ideas, or the answer that there are none; no time and no name"),
            },
        ),
        Stored(
            "propositions_ballotbook",
            _("one book of votes for each who is asked, sealed; with votes or without, all look alike"),
            NOBODY_FOUND,
            _("nobody before the close; then the server once, for the figures alone; the key is a file of the server"),
            _("until the figures are published; the book of who leaves is gone at once"),
            {
                "hash": _("a hash of the code in the link"),
                "round_id": ROUND,
                "sealed": _("a vote on each statement, and whether it matters; no time and no name"),
            },
        ),
        Stored(
            "propositions_idea",
            _("ideas after the reveal, without author, order or day"),
            NOBODY_FOUND,
            EVERYONE,
            _("for good: it is how a decision came about"),
            {
                "id": RANDOM,
                "round_id": ROUND,
                "text": _("the idea"),
                "is_late": _("whether it came after the reveal"),
            },
        ),
        Stored(
            "propositions_statement",
            _("the sentences that were put to the vote"),
            NOBODY,
            EVERYONE,
            _("for good: it is how a decision came about"),
            {
                "id": RANDOM,
                "round_id": ROUND,
                "number": _("its place in the books of votes"),
                "text": _("the sentence"),
                "idea": _("the idea that it came from"),
                "is_withdrawn": _("whether it was taken out"),
                "reason": _("why"),
            },
        ),
        Stored(
            "propositions_reason",
            _("why people agree or disagree with a statement, in their own words, without author, order or day"),
            NOBODY_FOUND,
            _("advocates from the next day on; everyone in the organisation once the statement divides them"),
            _("for good: it is how a decision came about"),
            {
                "id": RANDOM,
                "statement_id": _("which statement"),
                "agrees": _("on which side"),
                "text": _("the words"),
            },
        ),
        Stored(
            "propositions_suggestion",
            _("statements, reasons and late ideas that members suggested, sealed"),
            NOBODY_FOUND,
            _("advocates from the next day on, until they decided; the answer opens with the receipt alone"),
            _("for good, closed: the receipt finds the answer"),
            {
                "id": _("a random number, the same for a form sent twice"),
                "round_id": ROUND,
                "lookup": _("under which a receipt finds it"),
                "sealed": _("the words, until somebody decided"),
                "came_on": _("the day on which it came"),
                "is_kept": _("whether it was let in"),
                "public": _("the public half of a key of its own"),
                "wrapped": _("the other half, which opens with the receipt"),
                "answer": _("the words with what became of them, sealed to that key"),
            },
        ),
        Stored(
            "propositions_opinions",
            _("what was published of a vote: shares in steps and counts in bands"),
            _("at least k people each"),
            EVERYONE,
            FOR_GOOD,
            {"round_id": ROUND, "day": _("the day"), "content": _("the figures")},
        ),
    ),
)
