"""What the scripts of Plausible, Umami and our own really send, and what is no event."""

import json
from typing import Any

import pytest

from code24.analytics.collecting.bodies import entries_of
from code24.analytics.collecting.sent import Api, Sent, Unread, Unsupported
from code24.errors import InvalidRequest

URL = "https://acme.example/menu/?utm_source=a#top"
MENU: dict[str, Any] = {"kind": "view", "name": "pageview", "url": URL}
UMAMI = {
    "website": "9a5fb0e0-0000-4000-8000-000000000000",
    "screen": "1920x1080",
    "language": "en-GB",
    "title": "Menu",
    "hostname": "acme.example",
    "url": URL,
    "referrer": "https://www.google.com/",
    "tag": None,
    "id": None,
    "vid": "7e57d004-2b97-4e7a-b45f-5387367791cd",
}

EVENTS: list[tuple[str, Any, dict[str, Any]]] = [
    (
        "Plausible's script of today",
        {"n": "pageview", "v": 30, "u": URL, "d": "acme.example", "r": None},
        MENU | {"hosts": ("acme.example",)},
    ),
    (
        "its legacy script with two sites",
        {"n": "pageview", "u": URL, "d": "acme.example, all.example", "r": "https://t.co/x", "w": 1366},
        MENU | {"hosts": ("acme.example", "all.example"), "referrer": "https://t.co/x"},
    ),
    (
        "its script for single-page sites",
        {"n": "pageview", "u": URL, "d": "acme.example", "r": None, "h": 1},
        MENU | {"hosts": ("acme.example",), "with_fragment": True},
    ),
    (
        "an outbound link",
        {"n": "Outbound Link: Click", "v": 30, "u": URL, "d": "acme.example", "r": None,
         "p": {"url": "https://shop.example/a?session=1"}},
        {"kind": "goal", "name": "Outbound Link: Click", "url": URL, "hosts": ("acme.example",),
         "props": {"url": "https://shop.example/a"}},
    ),
    (
        "revenue",
        {"n": "Purchase", "u": URL, "d": "acme.example", "$": {"amount": 10.29, "currency": "EUR"}, "p": {"id": 7}},
        {"kind": "goal", "name": "Purchase", "url": URL, "hosts": ("acme.example",), "props": {"id": "7"},
         "revenue": 10.29, "currency": "EUR"},
    ),
    (
        "revenue as JSON in a text",
        {"n": "Purchase", "u": URL, "d": "acme.example", "revenue": '{"amount": "10.29", "currency": "EUR"}'},
        {"kind": "goal", "name": "Purchase", "url": URL, "hosts": ("acme.example",), "revenue": 10.29,
         "currency": "EUR"},
    ),
    (
        "revenue that is no JSON is none",
        {"n": "Purchase", "u": URL, "d": "acme.example", "$": "10.29 EUR"},
        {"kind": "goal", "name": "Purchase", "url": URL, "hosts": ("acme.example",)},
    ),
    (
        "an old script's properties",
        {"n": "Signup", "u": URL, "d": "acme.example", "m": '{"plan":"pro"}'},
        {"kind": "goal", "name": "Signup", "url": URL, "hosts": ("acme.example",), "props": {"plan": "pro"}},
    ),
    (
        "an event that is not interactive",
        {"n": "Seen", "u": URL, "d": "acme.example", "i": False},
        {"kind": "goal", "name": "Seen", "url": URL, "hosts": ("acme.example",), "interactive": False},
    ),
    (
        "the same of a program",
        {"name": "Seen", "url": URL, "domain": "acme.example", "interactive": False},
        {"kind": "goal", "name": "Seen", "url": URL, "hosts": ("acme.example",), "interactive": False},
    ),
    (
        "a view is one, whatever it is called besides",
        {"n": "pageview", "u": URL, "d": "acme.example", "i": False},
        MENU | {"hosts": ("acme.example",)},
    ),
    (
        "how long a page was looked at",
        {"n": "engagement", "sd": 58, "d": "acme.example", "u": URL, "p": None, "e": 4321, "v": 30},
        {"kind": "leave", "name": "leave", "url": URL, "hosts": ("acme.example",), "seconds": 4.3},
    ),
    (
        "that a page was left",
        {"n": "pageleave", "d": "acme.example", "u": URL},
        {"kind": "leave", "name": "leave", "url": URL, "hosts": ("acme.example",)},
    ),
    (
        "the Events API with long names",
        {"name": "Signup", "url": URL, "domain": "acme.example", "referrer": "https://x.example/", "props": {"a": True},
         "revenue": {"currency": "usd", "amount": "1322.22"}, "interactive": False},
        {"kind": "goal", "name": "Signup", "url": URL, "hosts": ("acme.example",), "referrer": "https://x.example/",
         "props": {"a": "true"}, "revenue": 1322.22, "currency": "USD", "interactive": False},
    ),
    (
        "an app",
        {"name": "pageview", "url": "app://localhost/settings", "domain": "acme.example"},
        {"kind": "view", "name": "pageview", "url": "app://localhost/settings", "hosts": ("acme.example",)},
    ),
    (
        "a custom event that is called like one of ours",
        {"n": "leave", "u": URL, "d": "acme.example"},
        {"kind": "goal", "name": "leave", "url": URL, "hosts": ("acme.example",)},
    ),
    (
        "revenue without a currency is none",
        {"n": "Purchase", "u": URL, "$": {"amount": 3}},
        {"kind": "goal", "name": "Purchase", "url": URL},
    ),
]  # fmt: skip

SENT_BY_UMAMI: list[tuple[str, Any, dict[str, Any]]] = [
    (
        "a page view",
        {"type": "event", "payload": UMAMI},
        MENU | {"hosts": ("acme.example",), "referrer": "https://www.google.com/", "with_fragment": True},
    ),
    (
        "an event with data",
        {"type": "event", "payload": UMAMI | {"name": "signup-button", "data": {"id": 123, "plan": "pro", "more": {}}}},
        {"kind": "goal", "name": "signup-button", "url": URL, "hosts": ("acme.example",), "with_fragment": True,
         "referrer": "https://www.google.com/", "props": {"id": "123", "plan": "pro"}},
    ),
    (
        "revenue in the data",
        {"type": "event", "payload": {"website": "w", "hostname": "acme.example", "url": "/cart", "name": "purchase",
                                      "data": {"revenue": 19.99, "currency": "USD"}}},
        {"kind": "goal", "name": "purchase", "url": "/cart", "hosts": ("acme.example",), "with_fragment": True,
         "props": {"revenue": "19.99", "currency": "USD"}, "revenue": 19.99, "currency": "USD"},
    ),
    (
        "an event of a time",
        {"type": "event", "payload": {"website": "w", "hostname": "acme.example", "url": "/", "timestamp": 1771771287}},
        {"kind": "view", "name": "pageview", "url": "/", "hosts": ("acme.example",), "with_fragment": True,
         "at": 1_771_771_287_000},
    ),
    (
        "what was measured",
        {"type": "performance", "payload": UMAMI | {"lcp": 1200, "cls": 0.01, "fcp": 900, "ttfb": 80}},
        {"kind": "vitals", "name": "vitals", "url": URL, "hosts": ("acme.example",), "with_fragment": True,
         "referrer": "https://www.google.com/", "vitals": {"lcp": 1200, "cls": 0.01, "fcp": 900, "ttfb": 80}},
    ),
    (
        "how long a page was looked at",
        {"type": "engagement", "payload": UMAMI | {"engagement": 15_000}},
        {"kind": "leave", "name": "leave", "url": URL, "hosts": ("acme.example",), "with_fragment": True,
         "referrer": "https://www.google.com/", "seconds": 15.0},
    ),
]  # fmt: skip


def read(api: Api, body: Any) -> Any:
    return entries_of(api, json.dumps(body).encode())


@pytest.mark.parametrize(("body", "expected"), [each[1:] for each in EVENTS], ids=[each[0] for each in EVENTS])
def test_an_event_of_plausible_s(body: Any, expected: dict[str, Any]) -> None:
    assert read(Api.EVENT, body) == [Sent(**expected)]


@pytest.mark.parametrize(
    ("body", "expected"), [each[1:] for each in SENT_BY_UMAMI], ids=[each[0] for each in SENT_BY_UMAMI]
)
def test_an_event_of_umami_s(body: Any, expected: dict[str, Any]) -> None:
    assert read(Api.SEND, body) == [Sent(**expected)]
    assert read(Api.BATCH, [body]) == [Sent(**expected)]


@pytest.mark.parametrize("type_", ["identify", "error"])
def test_who_somebody_is_and_what_a_script_stumbled_on_is_nothing(type_: str) -> None:
    assert read(Api.SEND, {"type": type_, "payload": UMAMI | {"id": "jane"}}) == [Unsupported(type_)]


def test_a_batch_of_ours_keeps_what_is_right_of_it() -> None:
    body = [
        {"n": "pageview", "u": URL, "i": "m8x2k.0", "t": 0, "d": "acme.example"},
        {"n": "Signup", "u": URL, "i": "m8x2k.1", "t": 1_500.7, "p": {"a": [1]}},
        {"n": "vitals", "u": URL, "i": "m8x2k.2", "t": 1, "v": {"lcp": -1, "inp": "40", "cls": 1e9, "fid": 3}},
        {"n": "leave", "u": URL, "i": "m8x2k.3", "t": 9e15, "s": 1e9},
        {"n": "x", "u": URL, "i": "M8X2K.3"},
        *({"n": "x", "u": URL, "i": mark} for mark in (1, -0.1, True, [0.5])),
        {"n": "x", "u": URL, "t": True},
        "nothing",
    ]
    entries = read(Api.EVENT, body)
    assert entries[:4] == [
        Sent("view", "pageview", URL, hosts=("acme.example",), mark="m8x2k.0", with_fragment=True),
        Sent("goal", "Signup", URL, age=1_500, mark="m8x2k.1", with_fragment=True),
        Sent("vitals", "vitals", URL, age=1, mark="m8x2k.2", vitals={"inp": 40.0}, with_fragment=True),
        Sent("leave", "leave", URL, age=3 * 86_400_000, mark="m8x2k.3", with_fragment=True),
    ]
    assert all(isinstance(entry, Unread) for entry in entries[4:])


@pytest.mark.parametrize(("age", "kept"), [("1" + "0" * 400, 3 * 86_400_000), ("-1e400", -3 * 86_400_000), ("0.4", 0)])
def test_an_age_of_any_size_is_bounded(age: str, kept: int) -> None:
    [entry] = entries_of(
        Api.EVENT, f'[{{"n":"x","u":"/","t":{age},"p":{{"n":{age}}},"$":{{"amount":{age}}}}}]'.encode()
    )
    assert isinstance(entry, Sent)
    assert entry.age == kept
    assert all(len(value) <= 120 for value in entry.props.values())


@pytest.mark.parametrize("timestamp", ["yesterday", -1, 1e18, [1], True])
def test_a_time_that_is_none(timestamp: Any) -> None:
    with pytest.raises(InvalidRequest) as raised:
        read(Api.SEND, {"type": "event", "payload": UMAMI | {"timestamp": timestamp}})
    assert raised.value.problems == (("timestamp", "must be epoch seconds"),)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{" * 5_000, b'{"a":' * 5_000, b"1" * 10_000, b"null", b'"text"'])
def test_what_is_no_event_at_all(body: bytes) -> None:
    for api in Api:
        with pytest.raises(InvalidRequest):
            entries_of(api, body)
