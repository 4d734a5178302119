import pytest

from code24.costs.dear import dear
from code24.costs.fleet import TICKS, Assumptions
from tests.recordings import recorded, scenario


def test_what_is_paid_for_again_and_again_adds_up_over_a_month() -> None:
    each = recorded(
        scenario("tick-nothing-due", read_units={"sites": 8.0}),  # 0.000001 USD
        scenario("look-at-test", transitions=0, queue_requests=10),  # 0.000004
        scenario("look-without-record", transitions=0, queue_requests=5),  # 0.000002
    )

    found = {item.what: item for item in dear(each, Assumptions(alarms=7, custom_metrics=50, queues=1))}

    assert found["custom metrics of the platform"].usd == pytest.approx(15)
    assert found["alarms of the platform"].usd == pytest.approx(0.7)
    assert found["empty queues of the platform"].usd == pytest.approx(0.2628)  # 5 pollers ask every 20 s
    assert found["the tick, with nothing due"].usd == pytest.approx(TICKS * 0.000001)
    # Somebody comes in every hour: every tick looks, and one of twenty records what it saw.
    often = found["an A/B test on a site with 10,000 visits a month"]
    assert often.usd == pytest.approx(730 * (19 * 0.000002 + 0.000004), rel=1e-4)
    assert often.how == "13,870 looks for 0.000002, 730 with a record for 0.000004"
    rarely = found["an A/B test on a site with 100 visits a month"]
    assert rarely.how == "2,047 looks for 0.000002, 200 with a record for 0.000004"


def test_the_dearest_comes_first_and_nothing_is_made_up() -> None:
    found = dear(recorded(), Assumptions())

    assert [item.usd for item in found] == sorted((item.usd for item in found), reverse=True)
    assert len(found) == 3  # what is billed by the month, whatever was recorded
