"""What the build team makes of a brief, without a cloud."""

import json
from datetime import UTC, datetime
from functools import cache
from inspect import signature
from pathlib import Path
from typing import Any

from code24.ai.embedded import EmbeddedWriter
from code24.build.content.worker import rewrite_section
from code24.build.graph import BY_NAME, WORKERS
from code24.build.models import Brief
from code24.http.requests import StartBuildBody
from code24.models import Model
from code24.runtime.inline import answer, answer_inline
from code24.runtime.worker import request_model
from tests.fakes import FakeImages, FakeMedia, FakeUploads, FakeWebPages

REQUESTS = Path(__file__).parent.parent / "events" / "requests"
ORIGIN = "http://crumb-ember.localhost:8024"
MADE_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
"""When the team was asked."""
MAKERS = tuple(worker for worker in WORKERS if worker.name != "publish")


def brief_of(name: str) -> Brief:
    """A sample request's brief."""
    return StartBuildBody.model_validate_json((REQUESTS / f"{name}.json").read_bytes()).brief()


@cache
def results_of(name: str) -> dict[str, Model]:
    """Every worker's result for a sample request, by worker; publishing is left out."""
    return results_for(brief_of(name))


def results_for(brief: Brief) -> dict[str, Model]:
    """Every worker's result for a brief, by worker; publishing is left out."""
    ports = {
        "writer": EmbeddedWriter(),
        "web_pages": FakeWebPages(),
        "images": FakeImages(),
        "uploads": FakeUploads(),
        "media": FakeMedia(),
    }
    given: dict[str, Any] = {"brief": brief, "origin": ORIGIN, "made_at": MADE_AT}
    results: dict[str, Model] = {}
    for worker in MAKERS:
        use_case = worker.load()
        earlier = {each.field: results[each.name] for each in MAKERS if each.stage < worker.stage}
        model = request_model(use_case)
        request = model(**{field: value for field, value in (given | earlier).items() if field in model.model_fields})
        wanted = signature(use_case).parameters
        results[worker.name] = use_case(request, **{port: each for port, each in ports.items() if port in wanted})
    return results


def artifacts_of(name: str) -> dict[str, bytes]:
    """The artifacts of a build up to its quality gate, by name."""
    made = {worker: result.model_dump_json().encode() for worker, result in results_of(name).items()}
    return {"request": brief_of(name).model_dump_json().encode(), **made}


class InlineTeam:
    """The workers as functions that are called by name, in this process, through JSON both ways."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.ports = {
            "writer": EmbeddedWriter(),
            "web_pages": FakeWebPages(),
            "images": FakeImages(),
            "uploads": FakeUploads(),
            "media": FakeMedia(),
        }

    def invoke(self, worker: str, payload: dict[str, Any]) -> dict[str, Any]:
        self.calls.append((worker, payload))
        event = json.loads(json.dumps(payload))
        if "rewrite" in event:
            made = answer(rewrite_section, event["rewrite"], self._ports_of)
        else:
            made = answer_inline(BY_NAME[worker], event, self._ports_of)
        result: dict[str, Any] = json.loads(json.dumps(made))
        return result

    def _ports_of(self, use_case: Any) -> dict[str, Any]:
        return {name: port for name, port in self.ports.items() if name in signature(use_case).parameters}
