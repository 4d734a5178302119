"""Commands of docs/runbook.md on a local cloud, as they stand there."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

import httpx
import jmespath  # type: ignore[import-untyped]
import pytest

from local.settings import STACK
from tests.e2e.breaking import waiting_in
from tests.e2e.conftest import run
from tests.e2e.visitor import Built, Cloud, request_of
from tests.e2e.waiting import awaited
from tests.runbook import Command, commands, parameters_in, requests

ENV = {"$ENV": "local"}


class Operator:
    """Somebody who has the runbook before them."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud

    def asks(self, section: str, path: str, key: str | None = "", **known: str) -> httpx.Response:
        """Send the section's request to a path, with what is known filled in."""
        [found] = [each for each in requests() if (each.section, each.path) == (section, path)]
        address, body = found.path, found.body
        for name, value in known.items():
            address, body = address.replace(f"${name}", value), body.replace(f"${name}", value)
        return self.cloud.api(found.method, address, json.loads(body) if body else None, key=key)

    def runs(self, section: str, service: str, operation: str, number: int = 0, /, **known: str) -> Any:
        """Call AWS with one of the section's commands; what its `--query` selects of the answer."""
        command = self._command(section, service, operation, number)
        variables = ENV | {f"${name}": value for name, value in known.items()}
        answer = getattr(self.cloud.aws(service), operation)(**parameters_in(command, variables | _bare(known)))
        return jmespath.search(command.options["query"][0], answer) if "query" in command.options else answer

    def _command(self, section: str, service: str, operation: str, number: int) -> Command:
        found = [
            each for each in commands() if (each.section, each.service, each.operation) == (section, service, operation)
        ]
        return found[number]


def _bare(known: Mapping[str, str]) -> dict[str, str]:
    """What is no variable: a file's content, what is substituted, `${…}`."""
    return {name: value for name, value in known.items() if not name.isidentifier() or name == "SUBSTITUTED"}


@pytest.fixture(scope="module")
def operator(cloud: Cloud) -> Operator:
    return Operator(cloud)


@pytest.fixture(scope="module")
def releases(cloud: Cloud) -> tuple[Built, Built]:
    """Two releases of a site, the second one live."""
    request = request_of("plumber-en", name="Runbook Pipes")
    first = cloud.build(request)
    return first, cloud.build(request | {"name": "Burst Pipes", "siteId": first.site_id})


def test_the_platform_s_standing_is_for_operators(operator: Operator, stranger: str) -> None:
    section = "See how the platform stands"
    standing = operator.asks(section, "/status")
    assert (standing.status_code, standing.json()["environment"]) == (200, "local")
    assert {"running", "due", "failed", "schedules", "switches"} <= standing.json().keys()
    assert operator.asks(section, "/status", key=stranger).status_code == 403
    assert operator.asks(section, "/status", key=None).status_code == 401


def test_a_schedule_is_run_by_hand_once_for_each_run(operator: Operator) -> None:
    answers = [operator.runs("Run a schedule by hand", "lambda", "invoke") for _ in range(2)]
    first, again = (json.loads(each["Payload"].read()) for each in answers)
    assert all("FunctionError" not in each for each in answers), first
    assert first == again, "the second one is answered from memory"
    noted = operator.runs("Read what a tick or a check noted", "dynamodb", "query")
    assert noted["Count"] >= 1


def test_a_schedule_is_switched_off_and_on(operator: Operator) -> None:
    section, name = "Switch a schedule off and on", f"{STACK}-monthly-analytics"

    def state() -> tuple[str, str]:
        found = operator.cloud.aws("scheduler").get_schedule(Name=name)
        return found["State"], json.dumps(found["Target"], sort_keys=True)

    _, target = state()
    schedule = json.dumps(operator.runs(section, "scheduler", "get_schedule", SCHEDULE=name))
    for number, wanted in enumerate(("DISABLED", "ENABLED")):
        operator.runs(section, "scheduler", "update_schedule", number, **{"file://schedule.json": schedule})
        assert state() == (wanted, target)


def test_a_loop_is_paused_and_goes_on(operator: Operator, releases: tuple[Built, Built]) -> None:
    site = releases[0].site_id
    for word, status in (("pause", "paused"), ("resume", "running")):
        answer = operator.asks("Pause a site", f"/sites/$SITE/loop/{word}", SITE=site)
        assert (answer.status_code, answer.json()["status"]) == (200, status)
    found = operator.runs("Restart a loop", "dynamodb", "get_item", SITE=site)
    assert found[0] == "running"


def test_a_site_is_rolled_back(operator: Operator, releases: tuple[Built, Built]) -> None:
    first, second = releases
    listed = operator.asks("Roll back a site", "/sites/$SITE/releases", SITE=first.site_id).json()["releases"]
    assert {first.release_id, second.release_id} <= {each["id"] for each in listed}
    path = "/sites/$SITE/rollback"
    back = operator.asks("Roll back a site", path, SITE=first.site_id, RELEASE=first.release_id)
    assert (back.status_code, back.json()["liveRelease"]) == (200, first.release_id)
    version = operator.runs("Roll back a site", "lambda", "get_alias", SITE=first.site_id)
    assert version.isdigit()
    awaited(lambda: "Runbook Pipes" in operator.cloud.visit(first.slug).text)


def test_a_dead_letter_is_read_and_sent_back(operator: Operator, releases: tuple[Built, Built]) -> None:
    section, site = "Redrive dead letters", releases[0].site_id
    queues = operator.cloud.aws("sqs")
    url = operator.runs(section, "sqs", "get_queue_url", QUEUE="attention")
    body = json.dumps({"kind": "site", "id": site, "site_id": site, "due_at": "2026-03-01T12:00:00Z"})
    waiting = url.removesuffix("-dead")

    queues.purge_queue(QueueUrl=url)  # of letters that others left, one of which might be read instead
    before = waiting_in(operator.cloud, waiting)  # what others left, which is tried again after minutes
    queues.send_message(QueueUrl=url, MessageBody=body)

    letter = operator.runs(section, "sqs", "receive_message", 1, URL=url)
    assert letter[1] == body
    assert operator.runs(section, "sqs", "get_queue_attributes", URL=url).endswith("code24-local-attention-dead")
    known = {"${URL%-dead}": url.removesuffix("-dead"), "SUBSTITUTED": letter[1]}
    operator.runs(section, "sqs", "send_message", **known)
    operator.runs(section, "sqs", "delete_message", URL=url, SUBSTITUTED=letter[0])

    assert waiting_in(operator.cloud, url) == 0
    awaited(lambda: waiting_in(operator.cloud, waiting), lambda found: found <= before)  # the look is done


def test_a_torn_record_is_parked_until_it_is_mended(operator: Operator, releases: tuple[Built, Built]) -> None:
    section, build = "Mend a record that cannot be read", releases[1]
    known = {"BUILD": build.build_id, "SITE": build.site_id}
    queues = operator.cloud.aws("sqs")
    url = queues.get_queue_url(QueueName=f"{STACK}-attention")["QueueUrl"]

    def look() -> None:
        operator.runs(section, "sqs", "send_message", 1, **known, SUBSTITUTED=url)

    def parked() -> list[str]:
        found = operator.asks("See how the platform stands", "/status").json()["failed"]["parked"]
        return [each["reason"] for each in found if each["id"] == build.build_id]

    table = {"TableName": f"{STACK}-builds", "Key": {"build_id": {"S": build.build_id}}}
    torn = {"UpdateExpression": "SET runs = :torn", "ExpressionAttributeValues": {":torn": {"S": "several"}}}
    operator.cloud.aws("dynamodb").update_item(**table, **torn)
    look()
    assert awaited(parked) == ["A stored Build cannot be read: runs."]
    assert operator.runs(section, "dynamodb", "get_item", 1, **known)["runs"] == {"S": "several"}
    operator.runs(section, "dynamodb", "update_item", 1, **known)
    look()
    awaited(parked, lambda found: found == [])


def test_an_api_key_is_replaced(operator: Operator) -> None:
    section, cloud = "Rotate an API key", operator.cloud
    old = run(cloud.settings, "key", "--name", "Rotated").strip()
    new = "c24_local_" + secrets.token_hex(16)
    old_hash, new_hash = (hashlib.sha256(each.encode()).hexdigest() for each in (old, new))
    stored = operator.runs(section, "dynamodb", "get_item", OLD_HASH=old_hash)["Item"]
    hint = {"${NEW%" + 28 * "?" + "}": new[:-28]}
    assert stored["hint"] == {"S": old[:-28]}
    operator.runs(section, "dynamodb", "put_item", HASH=new_hash, CUSTOMER=stored["customer_id"]["S"], **hint)
    assert cloud.api("GET", "/sites", key=new).status_code == 200
    assert cloud.api("GET", "/status", key=new).status_code == 403
    operator.runs(section, "dynamodb", "delete_item", OLD_HASH=old_hash)
    assert cloud.api("GET", "/sites", key=old).status_code == 401
