"""Alternatives of pictures and films."""

from collections.abc import Iterator

from turbohtml import Element, Namespace

from code24.audit.models import Severity
from code24.audit.rules.accessibility.judging import Judged, Told, accessible
from code24.website.accessibility.semantics import explicit_role, input_type, is_focusable

FILE_ENDS = (".jpg", ".jpeg", ".png", ".svg", ".webp", ".avif", ".gif")


@accessible("image-alt", Severity.CRITICAL, "Images have an alternative text, empty for decoration", "1.1.1",
            fix="names-images")  # fmt: skip
def image_alt(told: Told) -> Iterator[Judged]:
    """A file name is none."""
    for image in told.page.named("img"):
        if not told.semantics.exposes(image):
            continue
        text = image.attr("alt")
        if explicit_role(image) in {"none", "presentation"} and not is_focusable(image):
            yield image, ""
        elif text is None or (text and not text.strip()):
            yield image, "" if told.names.of(image) else "The image has no alternative text."
        elif text.strip().lower().endswith(FILE_ENDS):
            yield image, "The alternative text is a file name."
        else:
            yield image, ""


@accessible("image-redundant-alt", Severity.MINOR, "Images do not repeat the words around them", fix="names-images")
def image_redundant_alt(told: Told) -> Iterator[Judged]:
    """In links and buttons, whose words would be read twice."""
    for image in told.semantics.having("img"):
        around = image.closest("a, button, [role=button]")
        alt = " ".join((image.attr("alt") or "").casefold().split())
        if image.tag != "img" or around is None or not alt:
            continue
        twice = told.names.visible_text(around).casefold() == alt
        yield image, "The alternative text repeats the words beside it; it should be empty." if twice else ""


@accessible("input-image-alt", Severity.CRITICAL, "Image buttons have a text", "1.1.1", "4.1.2", fix="names-buttons")
def input_image_alt(told: Told) -> Iterator[Judged]:
    """`input type=image`."""
    for button in told.page.named("input"):
        if input_type(button) == "image" and told.semantics.exposes(button):
            yield button, "" if told.names.of(button) else "The image button has no alternative text."


@accessible("object-alt", Severity.SERIOUS, "Embedded objects have a text", "1.1.1", fix="names-images")
def object_alt(told: Told) -> Iterator[Judged]:
    """`object` with data."""
    for thing in told.page.named("object"):
        if (
            told.semantics.exposes(thing)
            and thing.attr("data")
            and explicit_role(thing) not in {"none", "presentation"}
        ):
            yield thing, "" if told.names.of(thing) else "The embedded object has no accessible name."


@accessible("role-img-alt", Severity.SERIOUS, "Elements with the role img have a name", "1.1.1", fix="names-images")
def role_img_alt(told: Told) -> Iterator[Judged]:
    """Not `img` and `svg`, which have rules of their own."""
    for element in _images(told):
        if element.tag != "img" and element.namespace is not Namespace.SVG:
            yield element, "" if told.names.of(element) else "The element with role=img has no name."


@accessible("svg-img-alt", Severity.SERIOUS, "Drawings with a role have a name", "1.1.1", fix="names-images")
def svg_img_alt(told: Told) -> Iterator[Judged]:
    """`svg` with the role `img` or `graphics-*`."""
    for element in _images(told):
        if element.namespace is Namespace.SVG:
            yield element, "" if told.names.of(element) else "The drawing has neither a title nor a label."


def _images(told: Told) -> list[Element]:
    found = told.semantics.having("img", "image", "graphics-document", "graphics-symbol", "graphics-object")
    return [element for element in found if explicit_role(element)]


@accessible("video-caption", Severity.CRITICAL, "Films have captions", "1.2.2")
def video_caption(told: Told) -> Iterator[Judged]:
    """Those that are muted and play by themselves are decoration."""
    for film in told.page.named("video"):
        if not told.semantics.exposes(film) or "muted" in film.attrs:
            continue
        kinds = {(track.attr("kind") or "subtitles").lower() for track in film.iter_elements("track")}
        yield film, "" if "captions" in kinds else "The film has no track of captions."


@accessible("no-autoplay-audio", Severity.MODERATE, "Nothing makes a noise by itself", "1.4.2", fix="markup-values")
def no_autoplay_audio(told: Told) -> Iterator[Judged]:
    """Without controls and without being muted."""
    for medium in told.page.named("audio", "video"):
        if "autoplay" in medium.attrs:
            fine = "muted" in medium.attrs or "controls" in medium.attrs
            yield medium, "" if fine else "It plays with sound by itself and cannot be stopped."


RULES = (
    image_alt,
    image_redundant_alt,
    input_image_alt,
    no_autoplay_audio,
    object_alt,
    role_img_alt,
    svg_img_alt,
    video_caption,
)
