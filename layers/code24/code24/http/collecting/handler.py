"""The shell of the function that collects: requests of trackers, and what the dispatcher saw."""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from code24.analytics.collecting.bodies import entries_of
from code24.analytics.collecting.enqueueing import Enqueuer
from code24.errors import InvalidRequest, Transient
from code24.http.collecting.answers import malformed, preflight, refused, taken
from code24.http.collecting.collector import Collector, Outcome
from code24.http.collecting.requests import Refusal, posted, viewed
from code24.routing.memory import RouteMemory
from code24.runtime.metrics import Value, embedded
from code24.runtime.settings import Settings
from code24.runtime.unexpected import told_of
from code24.runtime.wiring import port

type Line = dict[str, Any]


@cache
def collector() -> Collector:
    """The process's collector, made at the first request. Raises MissingSetting."""
    return Collector(RouteMemory(port("routes")), Enqueuer(port("salts"), port("event_queue")), port("exclusions"))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any] | None:
    """Answer one request of an HTTP API (payload format 2.0), or take in what the dispatcher saw.

    Requests are answered in every case. What the dispatcher saw (`{"view": …}`, `{"failed": …}`) is answered by
    nothing, and raises what Lambda is to try again for. No request can look like it: what a visitor sends is text in
    the event's `body`, and only the dispatcher's role may invoke the function with another event.
    """
    told = "view" in event or "failed" in event
    started = time.perf_counter()
    line: Line = {"request_id": getattr(context, "aws_request_id", None)}
    try:
        answer = _told(event, line) if told else _answer(event, line)
    except Transient as error:
        line |= {"outcome": "busy", "error": str(error), "status": 503}
        if told:
            raise
        answer = refused(503)
    except Exception as error:  # the last resort of a public endpoint
        line |= {"status": 500, "outcome": "broken", "error": told_of(error)}
        if told:
            return None
        answer = refused(500)
    finally:
        line["duration_ms"] = round((time.perf_counter() - started) * 1000, 2)
        _log(line)
    return answer


def _answer(event: dict[str, Any], line: Line) -> dict[str, Any]:
    post = posted(event, Settings().origin_secret)
    if isinstance(post, Refusal):
        line |= {"outcome": "preflight" if post.status == 204 else "refused", "status": post.status}
        return preflight() if post.status == 204 else refused(post.status)
    line["api"] = post.api.value
    try:
        entries = entries_of(post.api, post.body)
    except InvalidRequest as error:
        line |= {"outcome": "malformed", "status": 400}
        return malformed(post.api, error.problems)
    outcome = collector().collect(post.asked, entries)
    _tell(outcome, line)
    line["status"] = 202
    return taken(post.api, outcome.dropped, outcome.accepted, outcome.details)


def _told(event: Mapping[str, Any], line: Line) -> dict[str, Any] | None:
    if "view" in event:
        line["api"] = "view"
        _tell(collector().collect(*viewed(event["view"])), line)
        return None
    failed = event["failed"]
    line |= {"api": "failure", "site_id": str(failed["site_id"])}
    is_new = port("suspicions").suspect(str(failed["site_id"]), str(failed["reason"]))
    line["outcome"] = "suspected" if is_new else "known"
    return None


def _tell(outcome: Outcome, line: Line) -> None:
    line |= {"outcome": "taken" if outcome.accepted else "dropped", "accepted": outcome.accepted}
    if outcome.site_id:
        line["site_id"] = outcome.site_id
    if outcome.dropped:
        line["dropped"] = dict(Counter(outcome.dropped))


def _log(line: Line) -> None:
    """One line a request: nothing of a visitor, page or address in it, and its metrics.

    Written by hand, as a logging library takes longer to import than a whole warm request. Every further reason of one
    request is a line of its own, as a line has one value of a dimension.
    """
    moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    head = {"timestamp": moment, "level": "ERROR" if "error" in line else "INFO", "service": "code24"}
    first, *more = embedded(Settings().environment, _values(line)) or [{}]
    lines = [
        head | {"message": "collect"} | line | first,
        *(head | {"message": "collect dropped"} | each for each in more),
    ]
    sys.stdout.write("".join(json.dumps(each) + "\n" for each in lines))


def _values(line: Line) -> Iterator[Value]:
    if line.get("accepted"):
        yield Value("EventsAccepted", line["accepted"])
    for reason, number in line.get("dropped", {}).items():
        yield Value("EventsDropped", number, {"reason": reason})
