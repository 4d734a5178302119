"""Pictures of charts, read back from their SVG."""

from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from coloraide import Color
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.reports.document import Chart, ChartKind
from code24.reports.rendering.charts import svg
from code24.reports.rendering.palette import EXPECTED, INK, PAPER, QUIET, SIGNS
from tests.unit.reports.rendering.documents import HOSTILE, MONTHS, chart, line

SVG = "{http://www.w3.org/2000/svg}"
values = st.lists(st.none() | st.floats(-1e9, 1e9), min_size=1, max_size=6)


def drawn(each: Chart, width: int = 720) -> ElementTree.Element:
    return ElementTree.fromstring(svg(each, width))


def texts(root: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def lines(root: ElementTree.Element, color: str) -> list[ElementTree.Element]:
    """The lines of a series, without its sample in the legend."""
    found = [each for each in root.iter(f"{SVG}path") if each.get("stroke") == color and each.get("fill") == "none"]
    return [each for each in found if " L" in each.get("d", "")]


def test_a_chart_has_a_title_a_description_both_axes_and_a_legend() -> None:
    root = drawn(chart(line("Visitors", 10, 20, 30, 40, 50, 60), line("Sessions", 5, 6, 7, 8, 9, 70)))
    assert root.get("role") == "img"
    named = {each.get("id"): each.text for each in root if each.get("id")}
    assert named[root.get("aria-labelledby")] == "Visitors by month"
    assert named[root.get("aria-describedby")] == (
        "visitors by month, 2026-01 to 2026-06. Visitors: least 10 (2026-01), most 60 (2026-06). "
        "Sessions: least 5 (2026-01), most 70 (2026-06)."
    )
    shown = texts(root)
    assert {"visitors", "Month", "Visitors", "Sessions", "0", "20", "40", "60", "80", *MONTHS} <= set(shown)


def test_points_lie_where_their_values_say() -> None:
    root = drawn(chart(line("Visitors", 0, 10, 20, 40, 20, 0)))
    [path] = lines(root, SIGNS[0].color)
    numbers = [float(each) for each in path.attrib["d"].replace("M", "").replace("L", "").split()]
    across, down = numbers[::2], numbers[1::2]
    steps = {round(second - first) for first, second in pairwise(across)}
    assert len(steps) == 1
    height = down[0] - down[3]
    assert [round((down[0] - each) / height * 40) for each in down] == [0, 10, 20, 40, 20, 0]


def test_a_gap_is_a_gap() -> None:
    root = drawn(chart(line("Visitors", 1, 2, None, 4, 5, 6)))
    assert len(lines(root, SIGNS[0].color)) == 2
    assert sum(each.get("d") == SIGNS[0].marker for each in root.iter(f"{SVG}path")) == 6  # 5 points and the legend


def test_what_is_lost_hangs_below_zero() -> None:
    root = drawn(chart(line("New", 10, 20), line("Churn", -4, -5), kind=ChartKind.STACKED_BARS, categories=MONTHS[:2]))
    bars = [each for each in root.iter(f"{SVG}rect") if each.get("stroke") in {SIGNS[0].color, SIGNS[1].color}]
    new = [each for each in bars if each.get("fill") == SIGNS[0].color][:2]
    churn = [each for each in bars if "tile-1" in each.get("fill", "")][:2]
    zero = {round(float(each.attrib["y"]) + float(each.attrib["height"]), 1) for each in new}
    assert {round(float(each.attrib["y"]), 1) for each in churn} == zero
    unit = float(new[0].attrib["height"]) / 10
    assert [round(float(each.attrib["height"]) / unit) for each in (*new, *churn)] == [10, 20, 4, 5]
    assert "−5" in texts(root)  # noqa: RUF001 - a minus sign


def test_a_forecast_is_dashed_hollow_and_has_its_interval() -> None:
    known = line("Visitors", 10, 11, 12, None, None, None)
    told = line("Visitors", None, None, 12, 13, 14, 15, expected=True,
                low=(None, None, None, 9, 8, 7), high=(None, None, None, 20, 24, 29))  # fmt: skip
    root = drawn(chart(known, told))
    assert [each.get("stroke-dasharray") for each in lines(root, SIGNS[0].color)] == [None, EXPECTED]
    assert "Visitors (forecast)" in texts(root)
    whiskers = [each for each in root.iter(f"{SVG}path") if each.get("stroke") == INK]
    assert len(whiskers) == 3
    assert "30" in texts(root)  # the axis reaches the interval's end


def test_long_names_of_categories_lie_beside_horizontal_bars_and_are_cut() -> None:
    names = ("/", "/a/rather/long/address/of/a/page.html", "/products/shoes.html", "/about-us.html", "/contact.html")
    root = drawn(
        chart(line("Before", 1, 2, 3, 4, 5), kind=ChartKind.BARS, categories=names, category="page", unit="kB")
    )
    shown = texts(root)
    assert "/a/rather/long/address/…" in shown
    places = {each.text: float(each.attrib["y"]) for each in root.iter(f"{SVG}text")}
    assert places["/"] < places["/contact.html"] < places["kB"]


def test_labels_that_find_no_room_are_left_out_and_the_last_one_stays() -> None:
    many = tuple(f"2025-{number:02}" for number in range(24))
    shown = texts(drawn(chart(line("Visitors", *range(24)), categories=many), 360))
    assert many[-1] in shown
    assert 3 < len(set(shown) & set(many)) < 12


def test_labels_do_not_touch_beside_long_values() -> None:
    months = tuple(f"2026-{number:02}" for number in range(1, 14))
    root = drawn(chart(line("EUR", *(number * 10**11 for number in range(13))), categories=months), 360)
    places = sorted(float(each.attrib["x"]) for each in root.iter(f"{SVG}text") if each.text in months)
    assert len(places) > 1
    assert min(after - before for before, after in pairwise(places)) > len(months[0]) * 12 * 0.6


@pytest.mark.parametrize("kind", ChartKind)
def test_a_chart_without_values_says_so(kind: ChartKind) -> None:
    root = drawn(chart(line("Visitors", None, None), kind=kind))
    assert "Nothing measured" in texts(root)


@given(st.sampled_from(ChartKind), st.lists(values, min_size=1, max_size=7), st.sampled_from((720, 360)))
@settings(max_examples=40, deadline=None)
def test_any_values_can_be_drawn_within_the_picture(
    kind: ChartKind, told: list[list[float | None]], width: int
) -> None:
    root = drawn(chart(*(line(f"Series {n}", *each) for n, each in enumerate(told)), kind=kind), width)
    _, _, _, height = map(float, root.attrib["viewBox"].split())
    plot = next(each for each in root.iter(f"{SVG}g") if each.get("transform", "").startswith("translate"))
    top = float(plot.attrib["transform"].split(", ")[1].rstrip(")"))
    for each in root.iter(f"{SVG}rect"):
        assert -1 <= float(each.get("y", "0")) + float(each.attrib["height"]) + top <= height + 20
    assert "nan" not in ElementTree.tostring(root, encoding="unicode").lower().replace("finance", "")


def test_nothing_of_a_picture_runs_or_is_loaded_and_text_stays_text() -> None:
    hostile = chart(line(HOSTILE, 1, 2), title=HOSTILE, unit=HOSTILE, category=HOSTILE, categories=(HOSTILE, "b"))
    text = svg(hostile)
    root = ElementTree.fromstring(text)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        *("svg", "g", "path", "rect", "text", "title", "desc", "defs", "pattern"),
    }
    assert not {
        name for each in root.iter() for name in each.attrib if "href" in name or name.startswith(("on", "style"))
    }
    assert "<!--" not in text
    assert "\u202e" not in text
    assert "\x00" not in text


def test_the_same_chart_gives_the_same_bytes_and_widths_have_their_own_ids() -> None:
    each = chart(line("New", 5, 4), line("Churn", -1, -2), kind=ChartKind.STACKED_BARS)
    assert svg(each) == svg(each)
    wide, narrow = ({node.get("id") for node in drawn(each, width).iter()} - {None} for width in (720, 360))
    assert wide
    assert not wide & narrow


def test_colors_are_seen_and_told_apart_by_everybody() -> None:
    for look in SIGNS:
        assert Color(look.color).contrast(PAPER, method="wcag21") >= 3
    assert Color(QUIET).contrast(PAPER, method="wcag21") >= 4.5
    for one, other in combinations((look.color for look in SIGNS), 2):
        for deficiency in (None, "protan", "deutan", "tritan"):
            seen = [Color(each).filter(deficiency) if deficiency else Color(each) for each in (one, other)]
            assert seen[0].delta_e(seen[1], method="2000") >= 15, (one, other, deficiency)


def test_color_is_never_the_only_sign() -> None:
    for sign in ("dashes", "marker", "hatching"):
        assert len({getattr(look, sign) for look in SIGNS}) == len(SIGNS)
