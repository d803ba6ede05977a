"""One person whom a source names by two keys: a number that stays, and a handle that pages show."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from groundswell.questions.rules.arriving import Arriving, Voice, is_older_voice


class Linked(Protocol):
    """An identity, as far as the rule needs it."""

    @property
    def id(self) -> int: ...  # noqa: D102 - as the class says

    @property
    def person_id(self) -> object: ...  # noqa: D102 - as above


def under(ready: Arriving, known_as: Mapping[str, str]) -> Arriving:
    """Return what arrives with everybody under the key by which they are known."""
    if not known_as:
        return ready
    voices: dict[str, Voice] = {}
    for voice in ready.voices.values():
        key = known_as.get(voice.key, voice.key)
        named = voice if key == voice.key else voice._replace(key=key, also=voice.key)
        before = voices.get(key)
        if before is None or not is_older_voice(named, before):
            voices[key] = named
    topics = {
        key: topic._replace(author=known_as.get(topic.author, topic.author)) for key, topic in ready.topics.items()
    }
    posts = {key: post._replace(author=known_as.get(post.author, post.author)) for key, post in ready.posts.items()}
    return replace(ready, voices=voices, topics=topics, posts=posts)


def may_be_one(one: Linked, other: Linked, *, are_apart: bool) -> bool:
    """Tell whether the source's word is taken that two are one: not against what people here said of them."""
    if one.id == other.id:
        return True
    return not are_apart and not (one.person_id and other.person_id and one.person_id != other.person_id)
