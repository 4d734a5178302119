"""From a description to a live site, through the platform API."""

import json
import time
from datetime import datetime

import pytest

from tests.e2e.breaking import executions
from tests.e2e.visitor import Built, Cloud, request_of
from tests.e2e.waiting import awaited

TEAM = [
    "market-research", "competitive-analysis", "pictures",
    "brand", "design", "content", "development", "quality-gate", "publish"
]  # fmt: skip


def test_a_description_becomes_a_live_site(cloud: Cloud, bakery: Built) -> None:
    answer = cloud.visit(bakery.slug)

    assert bakery.url == f"http://{bakery.slug}.localhost:{cloud.settings.port}/"
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Crumb &amp; Ember" in answer.text


def test_every_worker_did_its_part_once(bakery: Built) -> None:
    names = [worker["worker"] for worker in bakery.progress]
    assert sorted(names[:3]) == sorted(TEAM[:3])  # these three work at the same time
    assert names[3:] == TEAM[3:]
    assert {worker["status"] for worker in bakery.progress} == {"complete"}
    for worker in bakery.progress:
        assert datetime.fromisoformat(worker["startedAt"]) <= datetime.fromisoformat(worker["completedAt"])


def test_every_worker_left_its_artifact(cloud: Cloud, bakery: Built) -> None:
    bucket = next(name for name in _buckets(cloud) if "-data-" in name)
    listed = cloud.aws("s3").list_objects_v2(Bucket=bucket, Prefix=f"builds/{bakery.build_id}/")["Contents"]
    names = {entry["Key"].rpartition("/")[2].removesuffix(".json") for entry in listed}

    assert names == {"request", *TEAM}


def test_the_execution_can_be_inspected_like_any(cloud: Cloud, bakery: Built) -> None:
    awaited(  # its last step says that the build is complete
        lambda: executions(cloud, "build", bakery.build_id), lambda found: found == {bakery.build_id: "SUCCEEDED"}
    )


def test_the_same_idempotency_key_is_one_build(cloud: Cloud) -> None:
    request, begun = request_of("terse-de"), time.monotonic()
    receipts = [cloud.api("POST", "/build", request, idempotency_key="e2e-one") for _ in range(2)]
    other = cloud.api("POST", "/trigger/build", request_of("plumber-en"), idempotency_key="e2e-one")

    assert [receipt.status_code for receipt in receipts] == [202, 202]
    assert receipts[0].json() == receipts[1].json()
    assert receipts[0].json()["details"] == {"status": "queued", "error": None, "output": None}
    assert other.status_code == 422
    assert other.headers["content-type"] == "application/problem+json"
    built = cloud.finished(receipts[0].json()["id"], begun)
    assert 'lang="de' in cloud.visit(built.slug).text


@pytest.mark.parametrize("key", [None, "c24_local_" + "0" * 32, "nonsense"])
def test_without_a_valid_key_nothing_starts(cloud: Cloud, key: str | None) -> None:
    answer = cloud.api("POST", "/build", request_of("bakery-en"), key=key)

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert "id" not in answer.json()


def test_somebody_elses_build_looks_like_none(cloud: Cloud, bakery: Built, stranger: str) -> None:
    seen = cloud.api("GET", f"/build?instanceId={bakery.build_id}", key=stranger)
    absent = cloud.api("GET", "/build?instanceId=b0000000000000000", key=stranger)

    assert seen.status_code == absent.status_code == 404
    answers = [answer.json() | {"instance": "each its own"} for answer in (seen, absent)]
    assert json.loads(json.dumps(answers[0]).replace(bakery.build_id, "b0000000000000000")) == answers[1]
    assert cloud.api("GET", "/sites", key=stranger).json() == {"sites": [], "next": None}
    assert cloud.api("DELETE", f"/sites/{bakery.site_id}", key=stranger).status_code == 404
    assert cloud.visit(bakery.slug).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"primaryGoal": "fame"}, "primaryGoal"),
        ({"name": "a\x00b"}, "name"),
        ({"pages": 3}, "pages"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_starts(cloud: Cloud, changes: dict[str, object], field: str) -> None:
    before = len(cloud.api("GET", "/sites").json()["sites"])
    answer = cloud.api("POST", "/build", request_of("bakery-en", **changes))

    assert answer.status_code == 422
    assert field in json.dumps(answer.json())
    assert len(cloud.api("GET", "/sites").json()["sites"]) == before


def test_too_large_a_body_is_refused(cloud: Cloud) -> None:
    answer = cloud.api("POST", "/build", request_of("bakery-en", description="x" * 300_000))

    assert answer.status_code == 413


def test_health_and_documentation_need_no_key(cloud: Cloud) -> None:
    assert cloud.api("GET", "/health", key=None).json()["status"] == "ok"
    assert cloud.api("GET", "/docs", key=None).status_code == 200


def test_one_worker_can_be_called_by_name(cloud: Cloud) -> None:
    answer = cloud.api("POST", "/workers/brand/create", request_of("yoga-de"))

    assert answer.status_code == 200, answer.text
    assert answer.json()["worker"] == "brand"
    assert cloud.api("GET", f"/workers/results/{answer.json()['id']}").json() == answer.json()


def _buckets(cloud: Cloud) -> list[str]:
    return [bucket["Name"] for bucket in cloud.aws("s3").list_buckets()["Buckets"]]
