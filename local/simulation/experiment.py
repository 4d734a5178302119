"""An experiment with two headlines of known rates, and whether each visitor counts in the arm that they saw."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from random import Random
from typing import Any

from local.errors import LocalCloudError
from local.simulation.browsing import GOAL, REVENUE
from local.simulation.checking import Check
from local.simulation.sending import THREADS, Sending
from local.simulation.stage import Stage, until
from local.simulation.truth import Truth
from local.simulation.world import AGENTS

HEADLINE = "Bread that was a field this summer"
RATES = (0.1, 0.25)
"""The true rates of the two arms."""


def experiment(stage: Stage, visitors: int, seed: int, truth: Truth) -> str:
    """Test a headline on as many visitors; returns the test's id. Figures of the site have to be rolled up before."""
    test = stage.api.call(
        "POST",
        f"/sites/{stage.site}/tests",
        json={
            "name": "Simulated headline",
            "variants": [{"name": "Field", "edits": [{"path": "/", "selector": "h1", "text": HEADLINE}]}],
            "minimumEffect": 1.0,
        },
    )
    address = f"/sites/{stage.site}/tests/{test['id']}"
    stage.api.call("POST", f"{address}/start")
    until(lambda: stage.api.call("GET", address), lambda found: found["status"] == "running", "The test's start")
    time.sleep(6)  # as long as a process remembers where visitors go
    random = Random(seed + 1)  # noqa: S311 (a simulation)
    agents = tuple(AGENTS)
    people = [(f"86.90.{n >> 8}.{n & 255}", random.choice(agents), random.random(), n) for n in range(visitors)]

    def visit(person: tuple[str, str, float, int]) -> tuple[int, bool]:
        return _visit(stage, *person)

    with ThreadPoolExecutor(THREADS) as pool:
        for arm, converted in pool.map(visit, people):
            truth.exposed[arm] += 1
            truth.converted[arm] += converted
    return str(test["id"])


def _visit(stage: Stage, address: str, agent: str, luck: float, number: int) -> tuple[int, bool]:
    """One visitor: looks at the home page twice, and orders or not; answers the arm that was shown."""
    shown = [_shown(stage, address, agent) for _ in range(2)]
    if shown[0] != shown[1]:
        raise LocalCloudError(f"The visitor {address} saw two variants.")
    arm, url = shown[0], f"{stage.origin}/"
    _post(stage, address, agent, {"n": "pageview", "u": url, "i": f"x{number}.0"})
    converted = luck < RATES[arm]
    if converted:
        worth = {"amount": REVENUE, "currency": "EUR"}
        _post(stage, address, agent, {"n": GOAL, "u": url, "i": f"x{number}.1", "$": worth})
    return arm, converted


def _shown(stage: Stage, address: str, agent: str) -> int:
    answer = stage.distribution.get("/", address, agent, "GB")
    if answer.status_code != 200:
        raise LocalCloudError(f"The home page answers {answer.status_code}.", answer.text[:300])
    return int(HEADLINE in answer.text)


def _post(stage: Stage, address: str, agent: str, event: dict[str, Any]) -> None:
    answer = stage.distribution.post(Sending(((event, datetime.now(UTC)),), address, agent, "GB"))
    if answer.status_code != 202 or "x-code24-dropped" in answer.headers:
        raise LocalCloudError(f"An event of the experiment was answered {answer.status_code}.", answer.text[:300])


def experiment_checks(stage: Stage, test: str, truth: Truth) -> Iterator[Check]:
    """The figures of the test's arms, and that nothing looks wrong with them.

    A test that goes on after a pause is looked at, and what is seen is recorded, however little of it is new.
    """
    address, now = f"/sites/{stage.site}/tests/{test}", datetime.now(UTC).isoformat()
    for action in ("pause", "resume"):
        stage.api.call("POST", f"{address}/{action}")
    found = until(
        lambda: stage.api.call("GET", f"{address}/results"),
        lambda answer: answer["results"] is not None and answer["results"]["at"] > now,
        "The next look at the test",
    )
    results = found["results"]
    for arm, figures in enumerate(results["arms"]):
        yield Check(f"arm {arm}: exposed", figures["exposed"], truth.exposed[arm])
        yield Check(f"arm {arm}: converted", figures["converted"], truth.converted[arm])
        yield Check(f"arm {arm}: revenue, EUR", figures["revenue"], truth.converted[arm] * REVENUE)
    yield Check("in two arms", results["dropped"], 0)
    yield Check("mismatch", "none" if results["mismatch"] >= 0.01 else f"p = {results['mismatch']}", "none")
    rates = [truth.converted[arm] / truth.exposed[arm] for arm in (0, 1)]
    yield Check("lift", results["comparisons"][0]["lift"], rates[1] / rates[0] - 1, 1e-6)
