"""What is brought in from elsewhere, and what is said in meetings, at random and with a canary in each word."""

import datetime as dt

from tests.privacy.flows import BOUNDARY, CanaryVisitor, form_at
from tests.privacy.later_flows import LaterFlows
from tests.visitors import Answer, Form

MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


class BroughtFlows(LaterFlows):
    """All that the people do whom `LaterFlows` knows, and this."""

    def word(self, what: str) -> str:
        """Return one word with a canary, for a name, a title or a line of a table."""
        return self.text(what).split()[0]

    def _open_desk(self, name: str = "alice") -> CanaryVisitor:
        """Return a reader's browser, the desk unlocked whatever a flow before did."""
        visitor = self.readers[name]
        page = visitor.get("/desk/")
        if any("passphrase" in form.controls for form in page.forms):
            visitor.submit(page.form("passphrase"), passphrase=self.passphrases[name])
        return visitor

    @staticmethod
    def _sent(visitor: CanaryVisitor, path: str, form: Form, file: str, name: str, **typed: str) -> Answer:
        """Send a form with a file, and follow where it leads."""
        part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        body = "".join(part % (field, "", value) for field, value in (dict(form.fields) | typed).items())
        body += part % ("file", f'; filename="{name}"', file)
        page = visitor.send("POST", path, f"{body}--{BOUNDARY}--\r\n", **{"Content-Type": MULTIPART})
        where = dict(page.headers).get("location")
        return visitor.get(where) if where else page

    # --- Check-ups and referrals -------------------------------------------------------------------------------------

    def _check_up(self, what: str, rating: str = "2") -> str:
        day = dt.date(2026, 1, 1) + dt.timedelta(days=self.dice.randrange(300))
        line = f"otto@example.org,,{day},{rating},1-10,{self.word(what)} {self.word(f'more of {what}')}"
        return f"person,cell,date,rating,scale,reason\n{line}\n"

    def do_bring_a_check_up(self) -> Answer:
        alice = self._open_desk()
        form = alice.get("/desk/check-ups/bring/").form("text")
        page = alice.submit(form, text=self._check_up("a reason in a check-up"))
        keeping = [each for each in page.forms if "do" in each.controls]
        if not keeping:
            return page  # the same line was brought in before
        page = alice.submit(keeping[0], do="yes")
        assert "sealed to you" in page.words or "Below 5" in page.words, page.words[:500]
        opening = [each for each in page.forms if each.action.endswith("/check-ups/open/")]
        return alice.submit(opening[0]) if opening else page

    def do_look_at_a_check_up_and_not_keep_it(self) -> Answer:
        alice = self._open_desk()
        form = alice.get("/desk/check-ups/bring/").form("text")
        return alice.submit(form, text=self._check_up("a reason in a check-up that is not kept"), look="yes")

    def do_bring_a_check_up_badly(self) -> Answer:
        alice, path = self._open_desk(), "/desk/check-ups/bring/"
        form = alice.get(path).form("text")
        page = self._sent(alice, path, form, self._check_up("a reason in a file with a fault", "eleven"), "zqtable.csv")
        assert page.status == 422, page.words[:500]
        return page

    def do_write_down_one_answer(self) -> Answer:
        alice = self._open_desk()
        form = alice.get("/desk/check-ups/add/").form("rating")
        said = {"date": "2026-01-05", "rating": "3", "scale": "1-10"}
        page = alice.submit(form, person="otto@example.org", reason=self.text("a reason by hand")[:200], **said)
        assert page.status == 200, page.words[:500]
        return page

    def do_refer(self) -> Answer:
        """Let Otto write a line about Alice, who lets it reach the desk, lets it be gone, or lets it wait."""
        otto, alice = self.readers["otto"], self.readers["alice"]
        form = otto.get("/check-ins/refer/").form("line")
        about = next(value for value in self._people_on(otto, "/check-ins/refer/") if value)
        page = otto.submit(form, person=about, line=self.text("a line about somebody")[:400])
        asked = [each for each in alice.get("/waiting/").forms if any(name.startswith("ask-") for name in each.choices)]
        if not asked or self.dice.random() < 0.3:
            return page
        name = next(name for name in asked[0].choices if name.startswith("ask-"))
        return alice.submit(asked[0], **{name: self.dice.choice(["yes", "no"])})

    @staticmethod
    def _people_on(visitor: CanaryVisitor, path: str) -> list[str]:
        """Return the people who can be chosen on a page, Alice alone: she is at a browser and answers."""
        body = visitor.get(path).body
        return [part.split('"')[1] for part in body.split("<option ")[1:] if ">Alice<" in part]

    # --- Meetings ----------------------------------------------------------------------------------------------------

    def _meeting(self, said: str) -> Answer:
        """Let Alice keep a meeting in which Otto spoke; return the page of who spoke."""
        alice, path = self._open_desk(), "/meetings/bring/"
        form = alice.get(path).form("off_the_record")
        file = f"WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\n{self.word('a name in a meeting')}: {said}\r\n"
        day = dt.datetime.now(dt.UTC).date().isoformat()
        typed = {"title": self.word("the title of a meeting of two"), "held_on": day, "reach": "organisation"}
        page = self._sent(alice, path, form, file, f"{self.word('the name of a file')}.vtt", **typed)
        naming = next(each for each in page.forms if any(name.startswith("s-") for name in each.controls))
        speaker = next(name for name in naming.controls if name.startswith("s-"))
        return alice.submit(naming, **{speaker: "otto@example.org"})

    def do_share_or_refuse_what_was_said(self) -> Answer:
        page = self._meeting(self.text("words that a speaker is asked about"))
        otto = self.readers["otto"]
        own = otto.get(f"{page.url}mine/")
        answer = self.dice.choice(["alone", "shared", "refused"])
        page = otto.submit(own.form("words"), words=answer)
        assert page.status == 200, page.words[:500]
        return page

    def do_quote_and_take_it_back(self) -> Answer:
        """Let a quote be drafted, asked about, answered, published to some or to all, and taken back."""
        alice, otto = self.readers["alice"], self.readers["otto"]
        page = self._meeting(self.text("words that are quoted"))
        drafting = alice.get(f"{page.url}quote/0/0/").form("words")
        readers = self.dice.choice(["organisation", "public"])
        page = alice.submit(drafting, words=self.text("words of a quote")[:1500], readers=readers)
        address = page.url
        if self.dice.random() < 0.2:
            return page
        alice.submit(form_at(page, "/ask/"))
        page = otto.submit(form_at(otto.get(address), "/answer/"), answer=self.dice.choice(["unnamed", "named"]))
        if self.dice.random() < 0.2:
            return page
        page = alice.submit(form_at(alice.get(address), "/publish/"))
        assert self.canaries["words of a quote"].split()[0] in page.body, "it is published"
        page = otto.submit(form_at(otto.get(address), "/withdraw/"))
        assert "quote withdrawn" in page.words, page.words[:500]
        return page

    def do_link_a_recording(self) -> Answer:
        page, alice = self._meeting(self.text("words of a meeting that was recorded")), self.readers["alice"]
        form = alice.get(f"{page.url}recording/").form("address")
        return alice.submit(form, kind="link", address=f"https://films.example/{self.word('where a recording is')}")

    def do_note_something_to_do(self) -> Answer:
        page, alice = self._meeting(self.text("words before an action item")), self.readers["alice"]
        form = alice.get(f"{page.url}items/").form("due_on")
        return alice.submit(form, text=self.text("an action item")[:200], owner=self.word("an owner of an action item"))

    # --- Documents ---------------------------------------------------------------------------------------------------

    def do_look_at_a_document_and_not_bring_it_in(self) -> Answer:
        """Paste a retrospective and look at the trial: what is brought in is for its readers, this for nobody."""
        alice = self._open_desk()
        form = alice.get("/desk/threads/documents/").form("documents")
        heading, words = self.word("a heading in a document"), self.text("a document")
        page = alice.submit(form, text=f"# Retrospective of 2026-01-05\n\n## {heading}\n\n{words}\n", look="yes")
        assert heading in page.body, page.words[:500]
        return page
