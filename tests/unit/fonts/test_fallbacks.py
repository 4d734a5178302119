import re
from collections import Counter

import pytest

from code24.fonts.catalog import CATALOG, FAMILIES, Family
from code24.fonts.fallbacks import ARIAL, COURIER, TIMES, average_width, fallback_css, frequencies, stands_for
from code24.fonts.sources import advance, metrics, source

TEXT = "We bake sourdough bread in a wood fired oven, and we have done so since the autumn of last year."


def values(css: str, name: str) -> list[float]:
    return [float(found) / 100 for found in re.findall(rf"{name}:([\d.]+)%", css)]


def width_of(family: Family, weight: int, text: str) -> float:
    return sum(advance(source(family, weight, "latin"), letter) for letter in text)


ARIAL_WIDTHS = {"e": 0.556, "i": 0.222, "m": 0.833, " ": 0.278}
"""Advance widths of Arial in em, as published in its metrics."""


@pytest.mark.parametrize("id_", ["dm-sans", "jost", "barlow", "hanken-grotesk"])
def test_a_counted_text_is_as_wide_in_the_fallback_as_in_the_font(id_: str) -> None:
    text = "eimm ie me"
    css = fallback_css(CATALOG[id_], 400, Counter(text), 1.0)
    arial = sum(ARIAL_WIDTHS[letter] for letter in text)
    assert arial * values(css, "size-adjust")[-1] == pytest.approx(width_of(CATALOG[id_], 400, text), rel=0.001)


def test_an_uncounted_text_is_about_as_wide() -> None:
    for family in FAMILIES:
        weight = family.weights[0]
        counted, guessed = (
            values(fallback_css(family, weight, each, 1.0), "size-adjust")[-1] for each in (Counter(TEXT), set(TEXT))
        )
        assert guessed == pytest.approx(counted, rel=0.025), family.id


def test_the_fallback_is_as_high_as_the_font() -> None:
    measures = metrics(CATALOG["literata"], 400)
    css = fallback_css(CATALOG["literata"], 400, set(TEXT), 1.0)
    for size, ascent, descent in zip(
        *(values(css, name) for name in ("size-adjust", "ascent-override", "descent-override")), strict=True
    ):
        assert size * ascent == pytest.approx(measures.ascent, abs=0.001)
        assert size * descent == pytest.approx(measures.descent, abs=0.001)


def test_a_face_that_is_set_larger_has_a_larger_fallback_of_the_same_shape() -> None:
    plain, large = (fallback_css(CATALOG["alegreya"], 400, set(TEXT), size) for size in (1.0, 1.1))
    assert [size * 1.1 for size in values(plain, "size-adjust")] == pytest.approx(
        values(large, "size-adjust"), abs=1e-3
    )
    assert values(plain, "ascent-override") == values(large, "ascent-override")


def test_heavy_faces_stand_on_bold_ones() -> None:
    assert 'local("Arial Bold")' in fallback_css(CATALOG["manrope"], 800, set(TEXT), 1.0)
    assert 'local("Arial")' in fallback_css(CATALOG["manrope"], 400, set(TEXT), 1.0)


def test_each_kind_stands_on_its_like() -> None:
    assert stands_for(CATALOG["jetbrains-mono"]) == (COURIER,)
    assert stands_for(CATALOG["fraunces"])[-1] is TIMES
    assert stands_for(CATALOG["jost"])[-1] is ARIAL


def test_a_text_in_another_alphabet_is_measured_by_its_own_letters() -> None:
    greek = frequencies(set("Καλημέρα και καλώς ήρθατε στο βιβλιοπωλείο abc"))
    assert "α" in greek
    assert "a" not in greek
    assert frequencies(set("abc"))["a"] > frequencies(set("abc"))["b"]


def test_the_average_leans_to_what_is_frequent() -> None:
    assert average_width({"i": 0.2, "m": 0.8}, {"i": 3, "m": 1}) == pytest.approx(0.35)
    assert average_width({"i": 0.2, "m": 0.8}, {"x": 3}) == pytest.approx(0.5)
