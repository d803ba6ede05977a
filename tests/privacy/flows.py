"""What people do, at random, with a canary in everything that must stay unread."""

import random
import re
import secrets
from base64 import urlsafe_b64decode
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from groundswell.kit.seal import receipts
from groundswell.kit.seal.files import KeyFolder
from tests.journeys.steps import PASSPHRASE, RECEIPT, receipt_on
from tests.privacy.hunt import Hunt
from tests.soak.installation import Installation
from tests.visitors import Answer, Form, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

RECOVERY = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{3}\b")
AGENT = "Canary-Browser/77.1 (Zqagentvogel)"
ADDRESS = "203.0.113.177"
BOUNDARY = "zqboundary"
KINDS = ("anonymous", "signed")


class CanaryVisitor(Visitor):
    """A browser that would be known again by its name and its address."""

    def send(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        telling = {
            "User-Agent": AGENT,
            "X-Forwarded-For": ADDRESS,
            "X-Real-IP": ADDRESS,
            "Forwarded": f"for={ADDRESS}",
        }
        return super().send(method, path, body, **(telling | headers))


def form_at(page: Answer, ending: str) -> Form:
    """Return the form of a page whose address ends so."""
    found = [form for form in page.forms if form.action.endswith(ending)]
    assert found, f"no form to …{ending} on {page.url} ({page.status}): {page.words[:1500]}"
    return found[0]


class Flows:
    """The people at the pages of one installation, and all that they would not want found."""

    def __init__(self, installation: Installation, data: Path, dice: random.Random) -> None:
        self.origin = installation.server.url
        self.dice, self.hunt = dice, Hunt()
        self.keys = KeyFolder(data / "keys")
        self.receipts: list[str] = []
        self.ballots: list[str] = []
        self.used_ballots: list[str] = []
        self.canaries: dict[str, str] = {}
        self.answers: Counter[int] = Counter()
        self.done: Counter[str] = Counter()
        self.passphrases = {"alice": PASSPHRASE, "otto": PASSPHRASE}
        self.readers = {"alice": self._same(installation.alice.visitor), "otto": self._same(installation.otto.visitor)}
        for secret, what in ((AGENT, "the agent"), (ADDRESS, "the address"), (PASSPHRASE, "the passphrase")):
            self.hunt.seek(secret, what)
        self.hunt.seek('{"rating": ', "an answer that is not sealed")
        for page in installation.recovery_pages:
            self.keep_recovery(page)

    def _same(self, visitor: Visitor) -> CanaryVisitor:
        known = CanaryVisitor(self.origin)
        known.cookies = visitor.cookies
        return known

    def text(self, what: str) -> str:
        """Return words with two canaries in them, one of them of letters that encodings change."""
        if what not in self.canaries:
            word = "Zq" + "".join(secrets.choice("bdfghklmnprst") for _ in range(12))
            self.canaries[what] = f"{word} Zq{word[9:]}ürg{word[3:9]}"
            for canary in self.canaries[what].split():
                self.hunt.seek(canary, f"words of: {what}")
        return f"{self.canaries[what]} {'the builds are red ' * self.dice.choice([0, 1, 3, 40, 300])}"

    def too_long(self, what: str, characters: int = 80_000) -> str:
        """Return words with canaries that are longer than fits."""
        words = f"{self.text(what)} "
        return words * (characters // len(words) + 1)

    def keep_receipt(self, page: Answer) -> str:
        """Note the receipt on a page, and everything that is as good as it."""
        text = receipt_on(page)
        receipt = receipts.parse_receipt(text)
        self.hunt.seek(text, "a receipt")
        self.hunt.seek(text.replace("-", ""), "a receipt without dashes")
        self.hunt.seek(receipt.secret, "the number of a receipt")
        self.hunt.seek(receipts.wrapping_key(receipt, self.keys.pepper()), "what only a receipt opens")
        self.receipts.append(text)
        return text

    def keep_recovery(self, words: str) -> None:
        """Note a recovery key."""
        found = RECOVERY.search(words)
        assert found, words[:500]
        self.hunt.seek(found.group(), "a recovery key")
        self.hunt.seek(found.group().replace("-", ""), "a recovery key without dashes")

    def keep_token(self, form: Form) -> None:
        """Note a form's token: with the pepper its nonce gives the receipt."""
        token = form.value("token") or ""
        self.hunt.seek(token, "a form's token")
        self.hunt.seek(urlsafe_b64decode(token)[:16], "the nonce of a form")

    def run(self, times: int) -> None:
        """Do so many things in random order, each kind at least once."""
        kinds = {name.removeprefix("do_"): getattr(self, name) for name in dir(self) if name.startswith("do_")}
        for _ in range(8):
            self.do_speak()
        names = [*kinds, *self.dice.choices(list(kinds), weights=[WEIGHTS.get(name, 2) for name in kinds], k=times)]
        self.dice.shuffle(names)
        for name in names[: max(times, len(kinds))]:
            act: Callable[[], Answer | None] = kinds[name]
            page = act()
            self.done[name] += 1
            if page is not None:
                self.answers[page.status] += 1
                assert page.status < 500, f"{name}: {page.status} {page.words[:500]}"

    # --- Anonymous authors -----------------------------------------------------------------------------------------

    def _box(self) -> tuple[CanaryVisitor, Form]:
        visitor = CanaryVisitor(self.origin)
        form = visitor.get("/speak/").form("text")
        self.keep_token(form)
        return visitor, form

    def do_speak(self) -> Answer:
        visitor, form = self._box()
        now = self.dice.choice([None, "yes", "yes"])
        page = visitor.submit(form, text=self.text("an anonymous voice"), level="anonymous", now=now)
        self.keep_receipt(page)
        return page

    def do_speak_to_one(self) -> Answer:
        visitor, form = self._box()
        changes: dict[str, str | list[str] | None] = {"readers": form.choices["readers"][:1]}
        if self.dice.random() < 0.5:
            changes = {"about_advocate": "yes"}
        page = visitor.submit(form, text=self.text("a voice for one reader"), level="anonymous", now="yes", **changes)
        self.keep_receipt(page)
        return page

    def do_speak_twice(self) -> Answer:
        visitor, form = self._box()
        page = visitor.submit(form, text=self.text("a voice sent twice"), level="anonymous")
        self.keep_receipt(page)
        again = visitor.submit(form, text=self.text("other words in the same form"), level="anonymous")
        assert again.status == 422
        return again

    def do_speak_badly(self) -> Answer:
        visitor, form = self._box()
        what = self.text("a form that is refused")
        changes: dict[str, str | list[str] | None] = self.dice.choice(
            [
                {"text": self.too_long("far too many words")},
                {"token": "forged"},
                {"token": None},
                {"readers": None},
                {"level": what},
                {"readers": [what]},
                {"text": what + "\0\ufffe"},
            ]
        )
        return visitor.submit(form, **({"text": what, "level": "anonymous"} | changes))

    def do_speak_far_too_long(self) -> Answer | None:
        visitor, form = self._box()
        try:
            page = visitor.submit(form, text=self.too_long("seven megabytes", 7_000_000), level="anonymous")
        except OSError:
            return None  # the server hung up before everything was sent
        assert page.status == 413, page.status
        return page

    def do_send_a_file(self) -> Answer:
        visitor, form = self._box()
        part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        content = self.text("a file that nobody asked for")
        fields = [("token", form.value("token")), ("level", "anonymous"), ("text", content)]
        body = "".join(part % (name, "", value) for name, value in fields)
        body += part % ("file", f'; filename="{content.split()[0]}.txt"', content + "x" * 3_000_000)
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return visitor.send("POST", "/speak/", f"{body}--{BOUNDARY}--\r\n", **{"Content-Type": kind})

    def do_send_from_elsewhere(self) -> Answer:
        visitor = CanaryVisitor(self.origin)
        path = self.dice.choice(["/speak/", "/thread/", "/said/carried/", "/desk/unlock/"])
        body = f"text={'x'.join(self.canaries)}&text={self.text('a form of another site').split()[0]}"
        return visitor.send("POST", path, body, Origin="https://elsewhere.example", **{"Sec-Fetch-Site": "cross-site"})

    def do_ask_for_strange_addresses(self) -> Answer:
        word = self.text("an address that does not exist").split()[0]
        path = self.dice.choice([f"/{word}/", f"/speak/?text={word}", f"/thread/{word}/", f"/search/?q={word}"])
        visitor = self.dice.choice([CanaryVisitor(self.origin), self.readers["alice"]])
        return visitor.get(path)

    # --- With a receipt --------------------------------------------------------------------------------------------

    def _open(self, receipt: str = "") -> tuple[CanaryVisitor, Answer]:
        visitor = CanaryVisitor(self.origin)
        receipt = receipt or self.dice.choice(self.receipts)
        typed = self.dice.choice([receipt, receipt.lower(), receipt.replace("-", ""), f" {receipt} "])
        return visitor, visitor.submit(visitor.get("/thread/").form("receipt"), receipt=typed)

    def do_come_back(self) -> Answer:
        visitor, page = self._open()
        if not any(form.action.endswith("/write/") for form in page.forms):
            return page
        form = form_at(page, "/write/")
        self.keep_token(form)
        return visitor.submit(form, text=self.text("words by receipt"), now="yes")

    def do_answer_what_is_asked(self) -> Answer | None:
        for receipt in self.dice.sample(self.receipts, min(12, len(self.receipts))):
            visitor, page = self._open(receipt)
            for form in page.forms:
                if form.action.endswith("/draft/"):
                    return visitor.submit(form, text=self.text("a tidied version, changed"), verdict="approved")
                if form.action.endswith("/consent/"):
                    return visitor.submit(form, instead=self.text("other words for a consent"), answer="reworded")
        return None

    def do_end(self) -> Answer:
        receipt = self.receipts.pop(self.dice.randrange(len(self.receipts)))
        visitor, page = self._open(receipt)
        if not any(form.action.endswith("/end/") for form in page.forms):
            return page
        form = form_at(page, "/end/")
        return visitor.submit(form, ending=self.dice.choice(form.choices["ending"]))

    def do_mistype_a_receipt(self) -> Answer:
        visitor = CanaryVisitor(self.origin)
        receipt = self.dice.choice(self.receipts)
        place = self.dice.randrange(len(receipt))
        wrong = self.dice.choice(
            [
                receipt[:place] + "7" + receipt[place + 1 :],
                receipt[:-2],
                receipt + receipt,
                self.text("words in the place of a receipt"),
                receipts.Receipt(secrets.randbits(100)).text,
            ]
        )
        deed = self.dice.choice(["", "write", "end", "draft"])
        form = Form("/thread/", "POST", [("do", deed), ("text", self.text("words beside a wrong receipt"))])
        return visitor.submit(form, receipt=wrong)

    # --- Members ---------------------------------------------------------------------------------------------------

    def do_sign(self) -> Answer:
        visitor = self.readers["otto"]
        form = form_at(visitor.get("/said/new/?as=signed"), "/said/new/")
        extra: dict[str, str] = self.dice.choice(
            [{}, {"tidy": "yes"}, {"talk": "now", "ticket": self.text("a ticket")[:28]}, {"about_advocate": "yes"}]
        )
        page = visitor.submit(form, text=self.text("a signed voice"), **extra)
        assert page.status == 200, page.words[:500]
        return page

    def do_sign_badly(self) -> Answer:
        visitor = self.readers["otto"]
        form = form_at(visitor.get("/said/new/?as=signed"), "/said/new/")
        return visitor.submit(form, text=self.text("a signed form that is refused"), token="forged", readers=None)

    def do_begin_and_sign_in_later(self) -> Answer:
        visitor, form = self._box()
        level = self.dice.choice(["signed", "open", "count"])
        page = visitor.submit(form, text=self.text("a draft that waits for signing in"), level=level)
        for name in ("sessionid", "draft"):
            if name in visitor.cookies:
                self.hunt.seek(visitor.cookies[name].strip('"'), f"the cookie {name}")
        return page

    def do_write_under_what_i_said(self) -> Answer | None:
        visitor = self.readers["otto"]
        own = re.findall(r'href="(/mine/[0-9a-f-]{36}/)"', visitor.get("/mine/").body)
        if not own:
            return None
        page = visitor.get(self.dice.choice(own))
        for form in page.forms:
            if form.action.endswith("/draft/"):
                return visitor.submit(form, text=self.text("a tidied version, signed"), verdict="approved")
        if not any(form.action.endswith("/write/") for form in page.forms):
            return page
        return visitor.submit(form_at(page, "/write/"), text=self.text("words under what I said"))

    # --- The desk --------------------------------------------------------------------------------------------------

    def _voice(self, name: str) -> tuple[CanaryVisitor, Answer] | None:
        visitor = self.readers[name]
        page = visitor.get("/desk/")
        if any("passphrase" in form.controls for form in page.forms):
            page = visitor.submit(page.form("passphrase"), passphrase=self.passphrases[name])
        listed = re.findall(r"/desk/voices/([0-9a-f-]{36})/", visitor.get("/desk/lists/new/").body + page.body)
        if not listed:
            return None
        page = visitor.get(f"/desk/voices/{self.dice.choice(listed)}/")
        if any(form.action.endswith("/read/") for form in page.forms):
            page = visitor.submit(form_at(page, "/read/"))
        return visitor, page

    def do_answer(self) -> Answer | None:
        name = self.dice.choice(["alice", "otto"])
        found = self._voice(name)
        if found is None:
            return None
        visitor, page = found
        deeds = {
            "/answer/": {"text": self.text("an answer of the desk")},
            "/draft/": {"text": self.text("a tidied version")},
            "/close/": {"text": self.text("last words of the desk")},
            "/promise/": {"to": "them", "what": self.text("a promise")[:900], "by": "2030-01-31"},
            "/leaving/": {"note": self.text("a note on leaving")[:900]},
            "/mute/": {},
            "/unmute/": {},
            "/untag/": {},
        }
        there = [(form, deed) for form in page.forms for end, deed in deeds.items() if form.action.endswith(end)]
        if not there:
            return page
        form, deed = self.dice.choice(there)
        return visitor.submit(form, **deed)

    def do_answer_badly(self) -> Answer | None:
        found = self._voice("alice")
        if found is None:
            return None
        visitor, page = found
        too_long = {"text": self.too_long("an answer that is refused")}
        there = [form for form in page.forms if form.action.endswith("/answer/")]
        return visitor.submit(there[0], **too_long) if there else page

    def do_type_a_wrong_passphrase(self) -> Answer:
        visitor = self.readers["alice"]
        page = visitor.get("/desk/")
        if any(form.action.endswith("/lock/") for form in page.forms):
            page = visitor.submit(form_at(page, "/lock/"))
        wrong = self.text("a wrong passphrase")[:60]
        answer = visitor.submit(page.form("passphrase"), passphrase=wrong)
        visitor.submit(answer.form("passphrase"), passphrase=self.passphrases["alice"])
        return answer

    def do_write_at_a_locked_desk(self) -> Answer | None:
        found = self._voice("otto")
        if found is None:
            return None
        visitor, page = found
        there = [form for form in page.forms if form.action.endswith("/answer/")]
        if not there:
            return page
        visitor.submit(form_at(visitor.get("/desk/"), "/lock/"))
        return visitor.submit(there[0], text=self.text("an answer at a locked desk"))

    def do_change_the_passphrase(self) -> Answer:
        new = " ".join(self.text("a desk passphrase").split()[:2]) + f" {secrets.token_hex(4)}"
        if self._voice("otto") is None:
            self.readers["otto"].get("/desk/")
        visitor = self.readers["otto"]
        form = form_at(visitor.get("/desk/keys/"), "/passphrase/")
        page = visitor.submit(form, passphrase=self.passphrases["otto"], new_passphrase=new, repeated=new)
        if page.status == 200 and not any("repeated" in each.controls and each.fields for each in page.forms):
            self.passphrases["otto"] = new
        return page

    def do_recover_with_a_wrong_key(self) -> Answer:
        visitor = self.readers["alice"]
        page = visitor.get("/desk/recover/")
        new = self.text("a passphrase with a wrong recovery key")[:50]
        wrong = self.text("words in the place of a recovery key")[:40]
        found = [form for form in page.forms if "recovery" in form.controls]
        return visitor.submit(found[0], recovery=wrong, new_passphrase=new, repeated=new) if found else page

    def do_print_another_recovery_key(self) -> Answer:
        self._voice("alice")
        visitor = self.readers["alice"]
        form = form_at(visitor.get("/desk/keys/"), "/recovery-key/")
        changes = {"passphrase": self.passphrases["alice"]} if "passphrase" in form.controls else {}
        page = visitor.submit(form, **changes)
        if RECOVERY.search(page.words):
            self.keep_recovery(page.words)
        return page

    def keep_cookies(self) -> None:
        """Note the cookies that open a desk and a session now."""
        for name, visitor in self.readers.items():
            for cookie in ("sessionid", "desk"):
                if cookie in visitor.cookies:
                    self.hunt.seek(visitor.cookies[cookie].strip('"'), f"the cookie {cookie} of {name}")

    def receipts_shown(self) -> int:
        """Return how many receipts were shown."""
        return len([page for page in self.receipts if RECEIPT.search(page)])


WEIGHTS = {
    "speak": 14,
    "speak_to_one": 4,
    "come_back": 12,
    "answer": 14,
    "answer_what_is_asked": 5,
    "mistype_a_receipt": 6,
    "sign": 6,
    "speak_far_too_long": 0,
    "recover_with_a_wrong_key": 0,
    "change_the_passphrase": 1,
    "print_another_recovery_key": 1,
    "type_a_wrong_passphrase": 0,
    "send_a_file": 1,
    "answer_a_ballot": 6,
}
