"""What people do with ballots, in talks and in meetings, at random and with a canary in each word."""

import datetime as dt

from tests.journeys.steps import RECEIPT
from tests.privacy.flows import BOUNDARY, CanaryVisitor, Flows, form_at
from tests.visitors import Answer, Form


class LaterFlows(Flows):
    """All that the people do whom `Flows` knows, and this."""

    # --- Ballots ---------------------------------------------------------------------------------------------------

    def _ballot(self, link: str) -> tuple[CanaryVisitor, Form]:
        visitor = CanaryVisitor(self.origin)
        form = visitor.get(f"/b/{link}/").form("rating")
        self.keep_token(form)
        return visitor, form

    def do_answer_a_ballot(self) -> Answer | None:
        if not self.ballots:
            return None
        self.used_ballots.append(self.ballots.pop())
        visitor, form = self._ballot(self.used_ballots[-1])
        low, cause = self.dice.choice(["1", "4", "9"]), self.dice.choice(form.choices["cause"])
        level = self.dice.choice(["anonymous", "signed"])
        page = visitor.submit(form, rating=low, cause=cause, text=self.text("words beside an answer"), level=level)
        assert page.status == 200, page.words[:500]
        if RECEIPT.search(page.words):
            self.keep_receipt(page)
        for onward in page.forms:
            if onward.action.endswith(("/speak/", "/carried/")) and onward.value("text"):
                self.keep_token(onward) if onward.value("token") else None
                page = visitor.submit(onward)
        if RECEIPT.search(page.words):
            self.keep_receipt(page)
        return page

    def do_answer_a_ballot_badly(self) -> Answer | None:
        if not self.ballots:
            return None
        visitor, form = self._ballot(self.dice.choice(self.ballots))
        what = self.text("a ballot that is refused")
        changes: dict[str, str | list[str] | None] = self.dice.choice(
            [
                {"rating": what},
                {"rating": "11"},
                {"token": "forged"},
                {"text": self.too_long("too much beside an answer")},
            ]
        )
        page = visitor.submit(form, **({"rating": "5", "text": what, "cause": what} | changes))
        assert page.status == 422, page.words[:500]
        return page

    def do_use_a_ballot_twice(self) -> Answer | None:
        if not self.used_ballots:
            return None
        form = Form(f"/b/{self.dice.choice(self.used_ballots)}/", "POST", [("rating", "3")])
        page = CanaryVisitor(self.origin).submit(form, text=self.text("words beside a used ballot"))
        assert page.status == 410, page.words[:500]
        return page

    # --- Talks -----------------------------------------------------------------------------------------------------

    def do_talk(self) -> Answer | None:
        """Let Alice offer times, Otto book one as a member, and both note points of it; Alice keeps notes."""
        if self._voice("alice") is None:
            return None
        alice, otto = self.readers["alice"], self.readers["otto"]
        page = alice.get("/desk/talks/")
        day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=self.dice.randrange(1, 80))
        alice.submit(form_at(page, "/desk/talks/"), day=day.isoformat(), start="09:00", until="10:30", minutes="30")
        form = otto.get("/talks/book/").form("slot")
        self.keep_token(form)
        page = otto.submit(form, slot=self.dice.choice(form.choices["slot"]), about=self.text("what a 121 is about"))
        if page.status != 200:
            return page
        otto.submit(form_at(page, "/note/"), text=self.text("a point of a talk"))
        address = page.url.replace("/talks/", "/desk/talks/")
        page = alice.submit(form_at(alice.get(address), "/notes/"), text=self.text("notes of a talk"))
        page = alice.submit(form_at(page, "/read/"))
        return alice.submit(form_at(page, "/note/"), text=self.text("a point that the desk notes"))

    def do_bring_a_transcript(self) -> Answer:
        """Keep a meeting of which nobody shares anything yet, with a part that was off the record."""
        alice = self.readers["alice"]
        form = alice.get("/meetings/bring/").form("off_the_record")
        said, name = self.text("words of a meeting").split()[0], self.text("a name in a transcript").split()[0]
        off = self.text("what was off the record").split()[0]
        file = f"WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\n{name}: {said} hurts.\r\n\r\n"
        file += f"00:10.000 --> 00:11.000\r\n{name}: {off} is off the record.\r\n"
        day = dt.datetime.now(dt.UTC).date().isoformat()
        title = self.text("the title of a meeting").split()[0]
        typed = {"title": title, "held_on": day, "reach": "speakers", "off_the_record": "0:10 - 0:11"}
        fields = dict(form.fields) | typed
        part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        body = "".join(part % (field, "", value) for field, value in fields.items())
        body += part % ("file", f'; filename="{title}.vtt"', file)
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        page = alice.send("POST", "/meetings/bring/", f"{body}--{BOUNDARY}--\r\n", **{"Content-Type": kind})
        assert page.status == 303, page.words[:1000]
        return alice.get(dict(page.headers)["location"])

    def do_talk_in_writing(self) -> Answer:
        """Book a time with a receipt, and note a point of that talk."""
        visitor, receipt = CanaryVisitor(self.origin), self.dice.choice(self.receipts)
        page = visitor.submit(visitor.get("/thread/talk/").form("receipt"), receipt=receipt)
        booking = [form for form in page.forms if "slot" in form.choices]
        if not booking:
            return page
        self.keep_token(booking[0])
        page = visitor.submit(booking[0], slot=self.dice.choice(booking[0].choices["slot"]))
        noting = [form for form in page.forms if "text" in form.controls]
        return visitor.submit(noting[0], text=self.text("a point by receipt")) if noting else page
