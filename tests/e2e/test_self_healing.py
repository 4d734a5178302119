"""Each part is killed in turn: the tick finds it, it is repaired or parked with a reason, and nothing is done twice."""

import json
import re
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from code24.adapters import aws
from code24.adapters.due_index import DynamoDueIndex
from code24.adapters.due_places import SUSPICION, moment
from code24.adapters.incidents import DynamoIncidents
from code24.adapters.loops import DynamoLoops
from code24.upkeep.models import Incident, Outcome
from tests.e2e.breaking import broken, executions, held, states_left, stop
from tests.e2e.visitor import Built, Cloud, request_of
from tests.e2e.waiting import awaited

NOTHING_ANSWERS = (500, 502, 503, 504)
LONG = timedelta(minutes=10)


@pytest.fixture
def _adapters(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets adapters reach the emulated AWS."""
    for name, value in cloud.settings.aws_environment().items():
        monkeypatch.setenv(name, value)
    aws.forget()
    yield
    aws.forget()


@pytest.fixture
def house(cloud: Cloud) -> Built:
    """A site to be broken, for each test: a look that is still at work would repair what the next one breaks."""
    return cloud.build(request_of("terse-de") | {"name": "Haus am Hang"})


@pytest.fixture
def looped(cloud: Cloud) -> Built:
    """A site whose loop works on it."""
    return cloud.build(request_of("terse-de") | {"name": "Haus mit Kreis"})


@pytest.fixture
def silence() -> Iterator[str]:
    """An endpoint that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def tick(cloud: Cloud) -> dict[str, Any]:
    """What the schedule does every three minutes."""
    call = json.dumps({"scheduled_at": datetime.now(UTC).isoformat()}).encode()
    answer = cloud.aws("lambda").invoke(FunctionName="code24-local-cron-continuous-optimization", Payload=call)
    body = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, body
    return dict(body)


def incidents_of(site_id: str) -> list[Incident]:
    found = DynamoIncidents(table="code24-local-operations").recent(200)
    return [each for each in found if each.site_id == site_id]


def releases(cloud: Cloud, site_id: str) -> list[str]:
    answer = cloud.api("GET", f"/sites/{site_id}/releases")
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["releases"]]


def test_a_worker_that_raises_or_hangs_or_has_no_table_fails_its_build_by_name_and_nothing_is_done_twice(
    cloud: Cloud, silence: str
) -> None:
    with broken(cloud, "build-brand", CODE24_DATA_BUCKET="a-bucket-that-is-not-there"):
        accepted = cloud.api("POST", "/build", request_of("terse-de") | {"name": "Dreimal tot"})
        build_id = accepted.json()["id"]
        assert failure(cloud, build_id)[0] == "brand"
    with broken(cloud, "build-design", timeout=6, AWS_ENDPOINT_URL_S3=silence):
        again(cloud, build_id)
        worker, message = failure(cloud, build_id)
        assert (worker, "timed out" in message) == ("design", True)
    awaited(lambda: held_steps(cloud, "design"), lambda found: not found)  # what hangs holds its step for a while
    with broken(cloud, "build-publish", CODE24_SITES_TABLE="a-table-that-is-not-there"):
        again(cloud, build_id)
        assert failure(cloud, build_id)[0] == "publish"
    again(cloud, build_id)

    built = cloud.finished(build_id, time.monotonic())
    assert cloud.visit(built.slug).status_code == 200
    assert releases(cloud, built.site_id) == [built.release_id]
    attempts = {each["worker"]: each["attempts"] for each in built.progress}
    assert attempts["brand"] == attempts["design"] == attempts["publish"] == 2
    assert {attempts[name] for name in ("market-research", "content", "development")} == {1}


def held_steps(cloud: Cloud, worker: str) -> list[str]:
    """The steps of a worker that nobody else may begin now, because somebody says to be at work on them."""
    pages = cloud.aws("dynamodb").get_paginator("scan").paginate(TableName="code24-local-worker-results")
    items = [item for page in pages for item in page["Items"] if item.get("status") == {"S": "INPROGRESS"}]
    now = time.time() * 1000
    return [
        item["id"]["S"]
        for item in items
        if item["id"]["S"].startswith(worker) and float(item["in_progress_expiration"]["N"]) > now
    ]


def again(cloud: Cloud, build_id: str) -> None:
    answer = cloud.api("POST", f"/build/{build_id}/redrive")
    assert answer.status_code == 202, answer.text


def failure(cloud: Cloud, build_id: str) -> tuple[str, str]:
    """The worker that a build failed at, and its words."""
    state = cloud.ended(build_id)
    assert state["status"]["status"] == "errored", json.dumps(state)
    error = state["status"]["error"]
    return error["worker"], error["message"]


def brand_of(cloud: Cloud, build_id: str) -> str:
    """How a build's brand worker stands."""
    progress = cloud.api("GET", f"/build?instanceId={build_id}").json()["progress"]
    return next((str(each["status"]) for each in progress if each["worker"] == "brand"), "queued")


@pytest.mark.usefixtures("_adapters")
def test_a_build_whose_execution_is_stopped_runs_again_by_itself(cloud: Cloud) -> None:
    with held() as (endpoint, release), broken(cloud, "build-brand", timeout=100, AWS_ENDPOINT_URL_S3=endpoint):
        accepted = cloud.api("POST", "/build", request_of("terse-de") | {"name": "Angehalten"}).json()
        build_id = accepted["id"]
        awaited(lambda: brand_of(cloud, build_id), lambda status: status == "running")
        stop(cloud, "build", build_id)
        release()  # what is at work ends; here it refuses, so that the emulator does not go on with it
        awaited(lambda: states_left(cloud, "build", build_id), lambda states: "Brand" in states)
    assert executions(cloud, "build", build_id) == {build_id: "ABORTED"}
    long_ago = datetime.now(UTC) - LONG
    cloud.aws("dynamodb").update_item(
        TableName="code24-local-builds",
        Key={"build_id": {"S": build_id}},
        UpdateExpression="SET updated_at = :then, due_at = :due",
        ExpressionAttributeValues={":then": {"S": long_ago.isoformat()}, ":due": {"S": moment(long_ago)}},
    )

    tick(cloud)
    tick(cloud)

    built = cloud.finished(build_id, time.monotonic())
    ended = {build_id: "ABORTED", f"{build_id}-2": "SUCCEEDED"}
    awaited(lambda: executions(cloud, "build", build_id), lambda found: found == ended)
    assert releases(cloud, built.site_id) == [built.release_id]
    [incident] = [each for each in incidents_of(built.site_id) if each.id == build_id]
    assert (incident.outcome, incident.reason) == (
        Outcome.REPAIRED,
        "The build's execution was stopped without writing a result.",
    )


@pytest.mark.usefixtures("_adapters")
def test_a_loop_whose_execution_is_stopped_goes_on_by_itself_once(cloud: Cloud, looped: Built) -> None:
    loops = DynamoLoops(table="code24-local-sites")
    stop(cloud, "optimize", f"{looped.site_id}-g1")
    loop = loops.get(looped.site_id)
    loops.replace(loop.model_copy(update={"next_due_at": datetime.now(UTC) - timedelta(hours=1)}))

    tick(cloud)
    tick(cloud)

    awaited(lambda: loops.get(looped.site_id), lambda found: found.cycle == 1 and found.working_since is None)
    found = executions(cloud, "optimize", looped.site_id)
    assert found == {f"{looped.site_id}-g1": "ABORTED", f"{looped.site_id}-g2": "RUNNING"}

    def loop_incidents() -> list[str]:
        return [each.incident_id for each in incidents_of(looped.site_id) if each.kind == "loop"]

    assert awaited(loop_incidents) == [f"loop-{looped.site_id}-g1"]

    def cycles() -> list[str]:
        jobs = cloud.api("GET", f"/sites/{looped.site_id}/cycles").json()["cycles"]
        return [each["status"] for each in jobs]

    awaited(cycles, lambda found: found == ["complete"])


@pytest.mark.usefixtures("_adapters")
def test_a_site_whose_function_is_deleted_answers_again_though_only_a_visitor_noticed(
    cloud: Cloud, house: Built
) -> None:
    client, name = cloud.aws("lambda"), f"code24-local-site-{house.site_id}"
    settled(cloud, house)
    page, before = unstamped(cloud, house), repairs_of(house)
    client.delete_function(FunctionName=name)
    awaited(lambda: cloud.visit(house.slug).status_code, lambda status: status in NOTHING_ANSWERS)
    [suspicion] = awaited(lambda: suspicions_of(cloud, house))
    assert suspicion["reason"]["S"].startswith("A visitor could not see it: ")

    tick(cloud)
    tick(cloud)

    awaited(lambda: cloud.visit(house.slug).status_code, lambda status: status == 200)
    assert unstamped(cloud, house) == page
    assert cloud.visit(f"preview-{house.release_id}--{house.slug}").status_code == 200
    assert releases(cloud, house.site_id) == [house.release_id]
    versions = client.list_versions_by_function(FunctionName=name)["Versions"]
    assert sorted(each["Version"] for each in versions) == ["$LATEST", "1"]
    repaired(house, before + 1)


def suspicions_of(cloud: Cloud, house: Built) -> list[dict[str, Any]]:
    """What asks for a look at a site, as upkeep finds it."""
    key = {"site_id": {"S": house.site_id}, "record": {"S": SUSPICION}}
    found = cloud.aws("dynamodb").get_item(TableName="code24-local-sites", Key=key, ConsistentRead=True)
    return [found["Item"]] if "Item" in found else []


def settled(cloud: Cloud, house: Built) -> None:
    """Wait until nobody looks at a site any more: a look ends by removing what asked for it."""
    awaited(lambda: suspicions_of(cloud, house), lambda found: not found)


def repairs_of(house: Built) -> int:
    return sum(each.kind == "site" for each in incidents_of(house.site_id))


def repaired(house: Built, count: int) -> None:
    """Wait until so many repairs of a site have been noted, and no other incident of it."""
    awaited(lambda: repairs_of(house), lambda found: found == count)
    assert {each.outcome for each in incidents_of(house.site_id) if each.kind == "site"} == {Outcome.REPAIRED}


def unstamped(cloud: Cloud, house: Built) -> str:
    """The home page without what its forms are stamped with when it is served."""
    return re.sub(r"\d{10}\.[0-9a-f]{16}\.[0-9a-f]{32}", "", cloud.visit(house.slug).text)


def suspected(house: Built) -> None:
    """What health and reactions do about a site that visitors cannot see."""
    index = DynamoDueIndex(sites_table="code24-local-sites", builds_table="code24-local-builds")
    index.suspect(house.site_id, None, "It does not answer.", datetime.now(UTC) - timedelta(seconds=1))


@pytest.mark.usefixtures("_adapters")
def test_a_poisoned_message_ends_as_a_dead_letter_and_the_others_go_on(cloud: Cloud, house: Built) -> None:
    sqs = cloud.aws("sqs")
    queue, dead = (
        sqs.get_queue_url(QueueName=f"code24-local-{each}")["QueueUrl"] for each in ("attention", "attention-dead")
    )
    usual = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["VisibilityTimeout"])["Attributes"]
    poison = f"{{no message of {house.site_id}"
    client, name, before = cloud.aws("lambda"), f"code24-local-site-{house.site_id}", repairs_of(house)
    client.update_alias(FunctionName=name, Name="live", FunctionVersion="$LATEST")
    suspected(house)
    try:
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": "1"})
        sqs.send_message(QueueUrl=queue, MessageBody=poison)
        tick(cloud)
        repaired(house, before + 1)
        awaited(lambda: client.get_alias(FunctionName=name, Name="live")["FunctionVersion"], lambda live: live == "1")
        letters: list[str] = []

        def dead_letters() -> list[str]:
            for each in sqs.receive_message(QueueUrl=dead, MaxNumberOfMessages=10).get("Messages", []):
                letters.append(each["Body"])
                sqs.delete_message(QueueUrl=dead, ReceiptHandle=each["ReceiptHandle"])
            return [each for each in letters if each == poison]

        assert len(awaited(dead_letters)) == 1
        settled(cloud, house)
    finally:
        sqs.set_queue_attributes(QueueUrl=queue, Attributes=usual)
