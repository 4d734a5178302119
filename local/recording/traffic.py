"""Visitors, counted: what their browsers ask the distribution for, and what it asks the platform for."""

import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import httpx

from code24.costs.recorded import Scenario
from local.recording.observing import Counted, Observed
from local.simulation.browsing import goal_visit_of, requests_of
from local.simulation.sending import THREADS, Distribution
from local.simulation.world import Person, people, utc_now

SEED = 1
VIEWERS = 50
"""Visitors who look at pages; each looks at two on average."""
SENDERS = 350
"""Visitors of whom only the events are sent."""
_FILE = re.compile(r"""<(?:link|script|img|source|use)\b[^>]*?\b(?:src|href|srcset)=["']?([^"'\s>#?]+)""", re.I)
_LINKED = re.compile(r"<link\b(?![^>]*\brel=[\"']?(?:stylesheet|icon|preload|modulepreload|manifest))[^>]*>", re.I)
_CHANCE = 0.08


class Edge:
    """The distribution without its cache, which is the dearest case: all goes to the origin."""

    def __init__(self, observed: Observed, slug: str) -> None:
        settings, deployed = observed.settings, observed.deployed
        self.host = f"{slug}.localhost:{settings.port}"
        self.visitors = Distribution(settings.aws_port, deployed.sites_api, deployed.origin_secret, self.host)
        self._media = f"{settings.aws_url}/{deployed.media_bucket}"
        self.requests = self.bytes = self.posted = 0

    def visit(self, person: Person) -> int:
        """Load all pages of all visits, each with the files that the browser has not got yet; returns the views."""
        views = 0
        for visit in person.visits:
            known: set[str] = set()
            for view in visit.views:
                page = self._got(self.visitors.get(view.path, person.address, person.agent, person.country))
                views += 1
                for path in files_of(page.text):
                    if path not in known:
                        known.add(path)
                        self._file(path, person)
        return views

    def send(self, person: Person, origin: str) -> tuple[int, int]:
        """Send all events of a visitor; returns how many requests and events they were."""
        requests = events = 0
        for sending in requests_of(person, origin, goal_visit_of(person, _CHANCE)):
            self._got(self.visitors.post(sending))
            self.posted += len(sending.body)
            requests, events = requests + 1, events + len(sending.events)
        return requests, events

    def _file(self, path: str, person: Person) -> None:
        if path.startswith("/media/"):
            answer = httpx.get(f"{self._media}/{path.removeprefix('/media/')}", timeout=30, trust_env=False)
        else:
            answer = self.visitors.get(path, person.address, person.agent, person.country)
        self._got(answer)

    def _got(self, answer: httpx.Response) -> httpx.Response:
        answer.raise_for_status()
        self.requests += 1
        self.bytes += answer.num_bytes_downloaded + sum(
            len(name) + len(value) + 4 for name, value in answer.headers.raw
        )
        return answer

    def noted(self, counted: Counted) -> None:
        """Add what the browsers asked for to what was counted behind the distribution."""
        edge = {"edge_requests": self.requests, "edge_bytes": self.bytes, "edge_posted": self.posted}
        counted.counts = counted.counts.model_copy(update=edge)


def files_of(page: str) -> tuple[str, ...]:
    """The site's own files that a browser loads with a page, each once."""
    found = _FILE.findall(_LINKED.sub("", page))
    return tuple(dict.fromkeys(path for path in found if path.startswith("/") and not path.startswith("//")))


def page_views(observed: Observed, site: str, pages: tuple[str, ...]) -> Scenario:
    """Page views with everything that follows from them: files, events, and their processing in small batches."""
    edge = Edge(observed, str(observed.api.call("GET", f"/sites/{site}")["slug"]))
    everybody = people(SEED, VIEWERS, pages, utc_now())
    edge.visit(everybody[0])  # who comes first finds cold functions
    edge.requests = edge.bytes = 0
    with observed.counting() as counted:
        views = 0
        for person in everybody:
            views += edge.visit(person)
            edge.send(person, f"http://{edge.host}")
        observed.quiet("events")
    edge.noted(counted)
    note = f"{views} views by {len(everybody)} visitors; nothing comes from the distribution's cache"
    return counted.scenario("page-views", "a thousand page views", views / 1_000, note)


def events(observed: Observed, site: str, pages: tuple[str, ...]) -> Scenario:
    """Events as fast as they come, processed in batches of up to a thousand messages."""
    edge = Edge(observed, str(observed.api.call("GET", f"/sites/{site}")["slug"]))
    everybody = people(SEED + 1, SENDERS, pages, utc_now())
    with _processing_held(observed), observed.counting() as counted:
        with ThreadPoolExecutor(THREADS) as pool:
            sent = list(pool.map(lambda person: edge.send(person, f"http://{edge.host}"), everybody))
        _let_process(observed, enabled=True)
        observed.quiet("events")
    edge.noted(counted)
    requests, number = (sum(each[part] for each in sent) for part in (0, 1))
    note = f"{number} events in {requests} requests"
    return counted.scenario("events", "a million events", number / 1e6, note)


def rolled_up(observed: Observed, site: str) -> Scenario:
    """A site's day is put into figures, as an hour after its last events."""
    today = utc_now().date()
    days = [str(today - timedelta(days=1)), str(today)]
    request = {"site_id": site, "hours": [f"{day}T00:00:00Z" for day in days], "days": days}
    with observed.counting() as counted:
        observed.aws("sqs").send_message(
            QueueUrl=observed.deployed.outputs["RollupsQueueUrl"], MessageBody=json.dumps(request)
        )
        observed.quiet("rollups")
    return counted.scenario("roll-up", "a site's day put into figures", len(days))


@contextmanager
def _processing_held(observed: Observed) -> Iterator[None]:
    _let_process(observed, enabled=False)
    time.sleep(1.5)
    try:
        yield
    finally:
        _let_process(observed, enabled=True)


def _let_process(observed: Observed, *, enabled: bool) -> None:
    functions = observed.aws("lambda")
    name = "code24-local-analytics-process"
    for mapping in functions.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]:
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=enabled)
