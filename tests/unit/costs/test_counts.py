import re
from pathlib import Path

import pytest

from code24.costs.counts import ACCESS_LOG_LINE, Counts, Invocations, usage_of
from code24.costs.prices import Item

TEMPLATE = Path(__file__).parents[3] / "template.yaml"


def test_what_is_counted_is_billed_by_its_own_item() -> None:
    counts = Counts(
        requests={"s3:PutObject": 3, "s3:GetObject": 5, "s3:HeadObject": 1, "s3:DeleteObject": 9, "lambda:Invoke": 7},
        invocations={"web-api": Invocations(count=2, milliseconds=30.0, gb_seconds=0.25, log_bytes=1_000)},
        read_units={"sites": 2.5, "builds": 1.0},
        write_units={"sites": 4.0},
        transitions=14,
        queue_requests=6,
        bus_events=1,
        scheduled=1,
        http_requests={"platform": 2, "sites": 3},
        out_bytes={"platform": 5_000, "sites": 70_000},
        edge_requests=8,
        edge_bytes=2_000_000,
        edge_posted=1_000,
    )

    assert usage_of(counts) == {
        Item.LAMBDA_ARM: 0.25,
        Item.LAMBDA_REQUEST: 2,
        Item.TRANSITION: 14,
        Item.TABLE_READ: 3.5,
        Item.TABLE_WRITE: 4,
        Item.OBJECT_WRITE: 3,
        Item.OBJECT_READ: 6,  # the deletions are free
        Item.QUEUE_REQUEST: 6,
        Item.BUS_EVENT: 1,
        Item.SCHEDULE: 1,
        Item.HTTP_REQUEST: 5,
        Item.API_BYTES: pytest.approx(5e-6),  # what goes to the distribution is not billed
        Item.EDGE_REQUEST: 8,
        Item.EDGE_FUNCTION: 8,
        Item.EDGE_BYTES: pytest.approx(0.002),
        Item.EDGE_ORIGIN_BYTES: pytest.approx(1e-6),
        Item.LOG_INGESTED: pytest.approx((1_000 + 5 * ACCESS_LOG_LINE) / 1e9),
    }


def test_functions_may_run_on_the_dearer_architecture() -> None:
    counts = Counts(invocations={"site": Invocations(count=1, gb_seconds=2.0)})

    assert usage_of(counts, "x86_64")[Item.LAMBDA_X86] == 2.0
    assert Item.LAMBDA_ARM not in usage_of(counts, "x86_64")


def test_nothing_counted_is_nothing_billed() -> None:
    assert usage_of(Counts()) == {}


def test_a_line_of_the_access_log_is_no_longer_than_it_is_billed_for() -> None:
    formats = re.findall(r"Format: >-\n((?:\s+\{?\"[^\n]+\n)+)", TEMPLATE.read_text())
    assert len(formats) == 2
    values = {
        "requestId": "Xk2vGhLXoAMEbXg=", "requestTimeEpoch": "1795363200", "domainName": "a" * 12 + ".code24.dev",
        "httpMethod": "GET", "routeKey": "POST /api/event", "status": "200", "responseLength": "123456",
        "responseLatency": "1234", "integrationLatency": "1234", "integrationErrorMessage": "-",
        "path": "/sites/" + "s" * 50,
    }  # fmt: skip
    for lines in formats:
        line = "".join(part.strip() for part in lines.splitlines())
        filled = re.sub(r"\$context\.(\w+)", lambda name: values[name[1]], line)
        assert "$" not in filled
        assert len(filled.encode()) + 26 <= ACCESS_LOG_LINE
