"""Ids of visitors and events, and that nothing ties a visitor's days together once the salts are gone."""

import json
from datetime import date, timedelta

import pytest

from code24.analytics.collecting.visitors import event_id, visitor_of
from code24.analytics.collecting.writing import SUBMISSION
from code24.errors import NotFound
from code24.http.collecting import handler as shell
from code24.http.receiving.counting import FormCounter
from code24.http.receiving.posts import Post, posted
from tests.collecting_fakes import FIREFOX, NOW, SECRET, CollectorAtWork, tracked
from tests.visitors import ACME, SITE_ID, http_event, route

SALT = b"s" * 32
SUBMISSION_ID = "f0123456789abcdef"
ADDRESSES = [f"205.255.{third}.{fourth}" for third in range(4) for fourth in range(1, 26)]
"""Everybody who could have been there: whoever has the stored data is taken to know them all."""


def test_an_id_is_16_digits_of_salt_site_network_and_agent() -> None:
    visitor = visitor_of(SALT, SITE_ID, "205.255.255.176", FIREFOX)
    assert len(visitor) == 16
    assert int(visitor, 16)
    others = {
        visitor_of(b"t" * 32, SITE_ID, "205.255.255.176", FIREFOX),
        visitor_of(SALT, "s000000000002", "205.255.255.176", FIREFOX),
        visitor_of(SALT, SITE_ID, "205.255.255.177", FIREFOX),
        visitor_of(SALT, SITE_ID, "205.255.255.176", FIREFOX + "1"),
    }
    assert len(others | {visitor}) == 5


def test_an_ipv6_visitor_is_the_same_within_its_network() -> None:
    """Computers take another address of their /64 every day, or hour; a visit must not fall apart."""
    first, second = "2003:e5:1:2:aaaa::1", "2003:e5:1:2:bbbb::2"
    assert visitor_of(SALT, SITE_ID, first, FIREFOX) == visitor_of(SALT, SITE_ID, second, FIREFOX)
    assert visitor_of(SALT, SITE_ID, first, FIREFOX) != visitor_of(SALT, SITE_ID, "2003:e5:1:3::1", FIREFOX)
    assert visitor_of(SALT, SITE_ID, "::ffff:205.255.255.1", "") == visitor_of(SALT, SITE_ID, "205.255.255.1", "")


def test_an_event_s_id_follows_from_its_parts_and_their_order() -> None:
    assert event_id(SALT, "a", "b") == event_id(SALT, "a", "b") != event_id(SALT, "b", "a")
    assert event_id(SALT, "a\nb") != event_id(SALT, "a", "b")


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> CollectorAtWork:
    work = CollectorAtWork()
    monkeypatch.setattr(shell, "collector", lambda: work.collector)
    return work


def a_day_of_visits(work: CollectorAtWork) -> list[str]:
    """Everybody visits; the ids that are stored."""
    before = len(work.queue.bodies)
    for address in ADDRESSES:
        shell.handler(tracked({"n": "pageview", "u": f"https://{ACME}/"}, address=address), None)
    return [message.events[0].visitor for message in work.queue.messages[before:]]


def guessed(work: CollectorAtWork, day: date) -> set[str]:
    """All ids of a day that can be computed by trying everybody, with what can be had at the moment."""
    try:
        salt = work.salts.of(day)
    except NotFound:
        return set()
    return {visitor_of(salt, SITE_ID, address, FIREFOX) for address in ADDRESSES}


def test_days_cannot_be_tied_together_once_their_salts_are_gone(work: CollectorAtWork) -> None:
    days = [NOW.date() + timedelta(days=number) for number in range(3)]
    stored: list[set[str]] = []
    for day in days:
        stored.append(set(a_day_of_visits(work)))
        assert guessed(work, day) == stored[-1], "with the day's salt everybody is found: the test can fail"
        work.now += timedelta(days=1)
    assert [len(ids) for ids in stored] == [len(ADDRESSES)] * 3
    assert not stored[0] & stored[1]
    assert not stored[1] & stored[2]

    work.now += timedelta(days=1)
    assert [guessed(work, day) for day in days] == [set()] * 3
    assert not any(salt for day, salt in work.salts.salts.items() if day in days)
    today = a_day_of_visits(work)
    left = {visitor_of(salt, SITE_ID, each, FIREFOX) for salt in work.salts.salts.values() for each in ADDRESSES}
    assert set(today) <= left
    assert not left & set().union(*stored), "whoever has all that is left ties nobody to an earlier day"


def test_what_is_known_of_an_event_elsewhere_does_not_lead_to_it_without_the_salt(work: CollectorAtWork) -> None:
    """A form's id lies beside the name of its sender; tried with every visitor of the day, it must fit none."""
    counter, page = FormCounter(work.enqueuer), "/contact/"
    post = posted(http_event("/api/forms/contact", "POST", headers={"user-agent": FIREFOX}), SECRET)
    assert isinstance(post, Post)
    counter.count(post, route(), page, SUBMISSION_ID)
    [event] = work.queue.messages[0].events
    known = (SITE_ID, event.visitor, "goal", SUBMISSION, SUBMISSION_ID)
    assert event.event_id == event_id(work.salts.of(NOW.date()), *known), "with the salt it is found: the test can fail"
    assert event.event_id not in {event_id(key, *known) for key in (b"", SITE_ID.encode(), event.visitor.encode())}


def test_no_address_and_no_agent_is_in_the_queue_or_in_the_log(
    work: CollectorAtWork, capsys: pytest.CaptureFixture[str]
) -> None:
    address, agent = "84.132.10.20", f"{FIREFOX} jane/77"
    bodies = [
        {"n": "pageview", "u": f"https://{ACME}/?email=jane@example.org&gclid=Cj0K"},
        {"n": "pageview", "u": f"https://{ACME}/", "r": "https://a.example/?s=secret"},
        "{broken jane@example.org",
        {"n": "pageview", "u": "https://elsewhere.example/jane"},
    ]
    view = {"host": ACME, "path": "/", "query": "token=secret", "address": address, "agent": agent, "status": 200}
    events = [tracked(body, address=address, agent=agent) for body in bodies]
    events += [{"view": view | {"at": int(NOW.timestamp() * 1000)}}, {"view": view}]
    for event in events:
        shell.handler(event, None)
    log = capsys.readouterr().out
    assert len(log.splitlines()) == len(events)
    assert len(work.queue.bodies) == 3
    written = log + b"".join(work.queue.bodies).decode()
    for secret in (address, agent, "jane", "Cj0K", "secret", "Gecko", json.dumps(agent)):
        assert secret not in written
