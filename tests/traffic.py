"""Visitors of made-up sites, as the collector reports them: the same seed makes the same messages.

`messages(…)` is what one site sends to the queue, in the order of time. Shares and durations are those of small
business sites: a bit more than half of the visits see one page, a page view is followed by its vitals and by how long
the page was looked at, a few visitors do what the site is for.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from code24.analytics.event import Event, Message, Unit, as_json

SITE = "s000000000001"
START = datetime(2026, 3, 2, 10, tzinfo=UTC)
"""A Monday morning."""

PATHS = ("/", "/menu/", "/about/", "/contact/", "/prices/", "/gallery/", "/team/", "/faq/", "/news/", "/order/",
         "/services/wedding-cakes/", "/services/catering/", "/blog/how-we-bake-sourdough/", "/imprint/")  # fmt: skip
ORIGINS: tuple[tuple[int, dict[str, object]], ...] = (
    (40, {}),
    (30, {"referrer": "www.google.com/", "source": "Google", "channel": "search"}),
    (8, {"referrer": "www.instagram.com/", "source": "Instagram", "channel": "social"}),
    (6, {"referrer": "l.facebook.com/", "source": "Facebook", "channel": "social"}),
    (5, {"source": "Google", "channel": "paid", "click": "gclid",
         "campaign": {"source": "google", "medium": "cpc", "campaign": "spring-2026"}}),
    (4, {"source": "newsletter", "channel": "email",
         "campaign": {"source": "newsletter", "medium": "email", "campaign": "march", "content": "header"}}),
    (3, {"referrer": "duckduckgo.com/", "source": "DuckDuckGo", "channel": "search"}),
    (2, {"referrer": "chatgpt.com/", "source": "ChatGPT", "channel": "ai"}),
    (2, {"referrer": "localguide.example/bakeries/", "source": "localguide.example", "channel": "referral"}),
)  # fmt: skip
DEVICES = (
    (34, ("mobile", "Safari", "iOS")), (27, ("mobile", "Chrome", "Android")), (17, ("desktop", "Chrome", "Windows")),
    (7, ("desktop", "Safari", "macOS")), (5, ("desktop", "Edge", "Windows")), (4, ("desktop", "Firefox", "Windows")),
    (2, ("tablet", "Safari", "iPadOS")), (2, ("desktop", "Firefox", "Linux")),
    (2, ("mobile", "Samsung Internet", "Android")),
)  # fmt: skip
COUNTRIES = ((62, "DE"), (12, "AT"), (9, "CH"), (5, "FR"), (4, "NL"), (3, "GB"), (3, "US"), (1, "PL"), (1, ""))
GOALS = (
    (40, {"name": "Outbound Link: Click", "props": {"url": "maps.google.com/maps"}}),
    (20, {"name": "Form: Start", "props": {"form": "contact"}}),
    (16, {"name": "Form: Attempt", "props": {"form": "contact"}}),
    (14, {"name": "Form: Submission", "props": {"form": "contact"}}),
    (10, {"name": "Purchase", "props": {"item": "cake"}, "revenue": 1.0, "currency": "EUR"}),
)


def messages(
    seed: int = 1,
    *,
    site_id: str = SITE,
    start: datetime = START,
    visits: int = 300,
    spread: timedelta = timedelta(hours=1),
    units: tuple[str, int] | None = None,
    earlier: bool = False,
) -> list[Message]:
    """What the visits of one site send, by time; each visitor comes once. A visit begins within `spread` of `start`.

    `units` is a test that every visitor is in: its id and the number of its arms. With `earlier`, messages carry the
    visitor's id of the day before, which is another one.
    """
    random = Random(f"{seed}-{site_id}")
    sent: list[Message] = []
    for _ in range(visits):
        began = start + timedelta(milliseconds=random.randrange(int(spread.total_seconds() * 1000)))
        visit = list(_visit(random, site_id, began))
        more = {"earlier": _digits(random)} if earlier else {}
        if units:
            test_id, arms = units
            more["units"] = (Unit(test_id, 2 * _digits(random), random.randrange(arms)),)  # type: ignore[assignment]
        sent += [Message(events, **more) for events in visit]  # type: ignore[arg-type]
    return sorted(sent, key=lambda message: message.events[0].at)


def exactly(count: int, seed: int = 1, **more: object) -> list[Message]:
    """Messages that hold `count` events together: as many visits as that takes, the last request cut short."""
    kept: list[Message] = []
    left = count
    for message in messages(seed, **({"visits": count // 2 + 20} | more)):  # type: ignore[arg-type]
        if left <= 0:
            break
        kept.append(replace(message, events=message.events[:left]))
        left -= len(kept[-1].events)
    return kept


def events_of(sent: list[Message]) -> list[Event]:
    """All events of messages."""
    return [event for message in sent for event in message.events]


def bodies(sent: list[Message]) -> list[str]:
    """Messages as they lie in the queue."""
    return [json.dumps(as_json(message), separators=(",", ":")) for message in sent]


def records(sent: list[str], prefix: str = "") -> list[dict[str, str]]:
    """Bodies as SQS delivers them to a function; the id of a message follows from what it says."""
    return [
        {"messageId": hashlib.sha256((prefix + body).encode()).hexdigest()[:32], "receiptHandle": "r", "body": body}
        for body in sent
    ]


def _visit(random: Random, site_id: str, began: datetime) -> Iterator[tuple[Event, ...]]:
    """The events of one visit, request by request: a view at once, what is known of a page when it is left."""
    device, browser, system = _one_of(random, DEVICES)
    origin = _one_of(random, ORIGINS)
    base = Event(
        site_id=site_id, event_id="", at=0, visitor=_digits(random), kind="view", name="pageview", path="/",
        country=_one_of(random, COUNTRIES), device=device, browser=browser, system=system,
        holdout=random.random() < 0.05,
    )  # fmt: skip
    moment = began
    for page in range(_pages(random)):
        path = PATHS[min(int(random.paretovariate(1.1)) - 1, len(PATHS) - 1)]
        here = replace(base, path=path)
        seconds = round(min(random.lognormvariate(3.1, 1.0), 1500), 1)
        status = 404 if random.random() < 0.01 else 200
        yield (replace(here, event_id=_digits(random), at=_at(moment), status=status, **(origin if page == 0 else {})),)
        if random.random() < 0.045:
            goal = _one_of(random, GOALS)
            done = goal | ({"revenue": round(random.uniform(5, 180), 2)} if "revenue" in goal else {})
            at = _at(moment + timedelta(seconds=seconds * 0.8))
            yield (replace(here, event_id=_digits(random), at=at, kind="goal", **done),)
        moment += timedelta(seconds=seconds, milliseconds=random.randrange(1000))
        left = []
        if random.random() < 0.72:
            left.append(replace(here, event_id=_digits(random), at=_at(moment), kind="vitals", name="vitals",
                                vitals=_vitals(random)))  # fmt: skip
        if random.random() < 0.93:
            left.append(replace(here, event_id=_digits(random), at=_at(moment), kind="leave", name="leave",
                                seconds=seconds))  # fmt: skip
        if left:
            yield tuple(left)


def _pages(random: Random) -> int:
    return 1 if random.random() < 0.56 else 2 + int(random.expovariate(0.75))


def _vitals(random: Random) -> dict[str, float]:
    ttfb = random.lognormvariate(5.0, 0.6)
    fcp = ttfb + random.lognormvariate(6.0, 0.6)
    lcp = fcp + random.lognormvariate(5.8, 1.0)
    found = {"ttfb": round(ttfb), "fcp": round(fcp), "lcp": round(lcp)}
    if random.random() < 0.6:
        found["inp"] = 8 * round(random.lognormvariate(4.2, 0.8) / 8)
    found["cls"] = 0.0 if random.random() < 0.45 else round(min(random.lognormvariate(-4, 1.4), 1.0), 4)
    return found


def _one_of(random: Random, weighted: tuple[tuple[int, object], ...]) -> object:
    return random.choices([each for _, each in weighted], [weight for weight, _ in weighted])[0]


def _digits(random: Random) -> str:
    return f"{random.getrandbits(64):016x}"


def _at(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
