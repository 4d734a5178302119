# ruff: noqa: RUF001
import pytest

from code24.fonts.catalog import CATALOG
from code24.fonts.outlines import Outline, outline


def drawn(text: str, id_: str = "literata", tracking: float = 0.0) -> Outline:
    found = outline(text, CATALOG[id_], CATALOG[id_].heading, tracking)
    assert found is not None
    return found


def points(found: Outline) -> list[tuple[float, float]]:
    return [point for _, segment in found.segments for point in segment]


def test_letters_stand_on_the_line_and_follow_one_another() -> None:
    found = drawn("HH")
    assert min(y for _, y in points(found)) == pytest.approx(-0.7, abs=0.03)
    assert max(y for _, y in points(found)) == pytest.approx(0, abs=0.01)
    assert max(x for x, _ in points(found)) <= found.width
    assert {command for command, _ in found.segments} <= set("MLQCZ")


def test_pairs_are_kerned() -> None:
    assert drawn("AV").width < drawn("A").width + drawn("V").width - 0.02


def test_tracking_stands_between_letters_only() -> None:
    assert drawn("HHH", tracking=0.1).width == pytest.approx(drawn("HHH").width + 0.2)
    assert drawn("H", tracking=0.1).width == pytest.approx(drawn("H").width)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Pod Lipą", "zilla-slab"),
        ("Το Καΐκι", "alegreya"),
        ("Кафе", "manrope"),
        ("בית קפה · חיפה", "rubik"),
        ("عيادة النور", "rubik"),
        ("Cafe\u0301", "jost"),
    ],
)
def test_scripts_of_the_family_are_drawn(text: str, id_: str) -> None:
    assert drawn(text, id_).width > 2


def test_right_to_left_words_start_at_the_right() -> None:
    whole, last = drawn("אא וו", "rubik"), drawn("וו", "rubik")
    assert sorted(point for point in points(whole) if point[0] < last.width) == sorted(points(last))


@pytest.mark.parametrize("text", ["花屋", "Café 花", "🦊", "בית Cafe"])
def test_what_can_not_be_set_whole_is_not_set(text: str) -> None:
    assert outline(text, CATALOG["rubik"], 700) is None


def test_the_empty_text_has_no_shapes() -> None:
    assert drawn("") == Outline((), 0.0)
