import pytest

from code24.costs.fleet import SECONDS, Assumptions, Traffic
from code24.costs.quota_tables import quotas
from code24.costs.quotas import QUOTAS, demand_of, standings
from tests.recordings import FULL

GIVEN = Assumptions(
    traffic=(Traffic(1.0, SECONDS / 1_000, 30),),  # a view of a thousand sites every second
    active=1.0,
    mending_cycles=0.0,
    empty_cycles=1.0,
    builds=0.0,
    peak=2.0,
    months_kept=10,
    own_domains=0.1,
)


def test_what_a_fleet_asks_for_is_what_was_recorded_at_the_peak() -> None:
    demand = demand_of(1_000, FULL, GIVEN)

    assert demand.views_per_second == pytest.approx(2)
    assert demand.http_per_second == pytest.approx(8)  # 2,000 requests for 500 views
    assert demand.edge_per_second == pytest.approx(12)
    assert demand.rollup_writes_per_second == pytest.approx(4)  # of the rollups table alone
    assert demand.event_puts_per_second == pytest.approx(1)
    assert demand.concurrency == pytest.approx(2 * 0.020)  # 10 s for 500 views
    assert demand.code_bytes == 1_000 * 2 * 100_000  # nothing is mended: `$LATEST` and the first version
    assert demand.open_executions == 1_000
    assert demand.own_domains == 100
    assert demand.hottest_site_writes_per_second == pytest.approx(2 / 1_000 * 2)


def test_versions_of_sites_functions_gather_until_old_ones_are_deleted() -> None:
    begun = GIVEN.model_copy(update={"mending_cycles": 0.3, "builds": 0.1})
    grown = GIVEN.model_copy(update={"mending_cycles": 3.0, "builds": 0.1})
    older = grown.model_copy(update={"months_kept": 100})

    assert begun.code_versions == pytest.approx(1 + 1 + 10 * 0.4)
    assert grown.code_versions == older.code_versions == 1 + 5 + 1
    assert demand_of(1_000, FULL, older).code_bytes == pytest.approx(1_000 * 7 * 100_000)


def test_publishing_asks_the_control_plane_but_reading_does_not() -> None:
    given = GIVEN.model_copy(update={"mending_cycles": 3.0})

    assert demand_of(1_000, FULL, GIVEN).control_calls_per_second == 0
    assert demand_of(1_000, FULL, given).control_calls_per_second == pytest.approx(2 * 3 * 1_000 * (2 + 2) / SECONDS)


def test_demand_grows_with_sites() -> None:
    few, many = demand_of(1_000, FULL, Assumptions()), demand_of(10_000, FULL, Assumptions())

    assert many.transitions_per_second == pytest.approx(10 * few.transitions_per_second)
    assert many.starts_per_second == pytest.approx(10 * few.starts_per_second)
    assert many.hottest_site_writes_per_second == few.hottest_site_writes_per_second


def test_the_quota_that_is_reached_first_comes_first() -> None:
    found = standings(demand_of(950_000, FULL, GIVEN))

    assert found[0].quota.name == "CloudFront distribution tenants"
    assert found[0].used == pytest.approx(9.5)
    assert [each.used for each in found] == sorted((each.used for each in found), reverse=True)
    assert len(found) == len(QUOTAS)


def test_every_quota_says_where_it_is_from_and_what_to_do() -> None:
    assert len({quota.name for quota in QUOTAS}) == len(QUOTAS)
    for quota in QUOTAS:
        assert quota.request or quota.raised in {"no", "by itself", "by a support case"}, quota.name
        assert quota.source.startswith("https://docs.aws.amazon.com/")
        assert len(quota.remedy) > 20


def test_the_table_says_how_many_sites_reach_a_quota() -> None:
    rows = {line.split(" | ")[0].strip("| "): line for line in quotas(FULL).splitlines()}

    assert rows["CloudFront distribution tenants"].endswith("| 50,000 |")  # a fifth of them have their own domain
