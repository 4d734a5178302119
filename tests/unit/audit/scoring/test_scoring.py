"""Scores against cases worked out by hand from the published formulas."""

from dataclasses import replace

import pytest

from code24.audit.models import Category, RuleResult
from code24.audit.scoring import counted, scores
from code24.audit.scoring.curves import MOBILE, performance
from code24.audit.scoring.estimate import estimated, metrics
from code24.audit.scoring.lighthouse import ACCESSIBILITY, SEO, note_applied, page_score, site_score
from tests.styled import website

PAGE = "<!doctype html><title>A</title><p>Words"


@pytest.mark.parametrize("name", MOBILE)
def test_the_control_points_of_a_curve_score_nine_tenths_and_a_half(name: str) -> None:
    curve = MOBILE[name]
    assert curve.score(curve.p10) == pytest.approx(0.9, abs=1e-6)
    assert curve.score(curve.median) == pytest.approx(0.5, abs=1e-6)
    assert curve.score(0) == 1


def test_performance_weighs_the_metrics_as_lighthouse_does() -> None:
    """Everything at once except Largest Contentful Paint at its median: 75 + 25 / 2."""
    assert performance({"FCP": 0, "SI": 0, "LCP": 4000, "TBT": 0, "CLS": 0}) == pytest.approx(87.5)
    assert sum(curve.weight for curve in MOBILE.values()) == 100


def test_the_weights_are_those_of_lighthouse_13() -> None:
    assert (len(ACCESSIBILITY), sum(ACCESSIBILITY.values())) == (58, 416)
    assert ACCESSIBILITY["color-contrast"] == 7
    assert ACCESSIBILITY["image-alt"] == 10
    assert sum(SEO.values()) == pytest.approx(9 + 93 / 23)


def test_a_page_that_may_not_be_listed_scores_two_thirds_at_most() -> None:
    """`is-crawlable` weighs 93/23 of 9 + 93/23: failing it alone leaves 69."""
    assert page_score(SEO, SEO.keys() - {"is-crawlable"}, {"is-crawlable"}) == pytest.approx(69.0, abs=0.01)


def test_audits_that_do_not_apply_to_a_page_do_not_count() -> None:
    """image-alt (10) fails on one page and color-contrast (7) passes on both: the mean of 7/17 and 1."""
    site = website({"/a.html": PAGE, "/b.html": PAGE})
    note_applied("image-alt", site, frozenset({"/a.html"}))
    note_applied("color-contrast", site, frozenset({"/a.html", "/b.html"}))
    results = [
        RuleResult(rule="image-alt", looked_at=1, found=1, pages=("/a.html",)),
        RuleResult(rule="color-contrast", looked_at=2, found=0),
        RuleResult(rule="our-own", looked_at=2, found=2, pages=("/a.html", "/b.html")),
    ]
    assert site_score(site, results, ACCESSIBILITY) == pytest.approx((100 * 7 / 17 + 100) / 2)


def test_security_is_the_observatory_s_mean_capped_at_100() -> None:
    """No header at all: -25 policy, -20 HSTS, -5 sniffing, -20 frames leave 30. All of them: 100 and bonuses."""
    site = website({"/a.html": PAGE, "/b.html": PAGE})
    headers = {
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "strict-transport-security": "max-age=31536000",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }
    site = site.changed([replace(site.files["/a.html"], headers=headers)])
    (score,) = scores(site, [], [Category.SECURITY])
    assert (score.value, score.estimate) == ((100 + 30) / 2, False)


def test_a_score_of_seo_needs_rules_of_other_categories() -> None:
    assert {"image-alt", "document-title"} <= counted([Category.SEO])
    assert counted([Category.DESIGN]) == frozenset()


def test_heavier_pages_are_estimated_slower() -> None:
    light = website({"/index.html": PAGE})
    script = "var a = 1;\n" * 20_000
    heavy = website({"/index.html": "<script src=a.js></script>" + PAGE, "/a.js": script})
    deferred = website({"/index.html": "<script defer src=a.js></script>" + PAGE, "/a.js": script})
    first = [metrics(site.page_at["/index.html"], site).FCP for site in (light, deferred, heavy)]
    assert first[0] <= first[1] < first[2]
    assert estimated(light.page_at["/index.html"], light) > 99
    (score,) = scores(light, [], [Category.PERFORMANCE])
    assert score.estimate
    assert "Estimate" in score.formula
