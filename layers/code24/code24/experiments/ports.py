"""What experiments need of the world, besides `code24.ports` and `code24.analytics.ports`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from code24.experiments.models import AbTest
from code24.experiments.traffic import TrafficPlan
from code24.types import CustomerId, SiteId, TestId


class DueTest(NamedTuple):
    """A test whose next look is due."""

    site_id: SiteId
    test_id: TestId


class Tests(Protocol):
    """A/B tests."""

    def create(self, test: AbTest) -> None:
        """Store a new test. Raises AlreadyExists."""
        ...

    def get(self, site_id: SiteId, test_id: TestId) -> AbTest:
        """Raises NotFound."""
        ...

    def of_site(self, site_id: SiteId, limit: int, after: AbTest | None = None) -> Sequence[AbTest]:
        """Up to `limit` tests of a site, newest first; those behind `after`, if given."""
        ...

    def replace(self, test: AbTest) -> AbTest:
        """Store a changed test over the one that it was made of; its version counts on.

        Raises Conflict where another change was stored meanwhile, and NotFound where the test is gone.
        """
        ...

    def due(self, now: datetime, limit: int) -> Sequence[DueTest]:
        """Up to `limit` tests whose next look is due, the longest due first."""
        ...

    def watched(self, limit: int) -> Sequence[DueTest]:
        """Up to `limit` tests that run, whether or not a look is due by the time: new events of one are looked at."""
        ...

    def owners(self, several: Sequence[DueTest]) -> Mapping[TestId, CustomerId]:
        """Whose these tests are, as far as they are there and it was noted. Raises Transient."""
        ...

    def delete_all(self, site_id: SiteId) -> None:
        """Remove every test of a site."""
        ...


Tests.__test__ = False  # type: ignore[attr-defined]  # no test case


class TrafficPlans(Protocol):
    """Which visitors of a site see what; one plan a site."""

    def get(self, site_id: SiteId) -> TrafficPlan:
        """The site's plan; a new one with version 0 and a salt of its own where none was stored yet."""
        ...

    def replace(self, plan: TrafficPlan) -> TrafficPlan:
        """Store a changed plan over the one that it was made of; its version counts on.

        Raises Conflict where another change was stored meanwhile, or the plan was deleted.
        """
        ...

    def delete(self, site_id: SiteId) -> None:
        """Remove the plan; nothing there is fine."""
        ...


class TestQueue(Protocol):
    """Looks that are asked for."""

    def send(self, site_id: SiteId, test_id: TestId | None) -> None:
        """Ask for a look at a test; without one, whether a challenger of the site is worth a test."""
        ...

    def send_all(self, looks: Sequence[tuple[SiteId, TestId | None]], *, watched: bool = False) -> None:
        """Ask for many looks, `watched` at running tests before their time, as their sites had visitors.

        Raises Transient where not all could be asked for; asking again is fine.
        """
        ...

    def waiting(self) -> int:
        """About how many looks nobody has taken yet."""
        ...


TestQueue.__test__ = False  # type: ignore[attr-defined]  # no test case
