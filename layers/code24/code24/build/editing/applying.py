"""Carrying out edits, one after the other, each on what the ones before it have left."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from code24.build.brand.models import Brand
from code24.build.content.models import SectionContent
from code24.build.design.models import Section
from code24.build.editing.arranging import moved, rearranged, removed
from code24.build.editing.models import (
    Edit,
    Move,
    Rearrange,
    Recolor,
    Remove,
    Rewrite,
    SetText,
    SiteParts,
    SwapPicture,
)
from code24.build.editing.pictures import with_picture
from code24.build.editing.places import with_section
from code24.build.editing.texts import with_text
from code24.errors import InvalidRequest


class Studio(Protocol):
    """What edits need others to make."""

    def brand(self, parts: SiteParts) -> Brand:
        """The brand of the brief as it is now."""
        ...

    def section(self, parts: SiteParts, path: str, section_id: str) -> SectionContent:
        """Another wording of a section."""
        ...


type Apply = Callable[[SiteParts, Any, Studio], SiteParts]


def rewritten(parts: SiteParts, edit: Rewrite, studio: Studio) -> SiteParts:
    """The section in other words. Raises InvalidRequest where the writer has no others."""

    def change(section: Section, text: SectionContent) -> tuple[Section, SectionContent]:
        words = studio.section(parts, edit.page, edit.section)
        if words == text:
            message = "the writer has no other words for this section; set its texts instead"
            raise InvalidRequest(message, field="section")
        return section, words

    return with_section(parts, edit.page, edit.section, change)


def recolored(parts: SiteParts, edit: Recolor, studio: Studio) -> SiteParts:
    """The site in other colours: palette, logo, icons and social image. Voice and type stay."""
    if not edit.colors:
        raise InvalidRequest("name at least one colour", field="colors")
    wished = parts.model_copy(update={"brief": parts.brief.model_copy(update={"colors": edit.colors})})
    made = studio.brand(wished)
    kept = {"name": parts.brand.name, "voice": parts.brand.voice, "typography": parts.brand.typography}
    return wished.model_copy(update={"brand": made.model_copy(update=kept)})


APPLIED: dict[type[Edit], Apply] = {
    Rewrite: rewritten,
    Rearrange: lambda parts, edit, _: rearranged(parts, edit),
    Move: lambda parts, edit, _: moved(parts, edit),
    Remove: lambda parts, edit, _: removed(parts, edit),
    SetText: lambda parts, edit, _: with_text(parts, edit),
    Recolor: recolored,
    SwapPicture: lambda parts, edit, _: with_picture(parts, edit),
}
"""What each kind of edit does."""


def edited(parts: SiteParts, edits: Sequence[Edit], studio: Studio) -> SiteParts:
    """The parts after all edits.

    Raises InvalidRequest for the first one that cannot be carried out, naming it (`edits.1.section`), and for
    edits that leave everything as it was.
    """
    after = parts
    for at, edit in enumerate(edits):
        try:
            after = APPLIED[type(edit)](after, edit, studio)
        except InvalidRequest as error:
            raise InvalidRequest.of([(f"edits.{at}.{error.field or 'kind'}", error.detail)]) from error
    if after.model_copy(update={"own_words": parts.own_words}) == parts:
        raise InvalidRequest.of([("edits", "these edits change nothing")])
    return after
