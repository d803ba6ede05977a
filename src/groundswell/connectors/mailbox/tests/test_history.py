"""What a mail quotes is cut, and what is new stays, in several languages and programs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors.mailbox.closing import FORMAL_LINE, FRIENDLY_LINE, may_close
from groundswell.connectors.mailbox.history import new_words

NEW = "Client work eats the sprint.\n\nCan we talk about it?"

HISTORIES = {
    "gmail": "On Mon, 3 May 2026 at 10:00, Alice Ash <alice@example.org> wrote:\n\n> How are you?\n> Really.\n",
    "gmail wrapped": "On Mon, 3 May 2026 at 10:00, Alice Ash with a long name\n<alice@example.org> wrote:\n> How?\n",
    "gmail wrapped twice": "On Mon, 3 May 2026 at 10:00, Alice\nAsh <alice@example.org>\nwrote:\n> How?\n",
    "apple": "> On 3 May 2026, at 10:00, Alice Ash <alice@example.org> wrote:\n> \n> How are you?\n",
    "thunderbird": "On 5/3/26 10:00 AM, Alice Ash wrote:\n> How are you?\n>> And before?\n",
    "german": "Am 03.05.26 um 10:00 schrieb Alice Ash:\n> Wie geht es?\n",
    "german gmail": "Am Mo., 3. Mai 2026 um 10:00 Uhr schrieb Alice Ash <alice@example.org>:\n\n> Wie geht es?\n",
    "french": "Le lun. 3 mai 2026 à 10:00, Alice Ash <alice@example.org> a écrit :\n\n> Ça va ?\n",
    "spanish": "El lun, 3 may 2026 a las 10:00, Alice Ash (<alice@example.org>) escribió:\n\n> ¿Qué tal?\n",
    "italian": "Il giorno lun 3 mag 2026 alle ore 10:00 Alice Ash <alice@example.org> ha scritto:\n\n> Come va?\n",
    "dutch": "Op ma 3 mei 2026 om 10:00 schreef Alice Ash <alice@example.org>:\n\n> Hoe gaat het?\n",
    "portuguese": "Em seg., 3 de mai. de 2026 às 10:00, Alice Ash <alice@example.org> escreveu:\n\n> Tudo bem?\n",
    "swedish": "Den mån 3 maj 2026 kl 10:00 skrev Alice Ash <alice@example.org>:\n\n> Hur mår du?\n",
    "polish": "W dniu 3.05.2026 o 10:00, Alice Ash pisze:\n> Jak leci?\n",
    "russian": "пн, 3 мая 2026 г. в 10:00, Alice Ash <alice@example.org> написал:\n> Как дела?\n",
    "chinese": "Alice Ash <alice@example.org> 于2026年5月3日周一 10:00写道：\n> 你好吗？\n",
    "outlook": (
        "________________________________\nFrom: Alice Ash <alice@example.org>\nSent: Monday, 3 May 2026 10:00\n"
        "To: Bob <bob@example.org>\nSubject: How are you?\n\nHow are you, really?\nAlice\n"
    ),
    "outlook german": (
        "Von: Alice Ash <alice@example.org>\nGesendet: Montag, 3. Mai 2026\nAn: Bob\nBetreff: Wie geht es?\n\nUnd?\n"
    ),
    "outlook french": "De : Alice Ash\nEnvoyé : lundi 3 mai 2026 10:00\nÀ : Bob\nObjet : Ça va ?\n\nAlors ?\n",
    "outlook mac": "*From: *Alice Ash <alice@example.org>\n*Date: *Monday, 3 May 2026\n*To: *Bob\n\nHow?\n",
    "original message": "-----Original Message-----\nFrom: Alice\nHow are you?\n",
    "ursprüngliche": "-----Ursprüngliche Nachricht-----\nVon: Alice\nWie geht es?\n",
    "forwarded": "---------- Forwarded message ---------\nFrom: Alice\nHow are you?\n",
}
SIGNATURES = [
    "-- \nBob\nCell One\n+00 000",
    "--\nBob",
    "Sent from my iPhone",
    "Von meinem iPhone gesendet",
    "Get Outlook for iOS",
]


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES.keys())
def test_the_history_below_an_answer_goes(history: str) -> None:
    assert new_words(f"{NEW}\n\n{history}") == NEW


@pytest.mark.parametrize("signature", SIGNATURES)
def test_the_signature_goes_with_and_without_history(signature: str) -> None:
    assert new_words(f"{NEW}\n\n{signature}\n") == NEW
    assert new_words(f"{NEW}\n\n{signature}\n\n{HISTORIES['gmail']}") == NEW


def test_answers_between_quoted_lines_stay() -> None:
    text = "On 3 May 2026 at 10:00, Alice wrote:\n> How are you?\n\nTired.\n\n> Why?\n\nClient work.\n"
    assert new_words(text) == "Tired.\n\n\nClient work."


def test_an_answer_below_the_quotation_stays() -> None:
    assert new_words("Am 03.05.2026 schrieb Alice:\n> Wie geht es?\n\nMüde.\n") == "Müde."


@pytest.mark.parametrize(
    "begins", ["Prof. Ann Doe wrote:", "ann at example.org (Ann Doe) writes:", "Ann Doe schrieb:", "Ann Doe wrote:\n"]
)
def test_a_name_without_a_day_introduces_the_quotation_right_below_it(begins: str) -> None:
    assert new_words(f"{begins}\n> How are you?\n\nTired.\n") == "Tired."
    assert new_words(f"Tired.\n\n{begins}\n> How are you?\n> And why?\n") == "Tired."


def test_a_quotation_without_blanks_after_its_marks_goes_where_it_is_introduced() -> None:
    text = "On 21 Nov 2003 13:45:53 +0100, you wrote:\n\n>How are you?\n>And why?\n\nTired.\n\n>Since when?\n\nMay."
    assert new_words(text) == "Tired.\n\n\nMay."


def test_a_command_at_a_prompt_stays_below_a_sentence_and_beside_a_quotation() -> None:
    command = ">library(gtools)\nError: not found"
    assert new_words(f"In the console I wrote:\n{command}") == f"In the console I wrote:\n{command}"
    assert new_words(f"On 3 May 2026 at 10:00, Alice wrote:\n> How?\n\n{command}") == command


def test_a_mail_that_is_nothing_but_history_stays_whole() -> None:
    forwarded = HISTORIES["outlook"]
    assert new_words(forwarded) == forwarded.strip()


@pytest.mark.parametrize(
    "words",
    [
        "Here is what he wrote:\nnothing.",
        "At 10:00 in 2026 she wrote:\nThe plan is off.",
        "From: here on, we stop.\nAnd that is all.",
        ">50 % of us are tired.",
        "From what I see\nDate: matters less than people.",
        "We tried --\nand failed.",
        "I said -- and meant it -- no.",
        "Sent from my heart, this sentence goes on until nobody could take it for what a telephone adds at the end.",
        "On 3 May 2026 I said no.",
    ],
)
def test_sentences_that_only_look_like_history_stay(words: str) -> None:
    assert new_words(words) == words
    assert new_words(f"{words}\n\n{HISTORIES['gmail']}") == words


CLOSINGS = {
    "english": "Best regards,\nHana Kovar\nSenior dev, Saltmarsh\n+49 123",
    "english, apart": "Best regards,\n\nHana Kovar\n\nSenior dev, Saltmarsh\n\n+49 123\nhana@saltmarsh.example",
    "german": "Mit freundlichen Grüßen\nHana Kovar\nSaltmarsh GmbH",
    "german, short": "Viele Grüße aus Bremen\n\nHana",
    "german, shortest": "LG Hana",
    "german, without umlauts": "Viele Gruesse,\nHana",
    "thanks and": "Thanks and best regards\nHana Kovar",
    "friendly": "Cheers,\nHana",
    "on one line": "Thanks, Hana",
    "french": "Bien cordialement,\nHana Kovar",
    "spanish": "Un saludo,\nHana",
    "italian": "Cordiali saluti\nHana Kovar",
    "dutch": "Met vriendelijke groet,\nHana van der Kovar",
    "portuguese": "Melhores cumprimentos\nHana Kovar",
    "swedish": "Med vänliga hälsningar\nHana Kovar",
    "norwegian": "Med vennlig hilsen\nHana Kovar",
    "polish": "Z poważaniem\nHana Kovar",
    "russian": "С уважением,\nХана Ковар",
    "the name alone": "Hana Kovar\nSenior dev, Saltmarsh\n+49 123",
    "the first name alone": "Hana",
    "with a telephone": "Best,\nHana\n\nSent from my iPhone",
}


@pytest.mark.parametrize("closing", CLOSINGS.values(), ids=CLOSINGS.keys())
@pytest.mark.parametrize("name", ["Hana Kovar", "Kovar, Hana"])
def test_a_closing_without_hyphens_goes_too(closing: str, name: str) -> None:
    assert new_words(f"{NEW}\n\n{closing}\n", name) == NEW
    assert new_words(f"{NEW}\n\n{closing}\n\n{HISTORIES['gmail']}", name) == NEW


@pytest.mark.parametrize(
    "words",
    [
        "Thanks,\nbut we need more time.",
        "Thanks, we are tired all the same",
        "We are tired.\n\nThanks, but the plan stays wrong.",
        "We are tired.\n\nBest regards\nare all that we get from them.",
        "We are tired.\n\nBest regards,\nHana\n\nPS: I do not mean Bob",
        "We are tired.\n\nBest regards,\nHana\n\nWe need more time",
        "We are tired.\n\nBest regards,\nHana\nThis is said for all three of the cells and for nobody else alone",
        "Who is tired?\n\nThanks,\nBob Birch is, and so am I",
        "Who breaks the build?\n\nHana Kovar does, says everybody.",
        "Who breaks the build?\nHana",
        "Best",
        "Cheers was what we called it.\n\nCheers Bob",
        "Danke für nichts",
        "We asked for help and got one thing:\nThanks",
    ],
)
def test_words_that_only_look_like_a_closing_stay(words: str) -> None:
    kept = new_words(words, "Hana Kovar")
    assert kept == words
    assert new_words(f"{words}\n\n{HISTORIES['gmail']}", "Hana Kovar") == kept


def test_nobody_s_name_in_particular_closes_a_mail_without_a_sender_s_name() -> None:
    assert new_words(f"{NEW}\n\nThanks,\nHana") == NEW
    assert new_words(f"{NEW}\n\nHana Kovar") == f"{NEW}\n\nHana Kovar"


_LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60)
_ORDINARY = _LINE.filter(
    lambda line: not line.lstrip().startswith((">", "-", "_")) and ":" not in line and "：" not in line
)
_WORDS = st.lists(_ORDINARY, min_size=1, max_size=8).map(lambda lines: "\n".join(lines).strip()).filter(bool)


@pytest.mark.slow
@given(words=_WORDS, history=st.sampled_from([*HISTORIES.values(), ""]))
def test_new_words_above_any_history_are_never_cut(words: str, history: str) -> None:
    kept = new_words(f"{words}\n\n{history}")
    assert kept == words


@pytest.mark.slow
@given(words=_WORDS, closing=st.sampled_from([*CLOSINGS.values()]), name=st.sampled_from(["Hana Kovar", "Kovar, Hana"]))
def test_new_words_above_any_closing_are_never_cut(words: str, closing: str, name: str) -> None:
    assert new_words(f"{words}\n\n{closing}", name) == words


_SAID = st.lists(
    st.sampled_from(
        ["thanks", "Thanks,", "best", "Best", "regards", "Regards,", "danke", "tired", "and", "Hana", "Kovar"]
    ),
    min_size=4,
    max_size=12,
).map(" ".join)


@given(st.lists(_SAID.map(lambda line: f"{line} so it stays."), min_size=1, max_size=5).map("\n".join))
def test_sentences_made_of_the_words_of_closings_are_never_cut(words: str) -> None:
    assert new_words(words, "Hana Kovar") == words


@given(st.text(max_size=300))
def test_nothing_becomes_of_nothing_and_something_stays_of_something(text: str) -> None:
    kept = new_words(text)
    assert bool(kept.strip()) == bool(text.strip())
    assert len(kept) <= len(text)


@pytest.mark.slow
@given(st.one_of(st.from_regex(FORMAL_LINE), st.from_regex(FRIENDLY_LINE)).map(str.strip))
def test_no_closing_is_overlooked_at_the_first_glance(line: str) -> None:
    assert may_close(line) or not (FORMAL_LINE.match(line) or FRIENDLY_LINE.match(line))
