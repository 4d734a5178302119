"""Market research: what is known about the field a business works in."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, HttpUrl

from code24.build.models import Brief, Offer
from code24.models import Model


class Source(StrEnum):
    """Where a statement comes from: the owner's own words, or the playbook of the industry."""

    BRIEF = "brief"
    PLAYBOOK = "playbook"


class Statement(Model):
    """One sentence or phrase with its source."""

    text: str
    source: Source


class Season(Model):
    """Months (1 to 12) in which demand is known to rise, and why."""

    months: tuple[Annotated[int, Field(ge=1, le=12)], ...]
    reason: str


class MarketResearchRequest(Model):
    """Asks for the market of a brief."""

    brief: Brief


class MarketResearch(Model):
    """What the other workers should know before they decide anything."""

    industry: str
    """Id of the playbook that serves this business; `general` where nobody foresaw the business type."""
    business_type: str
    """As the owner wrote it."""
    schema_type: str
    """The narrowest schema.org type that is true of the business (`Bakery`, `Dentist`, `LocalBusiness` …)."""
    audience: tuple[Statement, ...]
    needs: tuple[Statement, ...]
    """What visitors come to find out or get done, most pressing first."""
    vocabulary: tuple[str, ...]
    """Words of the field that visitors search with, in the site's language."""
    offers: tuple[Statement, ...]
    """What the business offers, from the description where it says so."""
    offered: tuple[Offer, ...] = ()
    """The same offers with what is known of each: those that the brief lists, else those read from its description."""
    seasons: tuple[Season, ...] = ()
    competitors: tuple[HttpUrl, ...] = ()
    """Pages to look at: those that the owner named."""
