import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from code24.build.brand.colors import Tone, palettes
from code24.build.brand.dice import Dice
from code24.build.brand.models import Palette, Voice
from code24.build.brand.pairs import PAIRS, computed_pairs, contrast

HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
EXTREMES = (
    "#ffff00",
    "#000000",
    "#ffffff",
    "#777777",
    "#ff0000",
    "#00ff00",
    "#0000ff",
    "#808080",
    "#767676",
    "#fefefe",
)


def made(*wished: str, voice: Voice = Voice.PRECISE, seed: str = "seed") -> tuple[Palette, Palette]:
    return palettes(wished, (250, 30), voice, Dice(seed))


def failing(light: Palette, dark: Palette) -> list[str]:
    return [
        f"{scheme}: {front} on {back} {contrast(getattr(palette, front), getattr(palette, back)):.2f} < {need}"
        for scheme, palette in (("light", light), ("dark", dark))
        for front, back, need in PAIRS
        if contrast(getattr(palette, front), getattr(palette, back)) < need
    ]


@given(st.lists(HEX, max_size=5), st.sampled_from(Voice), st.text(max_size=8))
def test_every_pair_meets_its_ratio_whatever_is_wished(wished: list[str], voice: Voice, seed: str) -> None:
    assert failing(*made(*wished, voice=voice, seed=seed)) == []


@pytest.mark.parametrize("wish", EXTREMES)
@pytest.mark.parametrize("voice", Voice)
def test_extreme_wishes_work_in_every_voice(wish: str, voice: Voice) -> None:
    assert failing(*made(wish, voice=voice)) == []


@pytest.mark.parametrize("wish", ["#1a237e", "#5b2a86", "#0b5d4e", "#111111", "#8a1c1c", "#0000ff"])
def test_a_wish_that_carries_white_text_is_kept_to_the_digit(wish: str) -> None:
    assert made(wish)[0].primary == wish


@given(st.integers(0, 359), st.floats(0.05, 0.12))
def test_the_primary_keeps_its_hue(hue: int, chroma: float) -> None:
    wish = Tone(0.6, chroma, float(hue)).hex()
    turned = abs(Tone.of(made(wish)[0].primary).hue - Tone.of(wish).hue)
    assert min(turned, 360 - turned) < 6


def test_a_wish_too_light_for_text_shows_up_unchanged_as_the_accent() -> None:
    light, _ = made("#ffff00")
    assert light.accent == "#ffff00"
    assert abs(Tone.of(light.primary).hue - Tone.of("#ffff00").hue) < 6


def test_the_second_wish_becomes_the_accent() -> None:
    assert made("#1a237e", "#ffca28")[0].accent == "#ffca28"


def test_a_wish_for_white_is_fulfilled_by_the_background() -> None:
    light, _ = made("#ffffff", "#1a237e")
    assert light.background == "#ffffff"
    assert light.primary == "#1a237e"


def test_the_same_seed_decides_the_same_and_another_one_differs() -> None:
    assert made(seed="one") == made(seed="one")
    assert len({made(seed=str(number))[0].primary for number in range(20)}) > 15


def distance(one: str, other: str) -> float:
    return Color(one).delta_e(other, method="ok")


@given(st.lists(HEX, min_size=1, max_size=5), st.sampled_from(Voice))
def test_the_first_colour_that_is_wished_is_recognised(wished: list[str], voice: Voice) -> None:
    """It is there nearly as it was wished, or, where text asks for another lightness, in its hue."""
    wish = Tone.of(wished[0])
    if wish.chroma < 0.04 or not 0.2 < wish.lightness < 0.95:
        return
    light, _ = made(*wished, voice=voice)
    shown = [light.primary, light.accent, light.accent_text, light.link]
    turns = [abs(Tone.of(color).hue - wish.hue) for color in shown if Tone.of(color).chroma > 0.02]
    assert min(distance(wished[0], color) for color in shown) < 0.02 or min(min(t, 360 - t) for t in turns) < 8


@given(st.lists(HEX, max_size=5), st.sampled_from(Voice), st.text(max_size=4))
def test_the_schemes_are_day_and_night(wished: list[str], voice: Voice, seed: str) -> None:
    light, dark = made(*wished, voice=voice, seed=seed)
    assert contrast(light.background, dark.background) > 10
    assert distance(light.background, dark.background) > 0.6
    for scheme in (light, dark):
        assert distance(scheme.background, scheme.text) > 0.6
        assert scheme.background != scheme.surface != scheme.primary_soft
        assert scheme.danger != scheme.text


def test_a_third_wish_becomes_the_accent_of_text() -> None:
    light, _ = made("#264653", "#e9c46a", "#e76f51")
    assert light.primary == "#264653"
    assert light.accent == "#e9c46a"
    turned = abs(Tone.of(light.accent_text).hue - Tone.of("#e76f51").hue)
    assert turned < 8


def test_yellow_text_is_bronze_rather_than_olive() -> None:
    light, dark = made("#1a237e", "#ffe000")
    assert 55 < Tone.of(light.accent_text).hue < 78
    assert contrast(dark.accent_text, dark.background) >= 4.5


def test_running_text_has_seven_to_one_on_every_ground() -> None:
    body = {(front, back) for front, back, need in PAIRS if need >= 7}
    grounds = {"background", "surface", "primary_soft"}
    assert {(front, back) for front in ("text", "muted", "link", "danger") for back in grounds} <= body
    assert {("text", "danger_soft"), ("danger", "danger_soft"), ("on_accent", "accent")} <= body


def test_fields_and_focus_rings_stand_out_from_every_ground() -> None:
    lines = {(front, back): need for front, back, need in PAIRS if front in {"border", "primary"}}
    assert all(lines[front, back] >= 3 for front in ("border", "primary") for back in ("background", "surface"))


def test_pairs_are_listed_for_both_schemes_with_their_ratios_rounded_down() -> None:
    light, dark = made("#1a237e")
    pairs = computed_pairs(light, dark)
    assert [(pair.foreground, pair.background, pair.required) for pair in pairs] == list(PAIRS) * 2
    first = pairs[0]
    assert (first.scheme, first.foreground, first.background) == ("light", "text", "background")
    assert 0 <= contrast(light.text, light.background) - first.ratio < 0.01


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(one, other) == contrast(other, one)
