"""A month's reports: from the schedule over the queue to what customers and operators read."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from code24.adapters import aws
from code24.adapters.rollups import DynamoRollups
from code24.reports.calendar import Month
from tests.e2e.visitor import Built, Cloud, request_of
from tests.e2e.waiting import awaited
from tests.unit.reports.monthly.months import days_of, figures

YEAR = datetime.now(UTC).year + 1
"""To come, so that nothing else that happens in the cloud of the tests is in it."""
OCTOBER, NOVEMBER = Month(YEAR, 10), Month(YEAR, 11)
DUE = f"{YEAR}-12-01T15:00:00Z"
BUCKET = "code24-local-data-000000000000"
FOLDER = f"analytics/monthly/{YEAR}/11/"


@pytest.fixture
def _adapters(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets adapters reach the emulated AWS."""
    for name, value in cloud.settings.aws_environment().items():
        monkeypatch.setenv(name, value)
    aws.forget()
    yield
    aws.forget()


@pytest.fixture
def shop(cloud: Cloud, _adapters: None) -> Built:
    """A site that is there since October, with two months of figures."""
    built = cloud.build(request_of("bakery-en") | {"name": "Crust and Daughters"})
    cloud.aws("dynamodb").update_item(
        TableName="code24-local-sites",
        Key={"site_id": {"S": built.site_id}, "record": {"S": "site"}},
        UpdateExpression="SET created_at = :then",
        ExpressionAttributeValues={":then": {"S": datetime(YEAR, 10, 1, tzinfo=UTC).isoformat()}},
    )
    rollups = DynamoRollups(table="code24-local-rollups", bucket=BUCKET)
    for month in (OCTOBER, NOVEMBER):
        for rollup in days_of(month, _figures, built.site_id):
            rollups.put(rollup)
    return built


def _figures(day: date) -> dict[str, Any]:
    return figures(day.month, converting=day.day % 2, source=f"<b>{day.month}</b>")


class Reports:
    """The reports of November in the bucket, and what makes them."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    def stored(self) -> dict[str, bytes]:
        s3 = self._cloud.aws("s3")
        found = s3.list_objects_v2(Bucket=BUCKET, Prefix=FOLDER).get("Contents", ())
        return {each["Key"]: s3.get_object(Bucket=BUCKET, Key=each["Key"])["Body"].read() for each in found}

    def parts(self, run: int) -> set[str]:
        prefix = f"analytics/monthly/parts/{YEAR}/11/run-{run}/"
        found = self._cloud.aws("s3").list_objects_v2(Bucket=BUCKET, Prefix=prefix).get("Contents", ())
        return {each["Key"].removeprefix(prefix) for each in found}

    def make(self, run: int, customers: int) -> dict[str, bytes]:
        """As the schedule does; only the looks whether all customers are there come at once, not after a minute."""
        call = json.dumps({"scheduled_at": DUE, "run": run}).encode()
        for _ in range(2):  # a schedule delivers at least once
            answer = self._cloud.aws("lambda").invoke(FunctionName="code24-local-cron-monthly-analytics", Payload=call)
            assert "FunctionError" not in answer, answer["Payload"].read()
        awaited(lambda: self.parts(run), lambda found: sum("summaries/" in each for each in found) >= customers)
        self._ask(run, "slice", 0)
        awaited(lambda: self.parts(run), lambda found: "slices/000000.json" in found)
        self._ask(run, "platform", 1)
        return awaited(self.stored, lambda found: f"{FOLDER}report.html" in found)

    def _ask(self, run: int, part: str, number: int) -> None:
        task = {"part": part, "year": YEAR, "month": 11, "scheduled_at": DUE, "run": run, "number": number}
        sqs = self._cloud.aws("sqs")
        address = sqs.get_queue_url(QueueName="code24-local-reports")["QueueUrl"]
        sqs.send_message(QueueUrl=address, MessageBody=json.dumps(task))


def test_the_schedule_leads_to_reports_that_customers_and_operators_read(
    cloud: Cloud, shop: Built, stranger: str
) -> None:
    reports = Reports(cloud)
    customers = len(cloud.aws("dynamodb").scan(TableName="code24-local-customers")["Items"])
    first = reports.make(1, customers)
    assert reports.make(2, customers) == first

    assert {"year": YEAR, "month": 11} in cloud.api("GET", "/reports").json()["reports"]
    of_site = cloud.api("GET", f"/reports/{YEAR}/11/sites/{shop.site_id}").json()
    assert of_site["audience"]["figures"]["visitors"] == 30 * 11
    assert of_site["audience"]["figures"]["conversionRate"] == round(15 / 330, 4)
    assert [point["visitors"] for point in of_site["history"]["months"]] == [31 * 10, 30 * 11]
    assert of_site["history"]["trends"][0]["change"] == 6.5
    answer = cloud.api("GET", f"/reports/{YEAR}/11")
    assert answer.status_code == 200, answer.text
    [row] = [row for row in answer.json()["sites"] if row["siteId"] == shop.site_id]
    assert (row["name"], row["figures"]["visitors"], row["visitorsChange"]) == ("Crust and Daughters", 330, 6.5)
    page = cloud.api("GET", f"/reports/{YEAR}/11/page")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f"November {YEAR} in figures" in page.text
    assert "&lt;b&gt;11&lt;/b&gt;" in page.text
    assert "<b>11</b>" not in page.text
    platform = cloud.api("GET", f"/reports/platform/{YEAR}/11").json()
    assert (platform["customers"], platform["missing"]) == (customers, 0)
    assert platform["audience"]["figures"]["visitors"] >= 330

    assert cloud.api("GET", f"/reports/{YEAR}/11/sites/{shop.site_id}", key=stranger).status_code == 404
    assert cloud.api("GET", f"/reports/platform/{YEAR}/11", key=stranger).status_code == 403
    assert cloud.api("GET", f"/reports/{YEAR}/11/page", key=None).status_code == 401
    assert cloud.api("GET", f"/reports/{YEAR}/13").status_code == 422
    assert cloud.api("GET", f"/reports/{YEAR + 1}/01").status_code == 404
