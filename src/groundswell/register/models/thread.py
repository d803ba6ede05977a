"""Tables of what was written elsewhere: threads, their posts in every version seen, and the passages marked in them."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register.rules.items import SourceKind
from groundswell.register.threads.rules import MARKABLE, READABLE, PostState


class Thread(models.Model):
    """A thread, retrospective or sprint update, as its source tells it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    source = models.CharField(max_length=13, choices=[(each, each) for each in READABLE], default=SourceKind.THREAD)
    # Two forums may number their topics alike; no two began the same topic at the same moment.
    system = models.CharField(max_length=20)
    external_id = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    title = models.CharField(max_length=300)
    address = models.URLField(max_length=500, default="", blank=True)
    # The key of the audience that could read it where it was written: nobody else reads its words here.
    reach = models.CharField(max_length=48, default=Audience.PUBLIC)
    # How many posts the source says there are; null where it does not say.
    listed = models.PositiveIntegerField(null=True)
    imported_on = models.DateField()

    class Meta:
        ordering = ("-begun_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("system", "external_id", "begun_at"), name="a_topic_is_one_thread"),
        )

    def __str__(self) -> str:
        return self.title


class Post(models.Model):
    """One post. Its words stand in its versions; the newest is what its author says today."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    external_id = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    # Who wrote it, as the source names them: somebody there is not a person here until they say so. Of a document, the
    # name is that of the headings above.
    handle = models.CharField(max_length=100)
    name = models.CharField(max_length=200, default="", blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=[(state, state) for state in PostState], default=PostState.SHOWN)
    reply_to = models.PositiveIntegerField(null=True)
    likes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("number", "external_id")
        constraints = (models.UniqueConstraint(fields=("thread", "external_id"), name="a_post_is_there_once"),)

    def __str__(self) -> str:
        return f"{self.number}, {self.handle}"


class PostVersion(models.Model):
    """The words of a post as they were on a day. Versions are added, never changed."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    blocks = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    seen_on = models.DateField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("post", "number"), name="post_versions_count_up"),)

    def __str__(self) -> str:
        return f"version {self.number}"


class Passage(models.Model):
    """Exact words of a post, marked as something, and the register item that they became or support.

    `start` and `end` count characters in the newest version of the post; both are null when its author no longer
    says these words. A passage is of the kind of its item.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="passages")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=[(each, each) for each in MARKABLE])
    words = models.TextField()
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    item_id = models.UUIDField()
    # Whether the item was made from these words, or was there before and is supported by them.
    became = models.BooleanField()
    marked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    marked_on = models.DateField()

    class Meta:
        ordering = ("start", "end", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gt=F("start")), name="passage_has_words_or_no_place"
            ),
            models.UniqueConstraint(fields=("post", "kind", "item_id", "words"), name="words_support_an_item_once"),
        )
        indexes = (models.Index("kind", "item_id", name="passages_of_an_item"),)

    def __str__(self) -> str:
        return self.words
