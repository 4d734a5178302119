import io
import json

import pytest

from code24.build.brand.models import Brand
from code24.runtime.observability import logger
from tests.functions.build.conftest import Desk


def test_the_sample_event_makes_a_brand(desk: Desk) -> None:
    answer = desk.call()

    assert desk.finished(Brand).name == "Crumb & Ember"
    assert answer == {}, "words stay in the artifact"


def test_its_line_says_what_it_cost_at_most(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(logger().registered_handler, "stream", written)
    desk.call()

    [line] = [each for each in map(json.loads, written.getvalue().splitlines()) if "BuildCost" in each]
    assert (line["worker"], line["StepsSucceeded"]) == ("brand", 1)
    assert 0.0001 < line["BuildCost"] < 0.001
