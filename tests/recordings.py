"""Recordings with round numbers, so that sums can be done by hand."""

from datetime import UTC, datetime

from code24.costs.counts import Counts, Invocations
from code24.costs.recorded import Recorded, Scenario, Stored


def scenario(name: str, times: float = 1, stored: Stored | None = None, **counts: object) -> Scenario:
    counted = Counts.model_validate(counts)
    return Scenario(name=name, title=name, times=times, counts=counted, stored=stored or Stored())


def recorded(*scenarios: Scenario) -> Recorded:
    return Recorded(
        at=datetime(2026, 11, 22, 12, tzinfo=UTC),
        machine="a machine",
        processors=2,
        load=0.5,
        load_after=0.6,
        scenarios=scenarios,
    )


def function(count: int, milliseconds: float, gb_seconds: float, log_bytes: int = 0) -> Invocations:
    return Invocations(count=count, milliseconds=milliseconds, gb_seconds=gb_seconds, log_bytes=log_bytes)


FULL = recorded(
    scenario("build", transitions=20, stored=Stored(code=200_000, objects={"data": 1_000_000}, items=500)),
    scenario(
        "cycle",
        transitions=20,
        requests={"lambda:PublishVersion": 1, "lambda:UpdateFunctionCode": 1, "lambda:GetFunction": 50},
    ),
    scenario("cycle-without-gain", transitions=16),
    scenario("unchanged-cycle", times=10, transitions=35, write_units={"sites": 10.0}),
    scenario(
        "page-views",
        times=0.5,
        invocations={"web-dispatcher": function(1_000, 10_000.0, 10.0)},
        http_requests={"sites": 2_000},
        edge_requests=3_000,
        write_units={"code24-local-rollups": 1_000.0, "code24-local-salts": 7.0},
        requests={"s3:PutObject": 250, "sqs:SendMessage": 1_000},
    ),
)
"""Everything that a fleet is made of."""
