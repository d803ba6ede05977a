"""A thread comes in once; coming again, it brings only what is new, and overwrites nothing."""

from django.core import serializers

from groundswell.kit.audit.models import Entry
from groundswell.people.models import Person
from groundswell.register.models.thread import Passage, Post, PostVersion, Thread
from groundswell.register.rules.items import Kind
from groundswell.register.threads.actions import bring_thread
from groundswell.register.threads.rules import Block, BlockKind, Change, PostState
from groundswell.register.threads.tests.arrivals import arriving, bring, post

HERE = (Thread, Post, PostVersion, Passage, Entry)


def everything() -> str:
    """Return every row of every table that a thread touches, as text."""
    return "".join(serializers.serialize("json", model.objects.order_by("pk")) for model in HERE)


def test_a_new_thread_is_kept_whole(db: None) -> None:
    brought = bring(post(1, "One."), post(2, "Two.", "And a half."))
    assert (brought.is_new, brought.count(Change.NEW)) == (True, 2)
    thread = Thread.objects.get(id=brought.thread)
    assert [each.handle for each in thread.posts.all()] == ["member1", "member1"]
    assert [block["text"] for block in PostVersion.objects.get(post__number=2).blocks] == ["Two.", "And a half."]


def test_importing_again_changes_no_byte_of_any_table(db: None) -> None:
    posts = (post(1, "One."), post(2, "Two."), post(3, state=PostState.DELETED))
    bring(*posts)
    before = everything()
    brought = bring(*posts)
    assert brought.changed_nothing
    assert brought.count(Change.NONE) == 3
    assert everything() == before


def test_a_dry_run_tells_what_would_change_and_keeps_nothing(db: None) -> None:
    brought = bring(post(1, "One."), dry_run=True)
    assert brought.count(Change.NEW) == 1
    assert not Thread.objects.exists()
    assert not Entry.objects.exists()


def test_an_edited_post_keeps_both_versions(db: None) -> None:
    bring(post(1, "We are tired."), post(2, "Yes."))
    brought = bring(post(1, "We are very tired."), post(2, "Yes."))
    assert [each.number for each in brought.posts if each.change is Change.WORDS] == [1]
    said = PostVersion.objects.filter(post__number=1).values_list("number", "blocks__0__text")
    assert list(said) == [(1, "We are tired."), (2, "We are very tired.")]


def test_markup_that_changes_no_word_is_no_edit(db: None) -> None:
    bring(post(1, "We are tired."))
    again = post(1, "We are tired.")
    brought = bring_thread(by=None, arriving=arriving(type(again)(**{**vars(again), "fingerprint": "other"})))
    assert brought.changed_nothing


def test_marks_stay_at_their_words_and_say_when_these_are_gone(organisation: object, alice: Person) -> None:
    thread = bring(post(1, "We are tired. Nobody asks.")).thread
    stored = Post.objects.get(thread=thread)
    for start, end in ((0, 13), (14, 26)):
        words = "We are tired. Nobody asks."[start:end]
        Passage.objects.create(
            post=stored, version=1, kind=Kind.CONCERN, words=words, start=start, end=end,
            item_id=stored.id, became=False, marked_by=alice, marked_on="2026-09-21",
        )  # fmt: skip
    brought = bring(post(1, "Edit: so. We are tired. Somebody asked."))
    (changed,) = brought.posts
    assert (changed.passages_kept, changed.passages_lost) == (1, 1)
    places = {each.words: (each.start, each.end) for each in Passage.objects.all()}
    assert places == {"We are tired.": (10, 23), "Nobody asks.": (None, None)}
    bring(post(1, "We are tired. Nobody asks."))
    assert list(Passage.objects.order_by("start").values_list("start", flat=True)) == [0, 14]


def test_a_post_taken_down_there_is_noted_here_and_can_come_back(db: None) -> None:
    bring(post(1, "One."), post(2, "Two."))
    gone = bring(post(1, "One."), post(2, state=PostState.DELETED))
    assert gone.count(Change.TAKEN_DOWN) == 1
    assert Post.objects.get(number=2).state == PostState.DELETED
    back = bring(post(1, "One."), post(2, "Two."))
    assert back.count(Change.PUT_BACK) == 1
    assert PostVersion.objects.filter(post__number=2).count() == 1


def test_a_post_that_the_forum_no_longer_names_is_noted_as_deleted(db: None) -> None:
    bring(post(1, "One."), post(2, "Two."))
    brought = bring(post(1, "One."))
    assert [(each.number, each.change) for each in brought.posts] == [(1, Change.NONE), (2, Change.TAKEN_DOWN)]
    assert bring(post(1, "One.")).changed_nothing


def test_part_of_a_thread_takes_nothing_away(db: None) -> None:
    bring(post(1, "One."), post(2, "Two."))
    brought = bring_thread(by=None, arriving=arriving(post(2, "Two."), post(3, "Three."), listed=("901", "902", "903")))
    assert [(each.number, each.change) for each in brought.posts] == [(2, Change.NONE), (3, Change.NEW)]
    assert Post.objects.count() == 3


def test_topics_of_two_forums_with_one_number_are_two_threads(db: None) -> None:
    bring(post(1, "One."))
    other = arriving(post(1, "Another."))
    bring_thread(by=None, arriving=type(other)(**{**vars(other), "begun_at": other.posts[0].at}))
    assert Thread.objects.count() == 2
    assert PostVersion.objects.count() == 2


def test_a_new_title_is_taken_over(db: None) -> None:
    bring(post(1, "One."))
    assert bring(post(1, "One."), title="Who looks after all of us?").title_changed
    assert Thread.objects.get().title == "Who looks after all of us?"


def test_quotations_are_kept_as_what_they_are(db: None) -> None:
    bring(post(1, Block(BlockKind.PARAGRAPH, "theirs", quoted=1, said_by="bob"), "mine"))
    assert PostVersion.objects.get().blocks == [
        {"kind": "paragraph", "text": "theirs", "quoted": 1, "said_by": "bob"},
        {"kind": "paragraph", "text": "mine"},
    ]
