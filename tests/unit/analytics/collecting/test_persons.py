"""Nothing that names a person, or opens a door, comes as far as the queue or the log, wherever a page has it."""

import io
import json
import random
from contextlib import redirect_stdout
from typing import Any
from urllib.parse import quote
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from code24.http.collecting import handler as shell
from tests.collecting_fakes import FIREFOX, NOW, CollectorAtWork, tracked
from tests.visitors import ACME

LOWER, DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"
NUMBERS = st.integers(0, 2**64)


def drawn(seed: int, letters: str, length: int) -> str:
    """Letters and digits, some of either."""
    chance = random.Random(seed)
    found = (
        [chance.choice(letters) for _ in range(length - 4)] + chance.choices(LOWER, k=2) + chance.choices(DIGITS, k=2)
    )
    chance.shuffle(found)
    return "".join(found)


SECRETS = st.one_of(
    NUMBERS.map(lambda seed: f"{drawn(seed, LOWER, 8)}.{drawn(seed, LOWER, 6)}@{drawn(seed, LOWER, 9)}.example"),
    NUMBERS.map(lambda seed: str(UUID(int=seed * 2**63 % 2**128 | 1 << 100))),
    NUMBERS.map(lambda seed: f"{seed:032x}"),
    NUMBERS.map(lambda seed: "".join(map("".join, zip(drawn(seed, LOWER, 12), drawn(seed, DIGITS, 12), strict=True)))),
    NUMBERS.map(lambda seed: drawn(seed, LOWER + LOWER.upper() + DIGITS, 30) + "Aa"),
    NUMBERS.map(lambda seed: f"eyJ{drawn(seed, LOWER, 12)}.eyJ{drawn(seed, LOWER, 20)}.{drawn(seed, LOWER, 20)}"),
)


@settings(max_examples=40)
@given(SECRETS)
def test_what_names_somebody_is_nowhere_in_what_is_kept(secret: str) -> None:
    work = CollectorAtWork()
    page, coded = f"https://{ACME}/menu/", quote(secret, safe="")
    own = [
        {"n": "pageview", "u": f"{page}?token={coded}&utm_id={coded}#{secret}", "i": "a.1"},
        {"n": "pageview", "u": f"{page}{coded}/edit", "r": f"https://elsewhere.example/{coded}?q={coded}", "i": "a.2"},
        {"n": "pageview", "u": f"{page};session={secret}?utm_source={coded}&utm_term={coded}", "i": "a.3"},
        {"n": "pageview", "u": f"{page}?ref={coded}&gclid={coded}", "i": "a.4"},
        {"n": "Outbound Link: Click", "u": page, "p": {"url": f"elsewhere.example/{secret}"}, "i": "a.5"},
        {"n": "404", "u": page, "p": {"path": f"/lost/{secret}?key={secret}", "at": f"{page}{secret}#x"}, "i": "a.6"},
    ]
    umami = {"type": "event", "payload": {"hostname": ACME, "url": f"/#/reset/{coded}?k={coded}", "id": secret}}
    named = {"type": "identify", "payload": {"hostname": ACME, "url": "/", "id": secret, "data": {"mail": secret}}}
    view: dict[str, Any] = {
        "host": ACME,
        "path": f"/{coded}/",
        "query": f"token={coded}",
        "referrer": "",
        "status": 404,
    }
    view |= {"address": "84.132.10.20", "agent": f"{FIREFOX} {secret}", "at": int(NOW.timestamp() * 1000)}
    before, shell.collector = shell.collector, lambda: work.collector  # type: ignore[assignment]
    log = io.StringIO()
    try:
        with redirect_stdout(log):
            for event in (
                tracked(own, agent=f"{FIREFOX} {secret}"),
                tracked({"n": secret, "u": f"https://elsewhere.example/{secret}", "d": secret}),
                tracked(umami, "/api/send"),
                tracked([named, umami], "/api/batch"),
                {"view": view},
            ):
                shell.handler(event, None)
    finally:
        shell.collector = before
    assert sum(len(message.events) for message in work.queue.messages) == 9
    written = log.getvalue() + b"".join(work.queue.bodies).decode()
    for each in (secret, coded, secret.upper(), json.dumps(secret)[1:-1], "84.132.10.20", "Gecko"):
        assert each not in written
