"""Topics as a Discourse server gives them, with the keys that nobody here reads."""

import json
from typing import Any

_AROUND = {
    "avatar_template": "/letter_avatar_proxy/v4/letter/d/ba9def/{size}.png",
    "post_type": 1,
    "updated_at": "2026-03-02T09:00:00.000Z",
    "reply_count": 0,
    "quote_count": 0,
    "incoming_link_count": 3,
    "reads": 21,
    "score": 4.2,
    "yours": False,
    "topic_slug": "who-looks-after-us",
    "display_username": "",
    "primary_group_name": None,
    "version": 1,
    "can_edit": False,
    "link_counts": [{"url": "https://example.org/", "internal": False, "reflection": False, "clicks": 2}],
    "bookmarked": False,
    "trust_level": 2,
    "deleted_at": None,
    "user_deleted": False,
    "edit_reason": None,
    "wiki": False,
    "reviewable_id": None,
    "polls": [],
}


def post(number: int, cooked: str, **more: object) -> dict[str, Any]:
    """Return a post by `dana_w` as a topic file holds it."""
    return {
        **_AROUND,
        "id": 500 + number,
        "topic_id": 77,
        "post_number": number,
        "username": "dana_w",
        "name": "Dana W.",
        "created_at": f"2026-03-{number:02}T10:00:00.000Z",
        "reply_to_post_number": None,
        "actions_summary": [{"id": 2, "count": number}],
        "cooked": cooked,
        **more,
    }


def topic(*posts: dict[str, Any], post_stream: dict[str, Any] | None = None, **more: object) -> dict[str, Any]:
    """Return a topic of these posts."""
    return {
        "id": 77,
        "title": "Who looks after us?",
        "fancy_title": "Who looks after us?",
        "slug": "who-looks-after-us",
        "created_at": "2026-03-01T10:00:00.000Z",
        "posts_count": len(posts),
        "views": 250,
        "category_id": 5,
        "tags": ["wellbeing"],
        "details": {"participants": [{"id": 1, "username": "dana_w"}], "can_flag_topic": True},
        "suggested_topics": [],
        "actions_summary": [{"id": 4, "count": 0, "hidden": False, "can_act": False}],
        **more,
        "post_stream": {
            "posts": list(posts),
            "stream": [each.get("id") for each in posts],
            **(post_stream or {}),
        },
    }


def written(found: object) -> bytes:
    """Return the bytes of a file that holds this."""
    return json.dumps(found, ensure_ascii=False, indent=1).encode()
