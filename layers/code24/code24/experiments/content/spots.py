"""Weak spots: where in the way to the goal a site loses its visitors, and which words are there to be changed."""

from datetime import timedelta
from enum import StrEnum

from code24.models import Model

LOOKED_AT = timedelta(days=28)
"""How far back a site's figures are looked at."""


class Weakness(StrEnum):
    """How visitors are lost."""

    ARRIVAL = "arrival"
    """They come and leave without a second step."""
    OFFER = "offer"
    """They read on, and do not begin."""
    FORM = "form"
    """They begin with a form, and do not send it."""


class WeakSpot(Model):
    """A place on a site where visitors are lost."""

    weakness: Weakness
    path: str = "/"
    """Of the page."""
    sentence: str = ""
    """What was seen, with its numbers; empty where nobody looked."""
