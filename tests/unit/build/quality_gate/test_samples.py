"""What the team makes of the sample requests passes the gate, and a second parser finds nothing to repair in it."""

from typing import cast

import html5lib
import pytest

from code24.build.development.models import RenderedSite
from code24.build.quality_gate.findings import QualityReport
from tests.team import REQUESTS, results_of

NOT_FOR_EVERY_SITE = {
    *("picture-sources", "picture-loading", "media-paths"),
    *("font-faces", "font-preload", "font-fallback"),
    "json-ld-facts",
}
"""Rules about what some of these sites do not have: photos, a script that the fonts draw, contact data."""
SAMPLES = sorted(path.stem for path in REQUESTS.glob("*.json"))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_site_passes_and_every_rule_had_something_to_look_at(name: str) -> None:
    report = cast(QualityReport, results_of(name)["quality-gate"])

    assert report.findings == ()
    assert {rule for rule, count in report.checked.items() if count == 0} <= NOT_FOR_EVERY_SITE


@pytest.mark.parametrize("name", SAMPLES)
def test_html5lib_repairs_nothing_in_a_sample_site(name: str) -> None:
    for file in cast(RenderedSite, results_of(name)["development"]).files:
        if file.content_type.startswith("text/html"):
            parser = html5lib.HTMLParser()
            parser.parse(file.text)
            assert parser.errors == [], file.path
