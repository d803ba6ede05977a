"""The product's settings for the throw-away installation: the attackers' hands are quicker than people's."""

from groundswell.project.settings import *  # noqa: F403 - the product's settings are the base

# All of them come from one address, and the limits that stop a flood would be what is measured.
VOICES_PER_MINUTE = 0
ACCOUNT_RATE_LIMITS = False
