"""Palettes: semantic roles in OKLCH, for light and dark, whose contrast holds by construction.

Every role starts at a wished lightness and moves along the lightness axis, keeping hue and as much chroma as sRGB has
room for, to the nearest place where all its pairs reach what `pairs.PAIRS` asks. Ratios are taken from the rounded hex
values, so that what is computed is what is served.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coloraide import Color

from code24.build.brand.dice import Dice
from code24.build.brand.models import Palette, Voice
from code24.build.brand.pairs import contrast, required_ratio

GREY = 0.025
"""Below this OKLCH chroma a colour has no hue worth keeping."""
FAR = 0.16
"""A shift of lightness that makes a wished colour look like another one."""
ALARM, BRONZE = 26.0, 66.0
"""Hues."""

COMPANIONS: tuple[tuple[int, tuple[int, ...]], ...] = (
    (25, (75, 55, 40)),
    (65, (88, 145, 20)),
    (105, (45, 150, 30)),
    (170, (82, 45, 115)),
    (215, (75, 40, 165)),
    (265, (80, 50, 165, 25)),
    (310, (45, 165, 340, 85)),
    (345, (75, 40, 310)),
    (360, (75, 50, 20)),
)
"""Up to each hue of a primary: hues of accents that go with it (neighbours and near-complements on the warm side)."""


@dataclass(frozen=True)
class Tone:
    """A colour in OKLCH: lightness 0 to 1, chroma 0 to about 0.37, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    @classmethod
    def of(cls, hex_color: str) -> "Tone":
        """The tone of an sRGB hex colour; greys have hue 0."""
        lightness, chroma, hue = Color(hex_color).convert("oklch").coords(nans=False)
        return cls(lightness, chroma, hue if chroma >= GREY else 0.0)

    def hex(self, lightness: float | None = None) -> str:
        """The nearest sRGB hex colour; chroma gives way where the gamut ends (CSS Color 4, 13.2)."""
        at = self.lightness if lightness is None else min(max(lightness, 0.0), 1.0)
        color = Color("oklch", [at, self.chroma, self.hue]).convert("srgb")
        if not color.in_gamut():
            color.fit("srgb", method="oklch-chroma")
        return color.to_string(hex=True)


def nearest(tone: Tone, fits: Callable[[str], bool], *, lowest: float = 0.0, highest: float = 1.0) -> str | None:
    """The colour nearest in lightness that fits, between `lowest` and `highest`; None where none does."""
    if lowest <= tone.lightness <= highest and fits(start := tone.hex()):
        return start
    for step in range(1, 101):
        for lightness in (tone.lightness - step * 0.01, tone.lightness + step * 0.01):
            if lowest <= lightness <= highest and fits(found := tone.hex(lightness)):
                return found
    return None


def _reaches(role: str, backgrounds: dict[str, str]) -> Callable[[str], bool]:
    needs = [(color, required_ratio(role, name)) for name, color in backgrounds.items()]
    return lambda color: all(contrast(color, back) >= need for back, need in needs)


def _on(color: str, role: str, hue: float) -> str | None:
    """The text colour for a filled area: a light or a dark tint of its hue, whichever stands out more."""
    light, dark = Tone(0.99, 0.008, hue).hex(), Tone(0.17, 0.03, hue).hex()
    choices = sorted((light, dark, "#ffffff", "#000000"), key=lambda choice: -contrast(choice, color))
    tinted = [choice for choice in (light, dark) if contrast(choice, color) >= required_ratio(f"on_{role}", role)]
    best = max(tinted, key=lambda choice: contrast(choice, color), default=choices[0])
    return best if contrast(best, color) >= required_ratio(f"on_{role}", role) else None


@dataclass(frozen=True)
class Grounds:
    """Where a scheme's roles start: lightness of the grounds, their chroma and hue, and the range of the primary."""

    background: Tone
    surface: Tone
    text: Tone
    muted: float
    border: float
    soft: float
    dark: bool


def _scheme(primary: Tone, accent: Tone, highlight: Tone, grounds: Grounds) -> Palette:
    hue = grounds.text.hue
    soft_chroma = min(primary.chroma * 0.35, 0.06 if grounds.dark else 0.045)
    backs = {
        "background": grounds.background.hex(),
        "surface": grounds.surface.hex(),
        "primary_soft": Tone(grounds.soft, soft_chroma, primary.hue).hex(),
        "danger_soft": (Tone(0.27, 0.045, ALARM) if grounds.dark else Tone(0.945, 0.024, ALARM)).hex(),
    }
    roles = ("text", "muted", "link", "danger", "primary", "accent_text", "border")
    readable = {role: _reaches(role, backs) for role in roles}
    primary_hex = nearest(
        primary, lambda color: readable["primary"](color) and _on(color, "primary", primary.hue) is not None
    )
    accent_hex = nearest(accent, lambda color: _on(color, "accent", accent.hue) is not None)
    starts = {
        "text": grounds.text,
        "muted": Tone(grounds.muted, grounds.text.chroma, hue),
        "border": Tone(grounds.border, grounds.text.chroma, hue),
        "link": primary,
        "accent_text": _as_text(highlight),
        "danger": Tone(0.79, 0.12, ALARM) if grounds.dark else Tone(0.46, 0.17, ALARM),
    }
    found = {role: nearest(tone, readable[role]) for role, tone in starts.items()}
    found |= {"primary": primary_hex, "accent": accent_hex}
    if missing := [role for role, color in found.items() if color is None]:
        raise AssertionError(f"no lightness satisfies {missing}; the grounds {backs} are too near the middle")
    return Palette(
        **backs,
        **found,
        on_primary=_on(found["primary"] or "", "primary", primary.hue),
        on_accent=_on(found["accent"] or "", "accent", accent.hue),
    )


def _as_text(tone: Tone) -> Tone:
    """The tone for text: a yellow that has to be dark is bronze rather than olive."""
    return Tone(tone.lightness, tone.chroma, BRONZE) if BRONZE < tone.hue < 112 else tone


def _light_grounds(primary: Tone, voice: Voice) -> Grounds:
    tinted = primary.chroma >= GREY
    background, surface = {
        Voice.WARM: (Tone(0.982, 0.012, 80), Tone(0.952, 0.02, 78)),
        Voice.REFINED: (Tone(0.985, 0.006, 90), Tone(0.955, 0.011, 85)),
        Voice.CALM: (Tone(0.988, 0.005 * tinted, primary.hue), Tone(0.96, 0.014 * tinted, primary.hue)),
        Voice.PLAYFUL: (Tone(0.99, 0.008 * tinted, primary.hue), Tone(0.962, 0.022 * tinted, primary.hue)),
    }.get(voice, (Tone(1.0, 0.0, 0.0), Tone(0.967, 0.004 * tinted, primary.hue)))
    ink = Tone(0.235, 0.022 * tinted, primary.hue)
    return Grounds(background, surface, ink, muted=0.48, border=0.62, soft=0.925, dark=False)


def _dark_grounds(primary: Tone, voice: Voice) -> Grounds:
    warm = voice in {Voice.WARM, Voice.REFINED}
    hue = 70.0 if warm else primary.hue
    chroma = 0.012 if warm or primary.chroma >= GREY else 0.0
    background, surface = Tone(0.175, chroma, hue), Tone(0.225, chroma * 1.2, hue)
    return Grounds(background, surface, Tone(0.945, 0.008, hue), muted=0.76, border=0.58, soft=0.29, dark=True)


def _chosen(wished: Sequence[Tone], hues: Sequence[int], voice: Voice, dice: Dice) -> tuple[Tone, Tone]:
    """The primary and the accent tone for the light scheme, before contrast moves them."""
    chroma = {Voice.BOLD: 0.21, Voice.PLAYFUL: 0.19, Voice.REFINED: 0.085, Voice.CALM: 0.1, Voice.WARM: 0.14}.get(
        voice, 0.16
    )
    lightness = {Voice.BOLD: 0.5, Voice.PLAYFUL: 0.53, Voice.REFINED: 0.37, Voice.CALM: 0.45}.get(voice, 0.46)
    invented = Tone(lightness, chroma * dice.between(0.9, 1.1), (dice.pick(hues) + dice.between(-9, 9)) % 360)
    usable = [tone for tone in wished if tone.lightness <= 0.55 + FAR] or [
        tone for tone in wished if not _whitish(tone)
    ]
    primary = usable[0] if usable else invented
    others = [tone for tone in wished if tone is not primary and 0.12 < tone.lightness < 0.96]
    if others:
        return primary, others[0]
    if usable and primary.lightness > 0.55 + FAR and primary.chroma >= GREY:
        return primary, primary
    lead = primary.hue if primary.chroma >= GREY else invented.hue
    companions = next(hues for limit, hues in COMPANIONS if lead < limit or limit == 360)
    hue = dice.pick(companions) + dice.between(-6, 6)
    accent_chroma = {Voice.REFINED: 0.075, Voice.CALM: 0.08, Voice.PRECISE: 0.11}.get(voice, 0.13)
    return primary, Tone(0.84, accent_chroma * (1.0 if _glows_warm(hue) else 0.6), hue)


def _whitish(tone: Tone) -> bool:
    """True for a wish that the background fulfils."""
    return tone.lightness > 0.93 and tone.chroma < GREY


def _glows_warm(hue: float) -> bool:
    """True for the hues from pink over yellow to lime, which stay pleasant when they are light and strong."""
    return hue <= 125 or hue >= 335


def palettes(wished: Sequence[str], hues: Sequence[int], voice: Voice, dice: Dice) -> tuple[Palette, Palette]:
    """The light and the dark palette.

    The first wished colour that can carry white text becomes the primary, the next one the accent, a third one the
    accent of text. A wished colour
    that is too light for that keeps its own lightness as the accent, and lends its hue to the primary; a wish for
    white is one that the background fulfils.
    """
    wishes = [Tone.of(color) for color in wished]
    primary, accent = _chosen(wishes, hues, voice, dice)
    highlight = next((wish for wish in wishes if wish not in {primary, accent} and wish.chroma >= 2 * GREY), accent)
    light = _scheme(primary, accent, highlight, _light_grounds(primary, voice))
    lifted = Tone(max(primary.lightness, 0.78), min(primary.chroma, 0.15), primary.hue)
    dark = _scheme(lifted, accent, highlight, _dark_grounds(primary, voice))
    return light, dark
