import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.build.brand.dice import Dice
from code24.build.brand.lettering import Lettering, broken, lettered
from code24.build.brand.models import Voice
from code24.fonts.catalog import CATALOG

ROLES = {"text", "primary", "accent_text"}


def made(name: str, business: str = "shop", voice: Voice = Voice.WARM, seed: int = 0) -> Lettering:
    found = lettered(name, business, CATALOG["literata"], voice, Dice(seed))
    assert found is not None
    return found


def test_one_name_is_lettered_in_several_ways() -> None:
    looks = {
        (found.lines, tuple(role for _, role in found.shapes), round(found.height, 2))
        for seed in range(60)
        for found in (made("Slow Kiln", seed=seed),)
    }
    assert len(looks) >= 6


def test_voices_letter_one_name_differently() -> None:
    heights = {voice: sum(made("Shiftwell", voice=voice, seed=seed).height for seed in range(40)) for voice in Voice}
    assert len({round(height, 3) for height in heights.values()}) == len(Voice)


def test_the_trade_is_set_small_beside_the_name() -> None:
    most = [made("Studio Oda Lind", "Architecture studio", seed=seed) for seed in range(40)]
    parted = [found for found in most if found.lines == 2 and found.shapes[0][1] == "primary"]
    assert len(parted) > 15
    (small, _), (large, _) = parted[0].shapes[:2]
    assert small.bounds()[3] - small.bounds()[1] < 0.6 * (large.bounds()[3] - large.bounds()[1])
    assert small.bounds()[3] < large.bounds()[1]


def test_an_ampersand_between_two_names_has_its_own_colour() -> None:
    roles = [tuple(role for _, role in made("Harrow & Finch", seed=seed).shapes) for seed in range(40)]
    assert roles.count(("text", "accent_text", "text")) > 15


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F), min_size=1, max_size=60), st.integers(0, 999))
def test_shapes_fill_their_box(name: str, seed: int) -> None:
    found = lettered(name, "shop", CATALOG["literata"], Voice.BOLD, Dice(seed))
    if found is None:
        return
    boxes = [path.bounds() for path, _ in found.shapes]
    assert min(box[0] for box in boxes) == pytest.approx(0, abs=1e-6)
    assert min(box[1] for box in boxes) == pytest.approx(0, abs=1e-6)
    assert max(box[2] for box in boxes) == pytest.approx(found.width)
    assert max(box[3] for box in boxes) == pytest.approx(found.height)
    assert {role for _, role in found.shapes} <= ROLES


@pytest.mark.parametrize("name", ["花屋さくら", "🦊", "Café 花"])
def test_a_name_that_the_family_lacks_is_not_lettered(name: str) -> None:
    assert lettered(name, "shop", CATALOG["literata"], Voice.WARM, Dice(1)) is None


def test_emoji_are_left_out_of_the_lettering() -> None:
    assert made("🦊 Fox & Co", seed=3) == made("Fox & Co", seed=3)


def test_long_names_take_more_lines() -> None:
    assert made("The Long Way Round Walking Tours of Kirkwall and the Islands").lines == 3


@pytest.mark.parametrize(
    ("text", "lines", "parts"),
    [
        ("one two three four", 2, ("one two", "three four")),
        ("one two three four", 1, ("one two three four",)),
        ("unbreakable", 3, ("unbreakable",)),
        ("a bb", 3, ("a", "bb")),
    ],
)
def test_lines_are_broken_evenly(text: str, lines: int, parts: tuple[str, ...]) -> None:
    assert broken(text, lines) == parts
