"""Chats that are a door, and who is who there: by a mark, so that no dump of the database names anybody of the chat."""

from uuid import uuid4

from django.db import models

from groundswell.connectors.chat.rules import Kind
from groundswell.people.models import Person


class Door(models.Model):
    """A chat in which people can speak to us."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=[(each, each) for each in Kind])
    name = models.CharField(max_length=200)
    # What the chat proves itself with: Slack's signing secret, Mattermost's token of the command.
    secret = models.BinaryField()
    # With which direct messages are answered, and in Mattermost heard; none where there are none.
    bot = models.BinaryField(default=b"")
    # Where the bot is asked what was written to it (Mattermost); Slack tells by itself.
    address = models.CharField(max_length=500, default="")
    # How far each conversation with the bot was heard (Mattermost), or which events came lately (Slack): encrypted in
    # one piece, so that no copy says who wrote.
    heard = models.BinaryField(default=b"")
    # Why direct messages are not heard at the moment, as a sentence; "" while they are.
    fault = models.CharField(max_length=500, default="")
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Reply(models.Model):
    """An answer that waits to be written into its conversation: sealed, of one size, without a time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"reply {self.id}"


class Account(models.Model):
    """That an account of a chat is somebody's here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="accounts")
    mark = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    linked_on = models.DateField()

    class Meta:
        ordering = ("linked_on", "id")
        constraints = (models.UniqueConstraint(fields=("door", "mark"), name="one_person_a_chat_account"),)

    def __str__(self) -> str:
        return f"account {self.id}"


class Code(models.Model):
    """A code that somebody types in a chat, once, to say who they are. Only its mark is kept."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"code of {self.person_id}"
