"""What is written alone, voted on and suggested in rounds, at random and with a canary in each word."""

from tests.privacy.brought_flows import BroughtFlows
from tests.privacy.flows import CanaryVisitor
from tests.visitors import Answer, Form


class RoundFlows(BroughtFlows):
    """All that the people do whom `BroughtFlows` knows, and this. Whoever has a link can use it again and again."""

    links: tuple[str, ...] = ()

    def _at(self, phase: str, more: str = "") -> str:
        found = [each.removeprefix(f"{phase}:") for each in self.links if each.startswith(f"{phase}:")]
        return f"/b/{phase}/{self.dice.choice(found)}/{more}"

    def do_write_ideas(self) -> Answer:
        visitor, path = CanaryVisitor(self.origin), self._at("ideas")
        form = visitor.get(path).form("idea")
        ideas = [self.text("an idea of a silent phase")[:600], self.text("another idea")[:600]]
        page = visitor.submit(form, idea=ideas, instead=self.dice.choice([None, "on"]), act="anyway")
        assert page.status == 200, page.words[:500]
        assert ideas[0].split()[0] not in page.body
        assert visitor.get(path).form("idea").value("idea") == ""
        return page

    def do_compare_ideas(self) -> Answer:
        visitor = CanaryVisitor(self.origin)
        form = visitor.get(self._at("ideas")).form("idea")
        page = visitor.submit(form, idea=self.text("an idea that is compared and never sent")[:600], act="compare")
        assert page.status == 200, page.words[:500]
        return page

    def do_write_ideas_badly(self) -> Answer:
        visitor = CanaryVisitor(self.origin)
        form = visitor.get(self._at("ideas")).form("idea")
        page = visitor.submit(form, idea=self.too_long("an idea that is too long"))
        assert page.status == 422, page.words[:500]
        return page

    def do_write_ideas_under_a_link_of_nobody(self) -> Answer:
        sent = Form(f"/b/ideas/{'z' * 40}/", "POST", [("idea", self.text("an idea that finds no sheet")[:600])])
        page = CanaryVisitor(self.origin).submit(sent)
        assert page.status == 404, page.words[:500]
        return page

    def do_vote(self) -> Answer:
        cast = [("statement", "0"), ("vote", self.dice.choice(["agree", "disagree", "pass"]))]
        page = CanaryVisitor(self.origin).submit(Form(self._at("votes"), "POST", cast))
        assert page.status == 200, page.words[:500]
        return page

    def do_vote_badly(self) -> Answer:
        cast = [("statement", "0"), ("vote", self.text("what is no vote").split()[0])]
        page = CanaryVisitor(self.origin).submit(Form(self._at("votes"), "POST", cast))
        assert page.status == 422, page.words[:500]
        return page

    def do_suggest(self) -> Answer:
        visitor = CanaryVisitor(self.origin)
        form = visitor.get(self._at("votes", "suggest/")).form("text")
        self.keep_token(form)
        kind = self.dice.choice(["statement", "idea"])
        page = visitor.submit(form, text=self.text("a statement that is suggested").split()[0], kind=kind, act="anyway")
        assert page.status == 200, page.words[:500]
        receipt = self.keep_receipt(page)
        return visitor.submit(visitor.get("/b/rounds/suggested/").form("receipt"), receipt=receipt)

    def do_give_a_reason(self) -> Answer:
        visitor = CanaryVisitor(self.origin)
        form = visitor.get(self._at("votes", "why/0/")).form("text")
        self.keep_token(form)
        side = self.dice.choice(["agree", "disagree"])
        page = visitor.submit(form, text=self.text("a reason that is given")[:400], side=side)
        assert page.status == 200, page.words[:500]
        receipt = self.keep_receipt(page)
        return visitor.submit(visitor.get("/b/rounds/suggested/").form("receipt"), receipt=receipt)
