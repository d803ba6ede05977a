"""The parts that pages are made of."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import Context, Engine, engines
from django.templatetags import i18n
from django.test import Client, RequestFactory

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.web import ports
from groundswell.web.access import Access, Visitor
from groundswell.web.forms import Cards, Choice, SmallCards, TickCards
from groundswell.web.ports import Figure, Line, NavigationItem, Panel
from groundswell.web.sentences import EMPTY
from groundswell.web.templatetags.web import SHAPES, STATIONS


def rendered(source: str, request: HttpRequest | None = None, **words: object) -> str:
    return engines["django"].from_string("{% load web %}" + source).render(words, request)


class Form(forms.Form):
    """A form with one field of each look."""

    LEVELS: ClassVar = [("anonymous", Choice("Anonymously", "A receipt", "Alice can read it")), ("open", "Openly")]
    text = forms.CharField(label="What?", help_text="One sentence", widget=forms.Textarea)
    level = forms.ChoiceField(label="How?", widget=Cards, choices=LEVELS)
    rating = forms.ChoiceField(label="How was it?", widget=SmallCards, choices=[("1", "1"), ("2", "2")])
    readers = forms.MultipleChoiceField(label="Who?", widget=TickCards, choices=[("a", "Alice")], required=False)


@pytest.mark.parametrize("state", SHAPES)
def test_every_state_is_a_shape_and_its_word(state: str) -> None:
    shown = rendered("{% state words %}", words=state.replace("-", " "))
    assert "<svg" in shown
    assert 'aria-hidden="true"' in shown
    assert state.replace("-", " ") in shown


def test_what_a_control_is_about_is_heard_and_not_seen() -> None:
    shown = rendered(
        "<button>Change{% heard words none day %}</button>", words="a <b>sentence</b> of eight words", day=clock.today()
    )
    about = "a &lt;b&gt;sentence&lt;/b&gt; of eight words, today"
    assert shown == f'<button>Change<span class="only-heard">: {about}</span></button>'
    assert rendered("Hold it{% heard nobody %}") == "Hold it"


def test_fields_that_are_empty_are_named_where_the_problems_are_told() -> None:
    class Grant(forms.Form):
        who = forms.CharField(label="Who", error_messages={"required": EMPTY})
        hours = forms.CharField(label="How many hours?", error_messages={"required": EMPTY})
        why = forms.CharField(label="Why", error_messages={"required": "Say why."})

    shown = rendered('{% include "web/parts/problems.html" %}', form=Grant({}))
    told = re.findall(r'<a href="#(\w+)">([^<]*)</a>', shown)
    assert told == [
        ("id_who", "Who: Fill this in."),
        ("id_hours", "How many hours? Fill this in."),
        ("id_why", "Say why."),
    ]


def test_no_two_steps_of_a_concern_look_alike() -> None:
    steps = ("raised", "being-looked-at", "decided", "being-fixed", "fixed", "confirmed", "not-ours")
    assert len({SHAPES[step] for step in steps}) == len(steps)


def test_a_translated_state_keeps_its_shape() -> None:
    assert rendered('{% state "behoben" key="fixed" %}').replace("behoben", "fixed") == rendered('{% state "fixed" %}')


def test_an_unknown_state_has_a_shape_too() -> None:
    shown = rendered("{% state words %}", words="<b>odd</b>")
    assert "<svg" in shown
    assert "<b>" not in shown


def test_an_icon_alone_has_a_name() -> None:
    assert 'role="img" aria-label="locked &amp; closed"' in rendered('{% icon "lock" words %}', words="locked & closed")


def test_who_can_read_this_is_said_by_name() -> None:
    shown = " ".join(rendered("{% readers names %}", names=["Alice", "Otto"]).split())
    assert "Who can read this: <strong>Alice and Otto</strong>, and nobody else." in shown


@pytest.mark.parametrize("words", ['"everyone in the organisation"', '_("everyone in the organisation")'])
def test_everybody_is_not_called_nobody_else(words: str) -> None:
    shown = rendered(f"{{% readers {words} %}}")
    assert "<strong>everyone in the organisation</strong>." in shown


@pytest.mark.parametrize("station", STATIONS)
def test_the_way_is_shown_up_to_where_it_is(station: str) -> None:
    shown = rendered(f'{{% stations "{station}" %}}')
    assert shown.count('class="reached') == STATIONS.index(station) + 1
    assert shown.count('aria-current="step"') == 1


@pytest.mark.parametrize(("used", "limit"), [(0, 45), (30, 45), (45, 45), (60, 45), (0, 0), (5, 0)])
def test_hours_stay_inside_their_picture(used: float, limit: float) -> None:
    shown = rendered('{% bullet used limit "so many hours" %}', used=used, limit=limit)
    assert 'aria-label="so many hours"' in shown
    assert "nan" not in shown
    assert "style=" not in shown


@pytest.mark.parametrize(("used", "beside", "limit"), [(0, 3, 30), (12, 3, 30), (29, 9, 30), (40, 3, 30), (0, 1, 0)])
def test_what_comes_to_it_now_stands_beside_it_inside_the_picture(used: float, beside: float, limit: float) -> None:
    shown = rendered('{% bullet used limit "minutes" beside=beside %}', used=used, limit=limit, beside=beside)
    found = re.search(r'fill-opacity="0.5" x="([0-9.]+)" y="2" width="([0-9.]+)"', shown)
    assert found
    assert float(found[1]) + float(found[2]) <= 100.1
    assert "fill-opacity" not in rendered('{% bullet used limit "minutes" %}', used=used, limit=limit)


def test_a_day_is_shown_in_words_and_for_machines() -> None:
    soon = clock.today() + timedelta(days=1)
    assert rendered("{{ soon|day }}", soon=soon) == f'<time datetime="{soon.isoformat()}">tomorrow</time>'
    assert rendered("{{ never|day }}", never=None) == ""
    assert "2020" in rendered("{{ past|day }}", past=date(2020, 1, 2))


def test_a_field_says_its_label_hint_and_error_to_those_who_listen() -> None:
    shown = rendered("{% field form.text %}", form=Form({}))
    assert '<label for="id_text">What?</label>' in shown
    assert 'id="id_text_helptext"' in shown
    assert 'id="id_text_error"' in shown
    assert 'aria-describedby="id_text_helptext id_text_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_a_group_of_choices_has_a_legend() -> None:
    shown = rendered("{% field form.level %}", form=Form())
    assert "<legend>How?</legend>" in shown
    assert "Alice can read it" in shown
    assert shown.count('type="radio"') == 2


def test_a_whole_form_begins_with_what_is_wrong_and_leads_there() -> None:
    shown = rendered("{{ form }}", form=Form({"level": "open"}))
    assert shown.index("Everything you typed is still here") < shown.index("<label")
    assert 'href="#id_text"' in shown
    assert 'type="checkbox"' in shown


class _Secret(forms.Form):
    passphrase = forms.CharField(widget=forms.PasswordInput)


class _SecretAndMore(_Secret):
    name = forms.CharField(required=False)


class _File(forms.Form):
    file = forms.FileField()


def test_a_refused_form_never_says_that_it_kept_what_it_did_not_keep() -> None:
    for form, kept, claims in [
        (_Secret({}), "A page never keeps a passphrase: type it again.", False),
        (_SecretAndMore({"name": "Ada"}), "Everything else that you typed is still here.", False),
        (_File({}), "a file has to be chosen again", True),
        (Form({}), "Everything you typed is still here.", True),
    ]:
        shown = rendered("{{ form }}", form=form)
        assert kept in shown
        assert ("Everything you typed is still here" in shown) == claims


def test_the_way_to_the_next_page_keeps_what_was_asked() -> None:
    request = RequestFactory().get("/concerns/", {"words": "reviews", "page": "2"})
    shown = rendered("{% pager page %}", request, page=Paginator(range(30), 10).page(2))
    assert 'href="?words=reviews&amp;page=3"' in shown
    assert "Page 2 of 3" in shown


def test_one_page_needs_no_way() -> None:
    assert rendered("{% pager page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def links(page: str) -> str:
    return page[page.index("<nav") : page.index("</nav>")]


@pytest.fixture
def items(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plug three links: for everybody, for members, for readers."""
    made = [
        NavigationItem("Readers' own", "promise", Access.READER, order=3),
        NavigationItem("Members' own", "search", Access.MEMBER, order=2, key="x"),
        NavigationItem("Everybody's", "start", Access.PUBLIC, order=1),
    ]
    monkeypatch.setattr(ports.navigation, "_plugged", made)


@pytest.mark.slow
def test_the_header_shows_each_person_what_they_may_open(
    items: None, bob: Person, alice: Person, client_of: Callable[[Person], Client]
) -> None:
    own = {
        name: [word for word in ("Everybody&#x27;s", "Members&#x27; own", "Readers&#x27; own") if word in links(page)]
        for name, page in {
            "nobody": Client().get("/promise/").content.decode(),
            "bob": client_of(bob).get("/promise/").content.decode(),
            "alice": client_of(alice).get("/promise/").content.decode(),
        }.items()
    }
    assert [len(own[name]) for name in ("nobody", "bob", "alice")] == [1, 2, 3]


@pytest.mark.slow
def test_the_header_says_where_one_is(items: None, alice: Person, client_of: Callable[[Person], Client]) -> None:
    browser = client_of(alice)
    assert links(browser.get("/promise/columns/").content.decode()).count("aria-current") == 1
    assert '"/search/" aria-current="page" data-key="x"' in links(browser.get("/search/").content.decode())


def test_a_page_that_knows_nobody_says_so(client: Client, pages: None, db: None) -> None:
    shown = client.get("/speak/no-such-page/", follow=True).content.decode()
    assert "Sign out" not in shown


class _Asked:
    """A panel with everything in it."""

    order = 1

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return figures and lines."""
        assert visitor.is_authenticated
        line = Line(
            "Did it help?", "/mine/", state="fixed", about="of Tuesday", act_words="Answer", act_url="/waiting/"
        )
        return Panel("Numbers", (Figure("raised", 37, url="/concerns/", note="not fixed"),), (line,), more_words="All")


class _Silent:
    """A panel with nothing for anybody."""

    order = 0

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return nothing."""
        assert visitor.is_authenticated
        return None


def test_the_start_page_shows_what_the_contexts_have_for_somebody(
    bob: Person, client_of: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.start_panels, "_plugged", [_Asked(), _Silent()])
    page = client_of(bob).get("/").content.decode()
    assert page.count("<h2>Numbers</h2>") == 1
    assert "<dd>37</dd>" in page
    assert 'href="/waiting/">Answer<span class="only-heard">' in page


def test_what_became_of_what_was_said_stands_above_everything_else(
    bob: Person, client_of: Callable[[Person], Client]
) -> None:
    page = client_of(bob).get("/").content.decode()
    assert re.findall("<h2>(.*?)</h2>|(class=.columns.)", page)[:2] == [
        ("What became of what was said", ""),
        ("", 'class="columns"'),
    ]


def test_contexts_with_one_heading_share_a_part_of_the_start_page(
    bob: Person, client_of: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.start_panels, "_plugged", [_Asked(), _Asked(), _Silent()])
    page = client_of(bob).get("/").content.decode()
    assert page.count("<h2>Numbers</h2>") == 1
    assert (page.count("<dd>37</dd>"), page.count(">Did it help?<")) == (2, 2)


def test_a_visitor_is_told_in_two_sentences_what_this_is(client: Client, db: None) -> None:
    page = client.get("/").content.decode()
    assert 'href="/speak/"' in page
    assert 'href="/accounts/login/"' in page
    assert 'href="/promise/"' in page
    assert 'href="/thread/"' in page


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('{% translate "50 % of <b>all</b>" %}', "50 % of <b>all</b>"),
        ('{% trans "Sign in" noop %}', "Sign in"),
        ("{% translate words %}", "&lt;i&gt;"),
        ('{% translate "sign in"|upper %}', "SIGN IN"),
        ('{% translate "Sign in" as label %}[{{ label }}]', "[Sign in]"),
        ("{% blocktranslate with other=words %}{{ other }} of 5 %{% endblocktranslate %}", "&lt;i&gt; of 5 %"),
    ],
)
def test_words_read_the_same_whether_they_are_looked_up_on_each_page_or_once(source: str, shown: str) -> None:
    page = {"words": "<i>"}
    django = Engine(libraries={"i18n": "django.templatetags.i18n"}).from_string("{% load i18n %}" + source)
    ours = Engine(libraries={"i18n": "groundswell.web.untranslated"}).from_string("{% load i18n %}" + source)
    assert ours.render(Context(page)) == django.render(Context(page)) == shown


def test_words_that_never_change_are_text_as_soon_as_the_template_is_read() -> None:
    source = '{% load i18n %}{% translate "Sign in" %}'
    assert not Engine.get_default().from_string(source).nodelist.get_nodes_by_type(i18n.TranslateNode)
