"""Whatever is sent: an answer that is meant, and never an internal error."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from code24.build.models import Brief
from tests.unit.http.client import BRIEF, Answer, Api, event

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
fields = st.sampled_from([*Brief.model_json_schema(by_alias=True)["properties"], "siteId", "publish", "business_type"])
near_briefs = st.builds(lambda changes: BRIEF | changes, st.dictionaries(fields, json_values, max_size=4))
near_contacts = st.builds(
    lambda contact: BRIEF | {"contact": contact},
    st.dictionaries(st.sampled_from(["email", "phone", "address", "openingHours"]), json_values, max_size=4),
)
texts = st.builds(
    lambda name, description, business: BRIEF | {"name": name, "description": description, "businessType": business},
    st.text(max_size=130), st.text(), st.text(max_size=90),
)  # fmt: skip
bodies = json_values | near_briefs | near_contacts | texts


def expected(answer: Answer) -> None:
    assert 200 <= answer.status < 500, answer.body
    if answer.status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status
        assert answer.json()["detail"]


def encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True).encode()


@given(bodies)
@settings(max_examples=300)
def test_any_json_starts_a_build_or_is_refused_with_a_reason(api: Api, value: Any) -> None:
    before = (len(api.ports.executions.started), len(api.ports.builds.records), len(api.ports.sites.records))
    answer = api.ask("POST", "/build", encoded(value))
    expected(answer)
    after = (len(api.ports.executions.started), len(api.ports.builds.records), len(api.ports.sites.records))
    started = 1 if answer.status == 202 else 0
    assert after == tuple(count + started for count in before)


@given(bodies)
def test_any_json_calls_a_worker_or_is_refused(api: Api, value: Any) -> None:
    api.ports.worker_functions.answers["competitive-analysis"] = {"match": ["hours"], "differ": []}
    expected(api.ask("POST", "/workers/competitive-analysis/analyze-industry", encoded(value)))


@given(bodies)
def test_any_json_is_refused_as_a_rollback(api: Api, value: Any) -> None:
    answer = api.ask("POST", "/sites/s000000000001/rollback", encoded(value))
    expected(answer)
    assert answer.status in {400, 404, 422}


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(api: Api, body: bytes) -> None:
    expected(api.ask("POST", "/build", body))


@given(
    method=st.sampled_from(["GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT"]) | st.text(max_size=8),
    path=st.sampled_from(["/build", "/sites/", "/workers/", "/docs/", "/"]).flatmap(
        lambda start: st.text(max_size=40).map(lambda rest: start + rest)
    ),
    query=st.text(max_size=40),
    headers=st.dictionaries(
        st.sampled_from(["idempotency-key", "content-type", "accept-encoding", "host", "x-api-key", "content-length"]),
        st.text(max_size=40),
    ),
)
@settings(max_examples=300)
def test_any_request_line_and_headers_are_answered(
    api: Api, method: str, path: str, query: str, headers: dict[str, str]
) -> None:
    sent = event(method, path, json.dumps(BRIEF).encode(), {"x-api-key": api.key, **headers})
    sent["rawQueryString"] = query
    answer = api.handle(sent)
    assert 200 <= answer.status < 500, answer.body


@given(st.text(max_size=300).map(lambda key: key.encode("utf-8", "ignore").decode()))
def test_any_idempotency_key_is_accepted_or_refused(api: Api, key: str) -> None:
    answer = api.ask("POST", "/build", BRIEF, headers={"idempotency-key": key})
    good = 1 <= len(key) <= 255 and all(" " <= character <= "~" for character in key)
    assert answer.status == (202 if good else 422)
