"""Writes about threads, one function a use case."""

from groundswell.register.threads.actions.agreeing import let_more_read
from groundswell.register.threads.actions.importing import Brought, BroughtPost, bring_thread
from groundswell.register.threads.actions.marking import mark, unmark

__all__ = ["Brought", "BroughtPost", "bring_thread", "let_more_read", "mark", "unmark"]
