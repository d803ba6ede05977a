"""Decisions about people and time, in plain Python."""

from enum import StrEnum


class Grant(StrEnum):
    """What a role allows its holder to open, besides what every member may."""

    NONE = ""
    ADVOCATE = "advocate"
    ALTERNATE = "alternate"
    PLANNER = "planner"
    ADMINISTRATOR = "administrator"
