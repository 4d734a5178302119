"""The API's function: sample events, the adapters that it is wired to, and what it may import."""

import asyncio
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import boto3
import pytest
from moto import mock_aws

from code24.accounts.workers import CreateCustomer, create_customer
from code24.adapters import aws
from code24.runtime.wiring import port, ports_of
from tests.environment import ACCOUNT, FUNCTION, REGION
from tests.tables import create_table

ROOT = Path(__file__).parents[3]
HANDLER = ROOT / "functions" / "web" / "api" / "app.py"
EVENT = ROOT / "events" / "web" / "api.json"
CONTEXT = SimpleNamespace(aws_request_id="0d9a9a5e-6d11-4f0e-8f0a-3f6f0e5c2b11")
TABLES = {
    "SITES": ("site_id", "record", ("by-customer", "customer_id", "created_at")),
    "DOMAINS": ("host", None, None),
    "BUILDS": ("build_id", None, ("by-site", "site_id", "created_at")),
    "CUSTOMERS": ("customer_id", None, None),
    "API_KEYS": ("key_hash", None, None),
    "WORKER_RESULTS": ("id", None, None),
}


@pytest.fixture
def cloud() -> Iterator[None]:
    """The tables, buckets and state machine that the function's environment names."""
    port.cache_clear()
    aws.forget()
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        for name, (key, sort, index) in TABLES.items():
            create_table(FUNCTION[f"CODE24_{name}_TABLE"], key, sort, index)
        for bucket in ("DATA", "RELEASES"):
            boto3.client("s3").create_bucket(
                Bucket=FUNCTION[f"CODE24_{bucket}_BUCKET"],
                CreateBucketConfiguration={"LocationConstraint": REGION},
            )
        boto3.client("stepfunctions").create_state_machine(
            name=FUNCTION["CODE24_BUILD_STATE_MACHINE_ARN"].rpartition(":")[2],
            definition=json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}),
            roleArn=f"arn:aws:iam::{ACCOUNT}:role/build",
        )
        yield
    port.cache_clear()
    aws.forget()


@pytest.fixture
def api(cloud: None) -> Iterator[ModuleType]:
    """The function, freshly loaded."""
    spec = importlib.util.spec_from_file_location("api_function", HANDLER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    asyncio.get_event_loop().close()
    asyncio.set_event_loop(None)


@pytest.fixture
def key(cloud: None) -> str:
    request = CreateCustomer(name="Somebody", environment="test")
    return create_customer(request, **ports_of(create_customer)).key


def sample(**headers: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(EVENT.read_text())
    event["headers"] |= headers
    return event


def get(address: str, **headers: str) -> dict[str, Any]:
    event = sample(**headers)
    path, _, query = address.partition("?")
    event["requestContext"]["http"] |= {"method": "GET", "path": path}
    del event["body"]
    return event | {"rawPath": path, "rawQueryString": query}


def test_the_sample_event_needs_a_real_key(api: ModuleType) -> None:
    answer = api.handler(sample(), CONTEXT)
    assert answer["statusCode"] == 401
    assert answer["headers"]["content-type"] == "application/problem+json"
    assert json.loads(answer["body"])["instance"] == f"urn:code24:request:{CONTEXT.aws_request_id}"


def test_the_sample_event_starts_one_build_however_often_it_comes(api: ModuleType, key: str) -> None:
    answers = [api.handler(sample(authorization=f"Bearer {key}"), CONTEXT) for _ in range(3)]
    assert [answer["statusCode"] for answer in answers] == [202, 202, 202]
    assert len({answer["body"] for answer in answers}) == 1
    build_id = json.loads(answers[0]["body"])["id"]
    executions = boto3.client("stepfunctions").list_executions(
        stateMachineArn=FUNCTION["CODE24_BUILD_STATE_MACHINE_ARN"]
    )["executions"]
    assert [execution["name"] for execution in executions] == [build_id]
    brief = boto3.client("s3").get_object(
        Bucket=FUNCTION["CODE24_DATA_BUCKET"], Key=f"builds/{build_id}/request.json"
    )["Body"].read()  # fmt: skip
    assert json.loads(brief)["name"] == json.loads(sample()["body"])["name"]


def test_a_build_can_be_followed_and_its_site_found(api: ModuleType, key: str) -> None:
    build_id = json.loads(api.handler(sample(authorization=f"Bearer {key}"), CONTEXT)["body"])["id"]
    state = api.handler(get(f"/build?instanceId={build_id}", authorization=f"Bearer {key}"), CONTEXT)
    assert state["statusCode"] == 200
    assert json.loads(state["body"])["status"] == {"status": "queued", "error": None, "output": None}
    (site,) = json.loads(api.handler(get("/sites", authorization=f"Bearer {key}"), CONTEXT)["body"])["sites"]
    assert site["status"] == "building"
    assert site["url"] == f"http://{site['slug']}.localhost:8024/"


def test_a_wrong_request_leaves_no_trace(api: ModuleType, key: str) -> None:
    event = sample(authorization=f"Bearer {key}")
    event["body"] = json.dumps(json.loads(event["body"]) | {"primaryGoal": "world domination"})
    assert api.handler(event, CONTEXT)["statusCode"] == 422
    dynamodb = boto3.client("dynamodb")
    for table in ("SITES", "DOMAINS", "BUILDS", "WORKER_RESULTS"):
        assert dynamodb.scan(TableName=FUNCTION[f"CODE24_{table}_TABLE"])["Count"] == 0
    assert "Contents" not in boto3.client("s3").list_objects_v2(Bucket=FUNCTION["CODE24_DATA_BUCKET"])


def test_health_needs_no_environment_but_its_name(api: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in FUNCTION.keys() - {"CODE24_ENVIRONMENT"}:
        monkeypatch.delenv(name)
    answer = api.handler(get("/health"), CONTEXT)
    assert (answer["statusCode"], json.loads(answer["body"])["environment"]) == (200, "test")


def test_a_missing_setting_is_an_internal_error_that_names_nothing(
    api: ModuleType, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port.cache_clear()
    monkeypatch.delenv("CODE24_API_KEYS_TABLE")
    answer = api.handler(get("/sites", authorization=f"Bearer {key}"), CONTEXT)
    assert answer["statusCode"] == 500
    assert "CODE24_" not in answer["body"]


def test_it_imports_nothing_that_only_workers_need() -> None:
    code = (
        "import json, sys; sys.path[:0] = json.loads(sys.argv[1]); import app; "
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    paths = json.dumps([str(ROOT / "layers" / "code24"), str(HANDLER.parent)])
    run = subprocess.run([sys.executable, "-c", code, paths], capture_output=True, text=True, check=True)
    imported = set(json.loads(run.stdout))
    assert "fastapi" in imported
    for heavy in ("PIL", "jinja2", "turbohtml", "coloraide", "brotli", "httpx", "numpy", "boto3", "fastapi_offline"):
        assert heavy not in imported, heavy
