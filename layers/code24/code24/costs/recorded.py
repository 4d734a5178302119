"""What `make cost` recorded: `docs/cost/recorded.json`."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from code24.costs.counts import Counts, usage_of
from code24.costs.prices import Item, times
from code24.models import Model


class Stored(Model):
    """Bytes that something left behind."""

    objects: Mapping[str, int] = Field(default_factory=dict)
    """In S3, by bucket."""
    items: int = 0
    """In DynamoDB's tables, indexes not included."""
    code: int = 0
    """In Lambda's code storage: every version of every site's function."""


class Scenario(Model):
    """Something that was done some times while it was counted."""

    name: str
    title: str
    """What one of it is, as in `a build`."""
    times: float
    """How often it was done."""
    counts: Counts
    stored: Stored = Stored()
    note: str = ""
    load: float = 0.0
    """Load average of the last minute when it was done: above the number of processors all its times are too long."""

    def usage(self, architecture: str = "arm64") -> dict[Item, float]:
        """What one of it is billed."""
        return times(usage_of(self.counts, architecture), 1 / self.times)


class Recorded(Model):
    """A run of all scenarios on one machine."""

    at: datetime
    machine: str
    processors: int
    load: float
    """Load average of the last minute when it began: more than `processors` makes all times longer."""
    load_after: float
    scenarios: tuple[Scenario, ...]
    missing: tuple[str, ...] = ()
    """What was not there to be counted, with the reason."""

    def scenario(self, name: str) -> Scenario:
        """The scenario of a name. Raises KeyError."""
        for each in self.scenarios:
            if each.name == name:
                return each
        raise KeyError(name)
