"""Tables of the register: concerns and what bears on them, and the way from what was said to what came of it."""

from groundswell.register.models.concern import Change, Concern, ConcernTheme, Merge, Theme
from groundswell.register.models.evidence import Bearing, Evidence
from groundswell.register.models.idea import Fit, Idea
from groundswell.register.models.item import Item
from groundswell.register.models.measure import Measure
from groundswell.register.models.perspective import Perspective
from groundswell.register.models.source import Answer, MeToo, Source
from groundswell.register.models.thread import Passage, Post, PostVersion, Thread
from groundswell.register.models.vocabulary import OrdinaryWord
from groundswell.register.models.wording import Wording

__all__ = [
    "Answer",
    "Bearing",
    "Change",
    "Concern",
    "ConcernTheme",
    "Evidence",
    "Fit",
    "Idea",
    "Item",
    "MeToo",
    "Measure",
    "Merge",
    "OrdinaryWord",
    "Passage",
    "Perspective",
    "Post",
    "PostVersion",
    "Source",
    "Theme",
    "Thread",
    "Wording",
]
