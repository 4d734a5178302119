"""What each visitor's browser sends for what its owner does, and what others send who are nobody's visitors."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from local.simulation.sending import Sending
from local.simulation.world import AGENTS, BOTS, Person

GOAL = "Order"
REVENUE = 24.5
"""Euros."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def requests_of(person: Person, origin: str, goal_visit: int | None) -> Iterator[Sending]:
    """A request for every page view, and one when the page is left, with its vitals and a goal where there was one.

    A page loads once for each view, as on a website of several pages. `goal_visit` is the visit at whose end the
    visitor orders something.
    """
    for number, visit in enumerate(person.visits):
        for place, view in enumerate(visit.views):
            page = _page_id(person.number, number, place)
            url = f"{origin}{view.path}" + (f"?{visit.query}" if view.first and visit.query else "")
            seen = {"n": "pageview", "u": url, "i": f"{page}.0"}
            if view.first and visit.referrer:
                seen["r"] = visit.referrer
            elif not view.first:
                seen["r"] = f"{origin}{visit.views[place - 1].path}"
            yield _sent(person, (seen, view.at))
            left = view.at + timedelta(seconds=view.seconds)
            events: list[dict[str, Any]] = []
            if number == goal_visit and place == len(visit.views) - 1:
                ordered = {"n": GOAL, "u": url, "i": f"{page}.1"}
                events.append(ordered | {"$": {"amount": REVENUE, "currency": "EUR"}, "p": {"kind": "cake"}})
            vitals = {"lcp": person.vitals, "fcp": person.vitals * 0.6 // 1, "cls": 0.02, "ttfb": 80.0, "inp": 90.0}
            if number == 0 and place == 0:
                events.append({"n": "vitals", "u": url, "i": f"{page}.2", "v": vitals})
            events.append({"n": "leave", "u": url, "i": f"{page}.3", "s": view.seconds})
            yield _sent(person, *((event, left) for event in events))


def noise(seed: int, count: int, origin: str, now: datetime) -> Iterator[Sending]:
    """Bots, spam, and what comes from the wrong time or place: `count` of each kind, all of it to be dropped."""
    random = Random(seed)  # noqa: S311 (a simulation)
    people = tuple(AGENTS)
    for number in range(count):
        address, agent = f"86.70.{number >> 8}.{number & 255}", random.choice(people)
        seen = {"n": "pageview", "u": f"{origin}/", "i": f"{_page_id(number, 9, 9)}.0"}

        def made(
            event: dict[str, Any], reason: str, agent: str = agent, address: str = address, at: datetime = now
        ) -> Sending:
            return Sending(((event, at),), address, agent, "GB", dropped=reason)

        bot = random.choice(BOTS)
        yield made(seen, "headless" if "Headless" in bot else "bot", bot)
        yield made(seen | {"r": "http://semalt.com/project_crawl.php"}, "spam-referrer")
        yield made(seen, "too-old", at=now - timedelta(days=3))
        yield made(seen | {"u": "https://somebody-else.example/"}, "other-host")
        yield made(seen, "no-agent", agent="")
        # Browsers whose clock is wrong send no clock times here; Umami's script does.
        future = now + timedelta(hours=2)
        payload = {"website": "simulated", "url": "/", "hostname": origin.partition("://")[2].partition(":")[0]}
        body = json.dumps({"type": "event", "payload": payload | {"timestamp": int(future.timestamp())}}).encode()
        yield Sending((), address, agent, "GB", path="/api/send", dropped="future", said=body)


def _sent(person: Person, *events: tuple[dict[str, Any], datetime]) -> Sending:
    return Sending(events, person.address, person.agent, person.country)


def _page_id(*numbers: int) -> str:
    """A page view's id, of at most 13 characters."""
    number, text = sum(value * 1_000**place for place, value in enumerate(reversed(numbers))), ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text or "0"


def goal_visit_of(person: Person, chance: float) -> int | None:
    """The visit at whose end a visitor orders: the last one, for those lucky enough."""
    return len(person.visits) - 1 if person.luck < chance else None
