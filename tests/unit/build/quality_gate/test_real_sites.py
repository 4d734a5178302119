"""What only a whole site has: every rule finds what spoils it, and nothing else."""

import pytest

from tests.unit.build.quality_gate.real_cases import CASES, PERMITTED, Spoil
from tests.unit.build.quality_gate.real_site import RealSite


def test_a_real_site_passes_and_every_rule_looked_at_something() -> None:
    report = RealSite().report()
    assert [(found.rule, found.path, found.message) for found in report.findings] == []
    assert {rule for rule, count in report.checked.items() if count == 0} == set()


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        pytest.param(rule, spoil, id=f"{rule}-{number}")
        for rule, spoils in CASES.items()
        for number, spoil in enumerate(spoils)
    ],
)
def test_a_spoiled_site_breaks_exactly_one_rule(rule: str, spoil: Spoil) -> None:
    report = spoil(RealSite()).report()
    assert {finding.rule for finding in report.findings} == {rule}, [
        (found.rule, found.path, found.message) for found in report.findings
    ]


def test_the_report_says_what_each_page_weighs_and_its_pictures_apart() -> None:
    site = RealSite()
    weights = {weight.path: weight for weight in site.report().weights}
    assert site.request.design
    assert weights.keys() == {page.path for page in site.request.design.pages}
    home = weights["/"]
    assert 15_000 < home.bytes < 60_000
    assert home.picture_bytes == 36_000  # the smallest of 600 and 1,200 pixels that is sharp on 412 x 1.75
    assert weights["/privacy/"].picture_bytes == 0


@pytest.mark.parametrize("change", PERMITTED)
def test_what_is_permitted_is_not_reported(change: Spoil) -> None:
    assert [(found.rule, found.message, found.excerpt) for found in change(RealSite()).report().findings] == []
