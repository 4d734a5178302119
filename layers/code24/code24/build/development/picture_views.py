"""The owner's pictures as the templates show them: sources, sizes, alternative texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from code24.build.content.models import SectionContent
from code24.build.pictures.models import Picture, Pictures, Variant

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg", "png": "image/png"}
FALLBACK_WIDTH = 1_000
"""Pixels that the file for browsers without `srcset` should be nearest to."""
PHONES = "(max-width: 40rem)"
PHONE_PIXELS = 700
"""Width that is sharp on most phones."""
PHONE_BYTES = 45_000
"""Of a picture that must not wait: what fits beside page, stylesheet and fonts into 100 KB."""

SIZES = {
    "full": "100vw",
    "page": "(min-width: 80rem) 74rem, 100vw",
    "half": "(min-width: 80rem) 38rem, (min-width: 60rem) 48vw, 100vw",
    "third": "(min-width: 80rem) 24rem, (min-width: 60rem) 32vw, (min-width: 40rem) 48vw, 100vw",
    "thumb": "(min-width: 40rem) 12rem, 40vw",
}
"""Values of `sizes` by how much of the page's width a picture takes."""


@dataclass(frozen=True)
class SourceView:
    """One format of a picture."""

    type: str
    srcset: str
    media: str = ""
    """The screens that it is for; empty for all of them."""


@dataclass(frozen=True)
class PictureView:
    """One picture at one place."""

    sources: tuple[SourceView, ...]
    """Formats that are better than the one that every browser reads."""
    src: str
    srcset: str
    sizes: str
    width: int
    height: int
    alt: str
    caption: str
    average: str
    """The class of its average colour: what stands in its place until it is there."""
    eager: bool
    """True for the first picture of a page, which must not wait."""


def average_class(image_id: str) -> str:
    """The class that gives a picture's place its average colour."""
    return f"average-{image_id}"


def average_colors(pictures: Pictures) -> str:
    """A rule for each picture's average colour; `HexColor` cannot leave its declaration."""
    return "".join(f".{average_class(each.id)}{{background-color:{each.color}}}" for each in pictures.pictures)


def picture_view(picture: Picture, text: SectionContent, space: str, *, eager: bool = False) -> PictureView | None:
    """A picture in a place that takes `space` (a key of `SIZES`); None for one without files."""
    formats = [(name, list(variants)) for name, variants in groupby(picture.variants, lambda each: each.format)]
    if not formats:
        return None
    *better, (_, plain) = formats
    phone = _for_phones(*(better or formats)[0]) if eager else ()
    fallback = min(plain, key=lambda each: abs(each.width - FALLBACK_WIDTH))
    return PictureView(
        sources=(
            *phone,
            *(SourceView(TYPES.get(name, f"image/{name}"), _srcset(variants)) for name, variants in better),
        ),
        src=fallback.path,
        srcset=_srcset(plain),
        sizes=SIZES[space],
        width=picture.width,
        height=picture.height,
        alt=text.alts.get(picture.id, ""),
        caption=text.captions.get(picture.id, ""),
        average=average_class(picture.id),
        eager=eager,
    )


def _for_phones(name: str, variants: Sequence[Variant]) -> tuple[SourceView, ...]:
    """The files of the best format that a phone has time for, where it would take a heavier one for its sharpness."""
    light = [each for each in variants if each.bytes <= PHONE_BYTES] or list(variants[:1])
    taken = next((each for each in variants if each.width >= PHONE_PIXELS), variants[-1])
    if taken in light:
        return ()
    return (SourceView(TYPES.get(name, f"image/{name}"), _srcset(light), PHONES),)


def _srcset(variants: Iterable[Variant]) -> str:
    return ", ".join(f"{each.path} {each.width}w" for each in variants)
