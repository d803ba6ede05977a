"""What is written at propositions, and answered by the link of a letter, at random and with a canary in each word."""

import re

from tests.privacy.flows import CanaryVisitor
from tests.privacy.hunt import Hunt
from tests.privacy.round_flows import RoundFlows
from tests.visitors import Answer, Form

ANSWERS = ("objection", "concern")
FATES = ("accepted", "adapted", "declined", "deferred", "already_done")


class ProposingFlows(RoundFlows):
    """All that the people do whom `RoundFlows` knows, and this. What was published is read by all, and is no secret."""

    reviews: tuple[str, ...] = ()
    proposition = ""
    drafts: tuple[str, ...] = ()

    def links_hunt(self) -> Hunt:
        """Return a search for the links themselves: until a letter carries them they stand nowhere."""
        hunt = Hunt()
        for link in self.reviews:
            hunt.seek(link, "a review link")
        return hunt

    def _sentence(self, what: str) -> str:
        return self.text(what)[:900]

    # --- By the link of a letter -----------------------------------------------------------------------------------

    def _review(self) -> tuple[CanaryVisitor, Form]:
        visitor = CanaryVisitor(self.origin)
        form = visitor.get(f"/r/{self.dice.choice(self.reviews)}/").form("answer")
        self.keep_token(form)
        return visitor, form

    def do_answer_a_review(self) -> Answer:
        visitor, form = self._review()
        words = self._sentence("the reason of an objection")
        page = visitor.submit(form, answer=self.dice.choice(ANSWERS), words=words)
        assert page.status == 200, page.words[:500]
        assert words.split()[0] not in page.body
        assert words.split()[0] not in visitor.get(form.action or visitor.at).body
        assert visitor.cookies == {}
        return page

    def do_answer_a_review_badly(self) -> Answer:
        visitor, form = self._review()
        words = self._sentence("a review's answer that is refused")
        changes: dict[str, str | list[str] | None] = self.dice.choice(
            [
                {"words": self.too_long("far too long an objection")},
                {"token": "forged"},
                {"token": None},
                {"answer": words.split()[0]},
                {"part": words.split()[0]},
            ]
        )
        page = visitor.submit(form, **({"answer": "objection", "words": words} | changes))
        assert page.status == 422, page.words[:500]
        return page

    def do_answer_under_a_link_of_nobody(self) -> Answer:
        sent = Form(f"/r/{'z' * 40}/", "POST", [("answer", "concern"), ("words", self._sentence("words for nobody"))])
        page = CanaryVisitor(self.origin).submit(sent)
        assert page.status == 404, page.words[:500]
        return page

    # --- Members and advocates -------------------------------------------------------------------------------------

    def do_answer_a_review_signed_in(self) -> Answer:
        form = self.readers["otto"].get(f"/propositions/{self.proposition}/answer/").form("answer")
        return self.readers["otto"].submit(form, answer="objection", words=self._sentence("an objection by name"))

    def do_offer_to_resolve(self) -> Answer | None:
        alice = self.readers["alice"]
        page = alice.get(f"/propositions/{self.proposition}/")
        offers = re.findall(r'href="(/propositions/asks/[0-9a-f-]{36}/offer/)"', page.body)
        if not offers:
            return page
        return alice.submit(alice.get(self.dice.choice(offers)).form("offer"), offer=self._sentence("an offer"))

    def do_write_a_draft(self) -> Answer:
        alice = self.readers["alice"]
        form = alice.get("/propositions/new/").form("need")
        title, need = self._sentence("the title of a draft")[:60], self._sentence("why a draft is written")
        page = alice.submit(form, title=title, need=need, concerns=form.choices["concerns"][:1])
        assert page.status == 200, page.words[:500]
        self.drafts = (*self.drafts, page.url.removesuffix("coverage/"))
        form = alice.get(f"{self.drafts[-1]}parts/new/").form("duties")
        words = {"title": self._sentence("a part")[:60], "text": self._sentence("the words of a part")}
        page = alice.submit(form, **words)
        assert page.status == 200, page.words[:500]
        assert title.split()[0] not in self.readers["otto"].get("/propositions/").body
        return page

    def do_write_a_draft_badly(self) -> Answer:
        alice = self.readers["alice"]
        form = alice.get("/propositions/new/").form("need")
        page = alice.submit(form, title=self._sentence("a title"), need=self.too_long("far too much of a draft"))
        assert page.status == 422, page.words[:500]
        return page

    def do_answer_what_was_said(self) -> Answer | None:
        if not self.drafts:
            return None
        alice = self.readers["alice"]
        page = alice.get(f"{self.dice.choice(self.drafts)}coverage/")
        address = self.dice.choice(
            re.findall(r'href="(/propositions/[0-9a-f-]{36}/coverage/[0-9a-f-]{36}/)"', page.body)
        )
        form = alice.get(address).form("fate")
        reason = self._sentence("the reason of an answer")
        return alice.submit(form, fate=self.dice.choice(FATES), reason=reason, part=form.choices["part"][0])

    def do_decide_against_an_objection(self) -> Answer | None:
        alice = self.readers["alice"]
        page = alice.get(f"/propositions/{self.proposition}/")
        decide = re.findall(r'href="(/propositions/parts/[0-9a-f-]{36}/decide/)"', page.body)
        if not decide or "An objection stands" not in page.words:
            return page
        form = alice.get(decide[0]).form("outcome")
        reason = self._sentence("the reason of a decision that is refused")
        page = alice.submit(form, outcome="yes", reason=reason, review_on="2031-01-01")
        assert page.status == 422, page.words[:500]
        return page

    def do_speak_for_others_badly(self) -> Answer:
        alice = self.readers["alice"]
        form = alice.get("/propositions/statements/new/").form("words")
        page = alice.submit(form, words=f"@somebody {self._sentence('a statement that names somebody')}")
        assert page.status == 422, page.words[:500]
        return page
