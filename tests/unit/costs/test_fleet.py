import pytest

from code24.costs.fleet import TICKS, Assumptions, Traffic, fixed_month, fleet, site_month, unchanged_cycles
from code24.costs.prices import Item
from code24.costs.recorded import Stored
from tests.recordings import FULL, function, recorded, scenario
from tests.template import resources

ONE_KIND = Assumptions(traffic=(Traffic(1.0, 1_000, 30),))


@pytest.mark.parametrize(
    ("changes", "hours", "checks"),
    [
        (1, 31, 5),  # 1 + 2 + 4 + 8 + 16
        (1, 30.9, 4),
        (1, 55, 6),  # and 24
        (1, 79, 7),
        (2, 62, 10),
        (0, 720, 30),  # never changed: once a day
        (31, 31, 31),  # changed every hour, each change is followed by one check
    ],
)
def test_a_loop_rests_longer_after_each_check_that_finds_nothing(changes: float, hours: float, checks: float) -> None:
    assert unchanged_cycles(changes, hours) == checks


def test_an_average_site_is_made_of_the_kinds_of_sites() -> None:
    given = Assumptions(traffic=(Traffic(0.75, 100, 10), Traffic(0.25, 2_000, 30)))

    assert given.views == 575
    assert given.days == 15


def test_a_site_month_is_what_was_recorded_times_what_is_assumed() -> None:
    given = ONE_KIND.model_copy(update={"active": 0.5, "mending_cycles": 4, "empty_cycles": 2, "builds": 0.1})

    month = site_month(FULL, given)

    assert month["cycles that mend"][Item.TRANSITION] == 20 * 0.5 * 4
    assert month["cycles without gain"][Item.TRANSITION] == 16 * 0.5 * 2
    assert month["unchanged cycles"][Item.TRANSITION] == pytest.approx(3.5 * 0.5 * unchanged_cycles(6))
    assert month["builds"][Item.TRANSITION] == pytest.approx(2)
    assert month["visitors"][Item.HTTP_REQUEST] == 4_000  # 2,000 were counted for 500 views
    assert month["monthly reports"] == {}  # nothing was recorded of it


def test_slower_processors_make_time_dearer_and_nothing_else() -> None:
    once, twice = (site_month(FULL, ONE_KIND.model_copy(update={"slower": slower}))["visitors"] for slower in (1, 2))

    assert twice[Item.LAMBDA_ARM] == 2 * once[Item.LAMBDA_ARM] == 40
    assert {**twice, Item.LAMBDA_ARM: 0} == {**once, Item.LAMBDA_ARM: 0}


def test_what_is_stored_gathers_over_the_months() -> None:
    given = ONE_KIND.model_copy(update={"months_kept": 10, "builds": 0.1, "active": 0.0})
    left = recorded(
        scenario("build", stored=Stored(objects={"data": 600, "releases": 400}, items=50, code=7)),
        scenario("page-views", times=0.5, stored=Stored(objects={"data": 1_000}, items=900)),
        scenario("roll-up", times=2, stored=Stored(objects={"data": 0}, items=-400)),
    )

    storage = site_month(left, given)["storage"]

    # A first build and one more in ten months; 10,000 views, of which 500 left 1,000 bytes and 500 bytes of items.
    assert storage[Item.OBJECT_STORAGE] == pytest.approx((2 * 1_000 + 20 * 1_000) / 1e9)
    assert storage[Item.TABLE_STORAGE] == pytest.approx((2 * 50 + 20 * 500) / 1e9)
    assert storage[Item.TABLE_BACKUP] == storage[Item.TABLE_STORAGE]


def test_fixed_costs_are_shared_by_all_sites() -> None:
    few, many = fleet(1_000, FULL, ONE_KIND), fleet(100_000, FULL, ONE_KIND)

    assert few.purposes["fixed"] == pytest.approx(100 * many.purposes["fixed"])
    assert few.usd_per_site > many.usd_per_site
    assert few.usd == pytest.approx(sum(few.services.values()))
    assert few.usd_per_site == pytest.approx(sum(few.purposes.values()))


def test_the_tick_runs_all_month_whatever_there_is_to_do() -> None:
    with_tick = recorded(scenario("tick-nothing-due", scheduled=1, read_units={"sites": 32.0}))

    fixed = fixed_month(with_tick, Assumptions(queues=2, alarms=7))

    assert TICKS == 14_600
    assert fixed[Item.TABLE_READ] == 32 * 14_600
    assert fixed[Item.QUEUE_REQUEST] == pytest.approx(2 * 5 * 730 * 3_600 / 20)
    assert fixed[Item.ALARM] == 7


def test_time_of_functions_is_shown_for_one() -> None:
    from code24.costs.fleet import milliseconds

    several = scenario("events", times=4, invocations={"a": function(2, 30.0, 1), "b": function(1, 10.0, 1)})
    assert milliseconds(several) == 10


def test_what_is_fixed_is_no_less_than_the_template_has() -> None:
    given = Assumptions()

    assert len(resources("AWS::Lambda::EventSourceMapping")) <= given.queues
    assert len(resources("AWS::CloudWatch::Alarm")) <= given.alarms
    assert len(resources("AWS::SecretsManager::Secret")) <= given.secrets
    assert len(resources("AWS::CloudWatch::Dashboard")) <= 1
