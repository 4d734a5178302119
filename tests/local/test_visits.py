"""The script in Chromium: what it sends of a visit, and what it does not."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from code24.adapters.chromium import program as chromium
from code24.adapters.chromium.protocol import Connection, Session
from code24.analytics.collecting.sent import Sent
from code24.analytics.collecting.tracker import entry
from code24.analytics.tracker.script import LASTING_PATH, tag
from tests.local.visit import SECONDS, Site, Visitor

PAGE = f"""<!doctype html><html lang="en"><head><title>Bread</title>{tag()}{tag()}</head><body><h1>Bread</h1>
<button id="call" data-goal="Call" data-goal-plan="pro" data-goal-my-size="2" data-other="x"><b>Call us</b></button>
<a id="out" href="https://partner.example/shop/bread?person=1#top"><svg><use href="#arrow"/></svg></a>
<a id="in" href="/about/">About</a>
<form id="ask" action="/api/form/contact?x=1" method="post" data-goal="Asked"><input name="action" id="field">
<button id="send">Send</button></form>
<script>
  for (const link of document.links) link.addEventListener('click', event => event.preventDefault());
  document.querySelector('#call').addEventListener('click', () => {{
    const end = Date.now() + 80;
    while (Date.now() < end);
  }});
</script></body></html>"""
PAGES = {"/": PAGE, "/about/": PAGE.replace("Bread", "About")}
MEASURED = """
const entries = {
  'paint': [{name: 'first-paint', startTime: 90}, {name: 'first-contentful-paint', startTime: 100.5}],
  'largest-contentful-paint': [{startTime: 120}, {startTime: 300.25}],
  'layout-shift': [[200, .1], [1100, .05], [2050, .05], [2900, .5, true], [2990, .01], [3900, .01], [4800, .01],
    [5400, .2], [8000, .15], [8900, .1], [9800, .02]
  ].map(([startTime, value, hadRecentInput = false]) => ({startTime, value, hadRecentInput})),
  'event': [...Array(100).keys()].flatMap(n => [
    {name: 'pointerdown', interactionId: n + 7, duration: 24},
    {name: 'click', interactionId: n + 7, duration: n == 5 ? 900 : n == 9 ? 700 : n == 11 ? 336 : 32},
  ]).concat({name: 'dblclick', interactionId: 0, duration: 5000, startTime: 1}),
};
window.PerformanceObserver = class {
  constructor(act) { this.act = act; }
  observe({type}) {
    const list = entries[type].map(entry => ({name: '', ...entry}));
    setTimeout(() => this.act({getEntries: () => list}));
  }
};
"""
LARGEST = "{type: 'largest-contentful-paint', buffered: true}"
HIDDEN = "Object.defineProperty(Document.prototype, 'hidden', {get: () => !window.seen});"


@pytest.fixture
def connection(browser: Connection) -> Iterator[Connection]:
    """The browser's connection. The tabs that a test opened go with it, or all of them would live on together."""
    yield browser
    session, until = Session(browser, "", lambda method, event: None), time.monotonic() + SECONDS
    for context in session.call("Target.getBrowserContexts", until)["browserContextIds"]:
        session.call("Target.disposeBrowserContext", until, browserContextId=context)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path = chromium.program(os.environ)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(chromium.INSTALL)
        pytest.skip(chromium.INSTALL)
    with pytest.MonkeyPatch.context() as patch:
        loopback = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        patch.setattr(chromium, "_SWITCHES", (*chromium._SWITCHES, loopback))
        process = chromium.Process(path, Path(tmp_path_factory.mktemp("chromium")), os.environ)
    found = Connection(process.reading, process.writing)
    yield found
    process.end()
    found.close()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(dict(PAGES)).listening() as listening:
        yield listening


def test_a_visit_from_the_first_page_to_the_form(connection: Connection, site: Site) -> None:
    visitor = Visitor(connection)
    visitor.open(f"{site.origin}/?utm_source=letter#top")
    view = site.awaited("pageview")
    assert view["u"] == f"{site.origin}/?utm_source=letter#top"
    assert (view["r"], view.keys()) == ("", {"n", "u", "i", "r", "t"})

    visitor.run(f"new Promise(done => new PerformanceObserver(() => done()).observe({LARGEST}))")
    visitor.press("#call b")
    visitor.run(
        "document.querySelector('use').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))"
    )
    visitor.press("#in")
    visitor.press("#field")
    visitor.write("Hello")
    visitor.write("you")
    visitor.run("code24('Order', {props: {size: 'big'}, revenue: {amount: 9.5, currency: 'EUR'}})")
    visitor.run("location.hash = '#prices'; history.replaceState({}, '', '?page=2')")
    assert site.awaited("Order")["p"] == {"size": "big"}
    assert site.named("Order")[0]["$"] == {"amount": 9.5, "currency": "EUR"}
    assert site.named("Call")[0]["p"] == {"plan": "pro", "my-size": "2"}
    assert site.named("Outbound Link: Click")[0]["p"] == {"url": "partner.example/shop/bread"}
    assert len(site.named("Form: Start")) == 1
    assert 0 <= site.named("Call")[0]["t"] < 5_000

    visitor.press("#send")
    assert site.awaited("Asked")["p"] == {}
    assert len(site.named("Form: Attempt")) == 1
    assert 0 < site.awaited("leave")["s"] < 30
    vitals = site.awaited("vitals")["v"]
    assert vitals.keys() == {"ttfb", "fcp", "lcp", "cls", "inp"}
    assert 0 < vitals["ttfb"] <= vitals["fcp"] <= vitals["lcp"] < 10_000
    assert 80 <= vitals["inp"] < 2_000
    assert 0 <= vitals["cls"] < 0.05

    names = [event["n"] for event in site.events]
    assert sorted(names) == sorted(
        [
            "pageview",
            "Call",
            "Outbound Link: Click",
            "Form: Start",
            "Order",
            "Form: Attempt",
            "Asked",
            "leave",
            "vitals",
        ]
    ), "once each, though the page holds the script twice"
    assert len({event["i"] for event in site.events}) == len(names)
    read = [entry(event) for event in site.events]
    assert [each.name for each in read if isinstance(each, Sent)] == names, "the collector understands all of it"
    assert all(each.mark for each in read if isinstance(each, Sent))
    assert visitor.errors == []


def test_it_stores_nothing_and_sends_no_cookie(connection: Connection, site: Site) -> None:
    visitor = Visitor(connection)
    visitor.open(f"{site.origin}/")
    site.awaited("pageview")
    stored = "[document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    assert visitor.run(f"(async () => {stored})()") == ["", 0, 0, 0]
    assert visitor.cookies() == []
    assert [request["content-type"] for request in site.requests] == ["text/plain;charset=UTF-8"]
    assert "cookie" not in site.requests[0]


def test_paths_that_change_without_a_load_are_pages(connection: Connection, site: Site) -> None:
    visitor = Visitor(connection)
    visitor.open(f"{site.origin}/")
    visitor.run("history.pushState({}, '', '/prices/?a=1')")
    assert site.awaited("pageview", 2)["u"] == f"{site.origin}/prices/?a=1"
    assert [site.named(name)[0]["u"] for name in ("leave", "vitals")] == [f"{site.origin}/"] * 2
    visitor.run("history.back()")
    assert site.awaited("pageview", 3)["u"] == f"{site.origin}/"
    assert len(site.named("vitals")) == 1


def test_who_comes_back_to_a_page_that_was_kept_sees_it_anew(connection: Connection, site: Site) -> None:
    visitor = Visitor(connection)
    visitor.open(f"{site.origin}/")
    visitor.run("window.kept = 1; addEventListener('pageshow', event => window.kept += event.persisted)")
    visitor.open(f"{site.origin}/about/")
    visitor.run("setTimeout(() => history.back())")
    assert site.awaited("pageview", 3)["u"] == f"{site.origin}/"
    assert visitor.run("window.kept") == 2, "the browser did not keep the page"


@pytest.mark.parametrize("wish", [{"doNotTrack": "1"}, {"globalPrivacyControl": True}])
def test_who_asks_for_it_is_not_counted(connection: Connection, site: Site, wish: dict[str, object]) -> None:
    said = "".join(
        f"Object.defineProperty(Navigator.prototype, '{k}', {{value: {json.dumps(v)}}});" for k, v in wish.items()
    )
    visitor = Visitor(connection, said)
    visitor.open(f"{site.origin}/")
    visitor.press("#call")
    visitor.run("code24('Order')")
    visitor.open(f"{site.origin}/about/")
    counted = Visitor(connection)
    counted.open(f"{site.origin}/?who=counted")
    assert site.awaited("pageview")["u"].endswith("?who=counted")
    assert site.events == site.named("pageview")
    assert visitor.errors == []


def test_a_page_counts_when_it_is_seen_first(connection: Connection, site: Site) -> None:
    visitor = Visitor(connection, HIDDEN)
    visitor.open(f"{site.origin}/")
    assert site.events == []
    visitor.run("window.seen = true; document.dispatchEvent(new Event('visibilitychange'))")
    site.awaited("pageview")
    visitor.open(f"{site.origin}/about/")
    assert site.awaited("leave")["s"] < 5
    assert site.named("vitals") == [], "what it took to draw a page that nobody saw is no figure of anybody's"


def test_vitals_are_those_of_the_web_vitals_library(connection: Connection, site: Site) -> None:
    """Shifts in windows of up to 5 s with gaps under 1 s, none after inputs; of 100 interactions the third slowest."""
    visitor = Visitor(connection, MEASURED)
    visitor.open(f"{site.origin}/")
    site.awaited("pageview")
    visitor.run("new Promise(done => setTimeout(done, 20))")
    visitor.run("history.pushState({}, '', '/next/')")
    vitals = site.awaited("vitals")["v"]
    vitals.pop("ttfb")
    assert vitals == {"fcp": 100.5, "lcp": 300.25, "cls": pytest.approx(0.27), "inp": 336}


def test_a_page_of_another_host_says_whose_part_it_is(connection: Connection, site: Site) -> None:
    with Site({}).listening() as collector:
        embedded = f'<script defer data-domain="bread.example" src="{collector.origin}{LASTING_PATH}"></script>'
        site.pages["/"] = f"<!doctype html><title>Elsewhere</title>{embedded}<h1>Elsewhere</h1>"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Site, "policy", "default-src *")
            visitor = Visitor(connection)
            visitor.open(f"{site.origin}/")
            view = collector.awaited("pageview")
        assert (view["d"], view["u"]) == ("bread.example", f"{site.origin}/")
        assert site.events == []
