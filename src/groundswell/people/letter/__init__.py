"""The weekly letter: the only mail that is sent by the clock."""

from groundswell.people.letter.sending import send_due_letter

__all__ = ["send_due_letter"]
