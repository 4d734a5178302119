"""What visitors do, from their browsers to the figures that their site's owner sees."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from turbohtml import parse

from code24.adapters import aws
from code24.adapters.event_sets import DynamoEventSets
from code24.adapters.rollups import DynamoRollups
from code24.analytics.sets import day_key, events_of, site_key
from tests.e2e.audience import AGENT, Audience, Person
from tests.e2e.kept import found, items, logged, objects
from tests.e2e.visitor import Built, Cloud, request_of
from tests.e2e.waiting import awaited

ROLLUPS = "code24-local-rollups"
pytestmark = pytest.mark.usefixtures("_same_day")


@pytest.fixture(scope="module")
def audience(cloud: Cloud, bakery: Built) -> Audience:
    return Audience(cloud, bakery)


@pytest.fixture
def adapters(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Lets adapters reach the emulated AWS; the name of the data bucket."""
    for name, value in cloud.settings.aws_environment().items():
        monkeypatch.setenv(name, value)
    aws.forget()
    buckets = cloud.aws("s3").list_buckets()["Buckets"]
    yield next(each["Name"] for each in buckets if each["Name"].startswith("code24-local-data"))
    aws.forget()


def asked(cloud: Cloud, built: Built, what: str = "") -> dict[str, Any]:
    answer = cloud.api("GET", f"/sites/{built.site_id}/stats{what}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def figures(cloud: Cloud, built: Built, filters: str = "") -> dict[str, Any]:
    """The figures of the visits that the filters keep, of the last days."""
    found = asked(cloud, built, f"?period=7d&filters={filters}")["figures"]
    return {name: found[name] for name in ("visitors", "visits", "views", "completions", "converting")} | {
        "revenue": found["revenue"]
    }


def counted(cloud: Cloud, built: Built, filters: str, **wanted: Any) -> dict[str, Any]:
    """The figures once they are what they should be."""
    return awaited(lambda: figures(cloud, built, filters), lambda found: wanted.items() <= found.items())


def test_a_visit_is_in_the_figures_within_seconds(cloud: Cloud, bakery: Built, audience: Audience) -> None:
    person = Person("86.71.1.1", country="NO")
    page = "/?utm_campaign=visit"
    assert audience.see(person, page).status_code == 200
    taken = audience.tell(person, {"n": "pageview", "u": page, "i": "a.0", "t": 0})
    assert (taken.status_code, "x-code24-dropped" in taken.headers) == (202, False)
    order = {"n": "Order", "u": page, "i": "a.1", "t": 0, "$": {"amount": 12.5, "currency": "EUR"}}
    for _ in range(2):  # delivered twice, counted once
        assert audience.tell(person, order, {"n": "leave", "u": page, "i": "a.2", "t": 0, "s": 9}).status_code == 202

    found = counted(cloud, bakery, "utmCampaign==visit", visitors=1, completions=1)

    assert (found["visits"], found["views"], found["converting"]) == (1, 1, 1)
    assert found["revenue"] == [{"currency": "EUR", "amount": 12.5}]
    now = asked(cloud, bakery, "/realtime")
    assert {"value": "NO", "visitors": 1} in now["countries"]


def test_what_does_not_count_is_named(cloud: Cloud, bakery: Built, audience: Audience) -> None:
    own, crawler = f"{bakery.url}?utm_campaign=dropped", "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/)"
    cases = (
        ("bot", crawler, own),
        ("other-host", AGENT.format(140, 140), "https://somebody-else.example/?utm_campaign=dropped"),
        ("spam-referrer", AGENT.format(141, 141), own),
    )
    for reason, agent, url in cases:
        referrer = {"referrer": "http://semalt.com/project_crawl.php"} if reason == "spam-referrer" else {}
        body = {"name": "pageview", "url": url, "domain": f"{bakery.slug}.localhost"} | referrer
        headers = {"host": f"{bakery.slug}.localhost", "user-agent": agent}
        answer = cloud._http.post("/api/event", json=body, headers=headers)
        assert (answer.status_code, answer.headers["x-code24-dropped"]) == (202, reason)
        assert answer.headers["x-plausible-dropped"] == "1"

    behind = {"n": "pageview", "u": "/?utm_campaign=behind", "i": "b.0", "t": 0}
    assert audience.tell(Person("86.71.2.1"), behind).status_code == 202
    counted(cloud, bakery, "utmCampaign==behind", visitors=1)  # whatever came before it is there as well
    assert figures(cloud, bakery, "utmCampaign==dropped")["visitors"] == 0


def test_other_scripts_count_on_the_sites_host_and_on_the_platforms(cloud: Cloud, bakery: Built) -> None:
    host, page = f"{bakery.slug}.localhost", f"{bakery.url}?utm_campaign=others"
    plausible = {"name": "pageview", "url": page, "domain": host, "referrer": "https://www.google.com/"}
    umami = {"type": "event", "payload": {"website": "x", "hostname": host, "url": "/?utm_campaign=others"}}
    number = 100
    for asked_host in (host, "api.localhost"):
        for path, body in (("/api/event", plausible), ("/api/send", umami), ("/api/batch", [umami])):
            number += 1  # another browser, so another visitor
            headers = {"host": asked_host, "user-agent": AGENT.format(number, number)}
            answer = cloud._http.post(path, json=body, headers=headers)
            assert (answer.status_code, answer.headers.get("x-code24-dropped")) == (202, None), (asked_host, path)

    counted(cloud, bakery, "utmCampaign==others", visitors=6, views=6)
    assert figures(cloud, bakery, "utmCampaign==others;source==Google")["visitors"] == 2


def test_who_runs_no_script_counts_by_the_pages_that_were_served(
    cloud: Cloud, bakery: Built, audience: Audience
) -> None:
    person = Person("86.71.3.1")
    for path in ("/?utm_campaign=scriptless", "/about/"):
        assert audience.see(person, path).status_code == 200
        time.sleep(0.15)  # times are kept to a tenth of a second

    counted(cloud, bakery, "utmCampaign==scriptless", visitors=1, visits=1, views=2)


def test_a_form_that_was_stored_is_a_goal(cloud: Cloud, bakery: Built, audience: Audience) -> None:
    agent = AGENT.format("99.4417", "99.4417")
    before = forms(cloud, bakery)
    path, form = contact_form(cloud, bakery)
    fields = {str(each.attr("name")): str(each.attr("value") or "") for each in form.select("input, textarea, select")}
    fields = {name: value for name, value in fields.items() if name not in {"website", "consent"}}
    fields |= {"name": "Ada", "email": "ada@example.org", "message": "One loaf, please"}
    fields |= {"stamp": audience.stamp(seconds=-60)}
    headers = {"host": f"{bakery.slug}.localhost", "user-agent": agent, "accept": "application/json"}
    answer = cloud._http.post("/api/form/contact", data=fields, headers=headers)
    assert answer.status_code == 200, (path, answer.text)

    awaited(lambda: forms(cloud, bakery), lambda found: found == before + 1)
    assert found(agent.encode(), items(cloud), objects(cloud), logged(cloud)) == []


def forms(cloud: Cloud, built: Built) -> int:
    goals = asked(cloud, built, "/goals?period=7d")["goals"]
    return sum(goal["completions"] for goal in goals if goal["name"] == "Form: Submission")


def contact_form(cloud: Cloud, built: Built) -> tuple[str, Any]:
    for path in ("/contact/", "/", "/about/"):
        form = parse(cloud.visit(built.slug, path).text).select_one('form[action="/api/form/contact"]')
        if form is not None:
            return path, form
    raise AssertionError("no page has a form")


def test_nothing_tells_whose_events_they_were(cloud: Cloud, bakery: Built, audience: Audience, adapters: str) -> None:
    """An address and a user agent that nobody else has, looked for in everything that the cloud keeps."""
    person = Person("86.71.77.213", AGENT.format("140.7731", "140.7731"))
    secrets = (b"86.71.77.213", b"86.71.77", b"140.7731")
    page = "/?utm_campaign=nameless&secret=of-the-query"
    assert audience.see(person, page).status_code == 200
    event = {"n": "pageview", "u": page, "i": "s.0", "t": 0, "p": {"ip": "none"}}
    in_queue = queued(cloud, audience, lambda: audience.tell(person, event))
    counted(cloud, bakery, "utmCampaign==nameless", visitors=1)
    in_files, in_sets = list(objects(cloud)), list(unpacked(bakery, adapters))

    for places in (in_queue, in_files, in_sets):  # so the event itself can be read in all of them
        assert found(b"nameless", places)
    assert found(b'"message": "collect"', logged(cloud))
    assert found(bakery.site_id.encode(), items(cloud))
    for secret in (*secrets, b"of-the-query"):
        assert found(secret, in_queue, in_files, in_sets, items(cloud), logged(cloud)) == []


def queued(cloud: Cloud, audience: Audience, act: Callable[[], httpx.Response]) -> list[bytes]:
    """What is in the queue after an act, seen while nobody takes it out."""
    client, sqs, url = cloud.aws("lambda"), cloud.aws("sqs"), audience.outputs["EventsQueueUrl"]
    found = client.list_event_source_mappings(FunctionName="code24-local-analytics-process")["EventSourceMappings"]
    [mapping] = [each["UUID"] for each in found]
    client.update_event_source_mapping(UUID=mapping, Enabled=False)
    try:
        assert act().status_code == 202

        def look() -> list[bytes]:
            answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=1)
            return [each["Body"].encode() for each in answer.get("Messages", [])]

        return awaited(look, lambda bodies: any(b"nameless" in body for body in bodies))
    finally:
        client.update_event_source_mapping(UUID=mapping, Enabled=True)


def unpacked(built: Built, bucket: str) -> Iterator[bytes]:
    """The site's sets of events."""
    sets = DynamoEventSets(table=ROLLUPS, bucket=bucket)
    for days in (0, 1):
        snapshot = sets.read(day_key(built.site_id, (datetime.now(UTC) - timedelta(days=days)).date()))
        yield from (repr(event).encode() for event in events_of(snapshot))


def test_a_day_is_rolled_up_and_goes_with_its_site(cloud: Cloud, adapters: str) -> None:
    built = cloud.build(request_of("bakery-en") | {"name": "Short Crust"})
    audience = Audience(cloud, built)
    for number in range(3):
        person = Person(f"86.72.0.{number}")
        seen = {"n": "pageview", "u": "/", "i": f"r{number}.0", "t": 0}
        assert audience.tell(person, seen, {"n": "Order", "u": "/", "i": f"r{number}.1", "t": 0}).status_code == 202
    open_day = counted(cloud, built, "", visitors=3, views=3)
    rollups, sets = DynamoRollups(table=ROLLUPS, bucket=adapters), DynamoEventSets(table=ROLLUPS, bucket=adapters)
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    assert (built.site_id, hour) in [*rollups.active(hour), *rollups.active(hour - timedelta(hours=1))]

    # The sweep leaves the present hour alone: what was noted in it is noted in an hour that is over.
    rollups.note_activity(hour - timedelta(hours=2), [(built.site_id, hour)])
    since = (hour - timedelta(hours=2)).isoformat()
    swept = invoked(cloud, "analytics-sweep", {"since": since})
    assert swept["sites"] >= 1
    [day] = awaited(lambda: rollups.days(built.site_id, hour.date(), hour.date()), bool)

    totals: Mapping[str, Any] = day.figures["totals"]  # type: ignore[assignment]
    assert (totals["visitors"], totals["views"]) == (3, 3)
    snapshot = sets.read(day_key(built.site_id, hour.date()))
    assert snapshot.merged is not None
    assert figures(cloud, built) == open_day

    rebuilt = invoked(cloud, "analytics-rebuild", {"day": hour.date().isoformat(), "site_id": built.site_id})
    assert rebuilt["events"] == 6
    [again] = rollups.days(built.site_id, hour.date(), hour.date())
    assert again == day
    assert sets.read(day_key(built.site_id, hour.date())).merged == snapshot.merged

    assert cloud.api("DELETE", f"/sites/{built.site_id}").status_code == 204
    assert built.site_id not in json.dumps(
        [item["key"] for item in cloud.aws("dynamodb").scan(TableName=ROLLUPS)["Items"] if "activity" not in str(item)]
    )
    names = cloud.aws("s3").list_objects_v2(Bucket=adapters, Prefix=f"analytics/sets/{site_key(built.site_id)}")
    assert names.get("Contents", []) == []
    late = {"n": "pageview", "u": "/", "i": "late.0", "t": 0}
    awaited(  # routes are remembered for seconds
        lambda: audience.tell(Person("86.72.0.9"), late).headers.get("x-code24-dropped"),
        lambda reason: reason == "deleted-site",
    )


def invoked(cloud: Cloud, name: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What a function answers, called as the schedule or an operator does."""
    answer = cloud.aws("lambda").invoke(FunctionName=f"code24-local-{name}", Payload=json.dumps(payload).encode())
    body = answer["Payload"].read()
    assert "FunctionError" not in answer, body
    return dict(json.loads(body))
