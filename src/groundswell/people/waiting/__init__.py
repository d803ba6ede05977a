"""What a member is asked to confirm, everything on one page, and how many minutes that takes."""

from groundswell.people.waiting.asking import AskedOfAll, ask_everybody, asked_of_all, asks_for, attention_now

__all__ = ["AskedOfAll", "ask_everybody", "asked_of_all", "asks_for", "attention_now"]
