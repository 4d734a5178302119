"""Real processes, killed while they work: `make bench` does the same with 100,000 events."""

from tests.benchmarks.processing import killed


def test_nothing_is_lost_or_counted_twice_when_workers_are_killed() -> None:
    found = killed(1200, workers=2, seconds_between=0.04)
    assert found["deaths"] > 0
    assert (found["events"], found["lost"], found["counted_twice"], found["wrong"]) == (1200, 0, 0, 0)
