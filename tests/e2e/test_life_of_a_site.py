"""One site from its first release to its deletion."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import escape

import pytest

from local.settings import ROOT
from tests.e2e.breaking import forget_routes
from tests.e2e.conftest import run
from tests.e2e.visitor import Built, Cloud, label_of, request_of
from tests.e2e.waiting import awaited

FIRST = request_of("plumber-en")
NAME = escape(FIRST["name"])


@pytest.fixture(scope="module")
def first(cloud: Cloud) -> Built:
    return cloud.build(FIRST)


def shows(cloud: Cloud, label: str, text: str) -> None:
    """Wait until visitors see a text: the dispatcher remembers a route for seconds."""
    awaited(lambda: cloud.visit(label).text, lambda page: text in page)


def test_preview_release_rollback(cloud: Cloud, first: Built) -> None:
    renamed = FIRST | {"name": "Second Pipes", "siteId": first.site_id}
    waiting = cloud.build(renamed | {"publish": False})

    assert waiting.site_id == first.site_id
    assert waiting.slug == first.slug
    assert "Second Pipes" in cloud.visit(label_of(waiting.preview_url)).text
    assert "Second Pipes" not in cloud.visit(first.slug).text

    shown = cloud.api("POST", f"/sites/{first.site_id}/rollback", {"releaseId": waiting.release_id})
    assert shown.status_code == 200, shown.text
    shows(cloud, first.slug, "Second Pipes")

    releases = cloud.api("GET", f"/sites/{first.site_id}/releases").json()["releases"]
    assert [(release["id"], release["live"]) for release in releases] == [
        (waiting.release_id, True),
        (first.release_id, False),
    ]
    back = cloud.api("POST", f"/sites/{first.site_id}/rollback", {"releaseId": first.release_id})
    assert back.json()["liveRelease"] == first.release_id
    forget_routes(cloud)
    shows(cloud, first.slug, NAME)
    assert "Second Pipes" in cloud.visit(label_of(waiting.preview_url)).text

    for number in ("Third", "Fourth", "Fifth", "Sixth"):
        last = cloud.build(FIRST | {"name": f"{number} Pipes", "siteId": first.site_id})
    kept = [each["id"] for each in cloud.api("GET", f"/sites/{first.site_id}/releases").json()["releases"]][:5]
    _let_upkeep_look_a_day_later(cloud, first.site_id)
    assert _released(cloud, first.site_id) == set(kept)
    forget_routes(cloud)
    shows(cloud, first.slug, "Sixth Pipes")
    assert "Sixth Pipes" in cloud.visit(label_of(last.preview_url)).text
    gone = awaited(lambda: cloud.visit(label_of(first.preview_url)), lambda answer: answer.status_code == 404)
    assert "There is no such preview" in gone.text

    back = cloud.api("POST", f"/sites/{first.site_id}/rollback", {"releaseId": first.release_id})
    assert back.json()["liveRelease"] == first.release_id
    forget_routes(cloud)
    shows(cloud, first.slug, NAME)
    shows(cloud, label_of(first.preview_url), NAME)
    assert _released(cloud, first.site_id) == {*kept, first.release_id}


def test_suspended_and_resumed(cloud: Cloud, first: Built) -> None:
    assert cloud.api("POST", f"/sites/{first.site_id}/suspend").json()["status"] == "suspended"
    answer = awaited(lambda: cloud.visit(first.slug), lambda answer: answer.status_code == 503)
    assert NAME not in answer.text

    cloud.api("POST", f"/sites/{first.site_id}/resume")
    shows(cloud, first.slug, NAME)


def test_a_deleted_site_leaves_an_audit_record_and_nothing_else(cloud: Cloud) -> None:
    request = request_of("photographer-en")
    built = cloud.build(request)
    assert cloud.visit(built.slug).status_code == 200
    assert _traces(cloud, built)

    assert cloud.api("DELETE", f"/sites/{built.site_id}").status_code == 204

    left = _traces(cloud, built)
    records = {kind: [record for known, record in left if known == kind] for kind, _ in left}
    # The audit record, and for a while the host, so that nobody else gets it while links to it are about.
    assert {kind: len(of_kind) for kind, of_kind in records.items()} == {
        "table code24-local-sites": 1,
        "table code24-local-domains": 1,
    }, left
    assert records["table code24-local-sites"][0]["status"] == {"S": "deleted"}
    assert "expires_at" in records["table code24-local-domains"][0]
    assert request["name"] not in json.dumps(left)
    awaited(lambda: cloud.visit(built.slug).status_code, lambda status: status in {404, 410})
    assert cloud.api("GET", f"/build?instanceId={built.build_id}").status_code == 404
    assert cloud.api("DELETE", f"/sites/{built.site_id}").status_code in {204, 404}


def unstamped(page: str) -> str:
    """The page without its form's stamp, which is another one each time."""
    return re.sub(r'(name="stamp" value=")[^"]*', r"\1", page)


def test_a_restarted_cloud_still_has_the_site(cloud: Cloud, bakery: Built) -> None:
    before = cloud.visit(bakery.slug)
    run(cloud.settings, "down")
    said = run(cloud.settings, "up")
    after = cloud.visit(bakery.slug)

    assert "nothing has changed" in said
    assert (after.status_code, unstamped(after.text)) == (200, unstamped(before.text))
    assert cloud.api("GET", f"/build?instanceId={bakery.build_id}").json()["status"]["status"] == "complete"
    assert cloud.api("GET", f"/sites/{bakery.site_id}/releases").json()["releases"][0]["id"] == bakery.release_id


def _let_upkeep_look_a_day_later(cloud: Cloud, site_id: str) -> None:
    """Put the site's releases back by a day, and do what the tick asks for."""
    then = datetime.now(UTC) - timedelta(days=1)
    for age, release in enumerate(cloud.api("GET", f"/sites/{site_id}/releases").json()["releases"]):
        cloud.aws("dynamodb").update_item(
            TableName="code24-local-sites",
            Key={"site_id": {"S": site_id}, "record": {"S": f"release#{release['id']}"}},
            UpdateExpression="SET created_at = :at",
            ExpressionAttributeValues={":at": {"S": (then - timedelta(minutes=age)).isoformat()}},
        )
    event = json.loads((ROOT / "events" / "upkeep" / "attend.json").read_text())
    asked = {"kind": "site", "id": site_id, "site_id": site_id, "due_at": datetime.now(UTC).isoformat()}
    event["Records"][0]["body"] = json.dumps(asked)
    answer = cloud.aws("lambda").invoke(FunctionName="code24-local-upkeep-attend", Payload=json.dumps(event).encode())
    body = json.loads(answer["Payload"].read())
    assert body == {"batchItemFailures": []}, body


def _released(cloud: Cloud, site_id: str) -> set[str]:
    """The releases that are versions of the site's function."""
    found = cloud.aws("lambda").list_versions_by_function(FunctionName=f"code24-local-site-{site_id}")["Versions"]
    return {each["Description"] for each in found if each["Version"] != "$LATEST"}


def _traces(cloud: Cloud, built: Built) -> list[tuple[str, dict[str, object]]]:
    """Everything in the emulated AWS that names a site, its build or its host."""
    names = (built.site_id, built.build_id, built.slug)
    functions = [each["FunctionName"] for each in cloud.aws("lambda").list_functions()["Functions"]]
    groups = [each["logGroupName"] for each in cloud.aws("logs").describe_log_groups()["logGroups"]]
    found: list[tuple[str, dict[str, object]]] = [
        *(("function", {"name": name}) for name in functions if built.site_id in name),
        *(("log group", {"name": name}) for name in groups if built.site_id in name),
    ]
    s3 = cloud.aws("s3")
    for bucket in s3.list_buckets()["Buckets"]:
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket["Name"]):
            found += [
                ("object", {"key": entry["Key"]})
                for entry in page.get("Contents", [])
                if any(name in entry["Key"] for name in names)
            ]
    tables = cloud.aws("dynamodb")
    for table in tables.list_tables()["TableNames"]:
        for page in tables.get_paginator("scan").paginate(TableName=table):
            found += [
                (f"table {table}", item)
                for item in page["Items"]
                if any(f'"{name}' in json.dumps(item, default=str) for name in names)
            ]
    return found
