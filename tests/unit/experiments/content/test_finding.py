"""Where a site loses its visitors."""

from datetime import date

import pytest

from code24.analytics.models import DayRollup
from code24.analytics.rollups.columns import FORM, PAGE
from code24.experiments.content.finding import weak_spot
from code24.experiments.content.spots import Weakness, WeakSpot

PAGES = {"order": "/order/", "contact": "/"}


def day(
    number: int = 1,
    visitors: int = 0,
    pages: dict[str, dict[str, int]] | None = None,
    forms: dict[str, dict[str, int]] | None = None,
) -> DayRollup:
    figures = {
        "totals": {"visitors": visitors},
        "pages": {path: [row.get(name, 0) for name in PAGE] for path, row in (pages or {}).items()},
        "forms": {form: [row.get(name, 0) for name in FORM] for form, row in (forms or {}).items()},
    }
    return DayRollup(site_id="s00000000site", day=date(2026, 3, number), timezone="UTC", figures=figures)


def found(*days: DayRollup) -> WeakSpot | None:
    return weak_spot(days, PAGES)


def test_a_page_that_most_visitors_leave_at_once_is_one() -> None:
    days = [
        day(n, 100, {"/": {"entries": 60, "bounces": 30}, "/menu/": {"entries": 50, "bounces": 45}}) for n in (1, 2)
    ]
    forms = day(3, 0, forms={"contact": {"starters": 20}})
    assert found(*days, forms) == WeakSpot(
        weakness=Weakness.ARRIVAL,
        path="/menu/",
        sentence="Of 100 visits that began at /menu/, 90 ended there without a second step.",
    )


def test_a_form_that_is_not_sent_is_worth_more_than_as_many_arrivals() -> None:
    spot = found(
        day(
            1,
            300,
            {"/": {"entries": 80, "bounces": 64}},
            {"order": {"starters": 80, "abandoners": 64, "submitters": 16}},
        )
    )
    assert spot is not None
    assert (spot.weakness, spot.path) == (Weakness.FORM, "/order/")
    assert spot.sentence == "Of 80 visitors who began with the form “order”, 64 did not send it."


def test_an_offer_that_nobody_takes_up_is_one() -> None:
    spot = found(day(1, 1_200, {"/": {"entries": 1_200, "bounces": 400}}, {"order": {"starters": 4}}))
    assert spot == WeakSpot(weakness=Weakness.OFFER, path="/", sentence="Of 1,200 visitors, 4 began with a form.")


@pytest.mark.parametrize(
    "days",
    [
        (),
        (day(1, 20, {"/": {"entries": 20, "bounces": 20}}),),
        (day(1, 200, {"/": {"entries": 200, "bounces": 90}}, {"order": {"starters": 40, "abandoners": 12}}),),
        (
            day(
                1,
                200,
                forms={"order": {"starters": 40, "abandoners": 12}, "unknown": {"starters": 90, "abandoners": 90}},
            ),
        ),
    ],
    ids=["no days", "too few", "a healthy site", "a form that is on no page"],
)
def test_figures_that_show_none_name_none(days: tuple[DayRollup, ...]) -> None:
    assert found(*days) is None
