"""What asks for the parts of a month's reports, and what they hand on."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from code24.models import Model
from code24.reports.monthly.models import FixFigures, MonthPoint
from code24.types import CustomerId, SiteId


class Part(StrEnum):
    """What a message asks for."""

    CUSTOMERS = "customers"
    """A slice of all customers: a message for each, and one for the next slice."""
    CUSTOMER = "customer"
    """One customer's month, or as many of their sites as there is time for."""
    SLICE = "slice"
    """The sums of a slice, once all of its customers are there."""
    PLATFORM = "platform"
    """The platform's month, once all slices are there."""


class ReportTask(Model):
    """The body of a message: one part of a month's reports. Doing it twice gives the same bytes."""

    part: Part
    year: Annotated[int, Field(ge=2000, le=9997)]
    month: Annotated[int, Field(ge=1, le=12)]
    scheduled_at: AwareDatetime
    run: Annotated[int, Field(ge=1)] = 1
    number: Annotated[int, Field(ge=0)] = 0
    """Of the slice; for the platform, how many slices there are."""
    customer_id: CustomerId | None = None
    """Whose month; for a slice of customers, behind whom it begins."""
    after: SiteId | None = None
    """The last site that an earlier message of the same customer did."""
    unread: tuple[SiteId, ...] = ()
    """Sites whose months earlier messages of the same customer could not make."""
    asked: int = 0
    """How often this was put off."""


class ReportPart(Model):
    """What became of a message."""

    done: bool
    """False where it was put off, or goes on in another message."""
    customers: int = 0
    sites: int = 0
    missing: int = 0
    """Customers, or slices, that are not there yet."""


class Manifest(Model):
    """The customers of a slice."""

    customers: tuple[CustomerId, ...]


class Strata(Model):
    """Mantel and Haenszel's sums over sites (`combining`): they add up."""

    numerator: float = 0.0
    denominator: float = 0.0
    variance: float = 0.0
    holdout_visitors: int = 0
    holdout_converting: int = 0
    visitors: int = 0
    converting: int = 0
    sites: int = 0


class Summary(Model):
    """What the platform's month takes of a customer's, or of a slice's: all of it adds up."""

    customers: int = 1
    with_visitors: int = 0
    """Customers who had any."""
    sites: int = 0
    left: int = 0
    """Sites that were deleted in the month."""
    unread: int = 0
    """Sites whose figures could not be read."""
    sums: Mapping[str, object]
    months: tuple[MonthPoint, ...]
    strata: Strata
    experiment_counts: Mapping[str, int]
    fixes: FixFigures
    missing: int = 0
    """Customers whose month could not be made."""
