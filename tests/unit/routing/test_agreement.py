"""The dispatcher and the collector say the same of who saw what, as both ask the same function of the same words."""

import json

from hypothesis import given
from hypothesis import strategies as st

from code24.experiments.assignment import assigned
from code24.http.collecting.requests import viewed
from code24.routing.dispatching import Dispatcher
from tests.visitors import (
    ACME,
    SITE_ID,
    MemoryCollector,
    MemoryRoutes,
    MemorySites,
    a_plan,
    http_event,
    route,
)

PAGE = {"statusCode": 200, "headers": {"content-type": "text/html"}, "body": "<p>hi", "isBase64Encoded": False}
PLAN = a_plan(tests=2, holdout=0.2)
ALIASES = {"live", "preview-r0000000001", *(arm.alias for test in PLAN.tests for arm in test.arms)}
ADDRESSES = st.one_of(st.ip_addresses().map(str), st.ip_addresses(v=6).map(str), st.text(max_size=60))
AGENTS = st.one_of(st.sampled_from(["Firefox/140.0", "Safari 17", ""]), st.text(max_size=60))


@given(ADDRESSES, AGENTS)
def test_whoever_asks_the_collector_finds_the_alias_that_answered(address: str, agent: str) -> None:
    table, sites, collector = MemoryRoutes(acme=route()), MemorySites(), MemoryCollector()
    table.plans[SITE_ID] = PLAN
    sites.functions = {f"code24-test-site-{SITE_ID}:{alias}": lambda _: PAGE for alias in ALIASES}
    trusted = {"x-code24-origin-secret": "secret", "x-forwarded-host": ACME, "x-code24-visitor": address}
    event = json.loads(json.dumps(http_event(headers=trusted | {"user-agent": agent})))
    Dispatcher(table, sites, collector, prefix="code24-test", secret="secret").respond(event, {})

    [(_, alias, _)] = sites.invoked
    asked, _ = viewed(collector.views[0])
    assert (assigned(PLAN, asked.address, asked.agent).alias or "live") == alias
