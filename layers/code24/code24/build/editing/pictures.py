"""Edits of pictures: another of the owner's images in place of one that a section shows."""

from code24.build.content.models import SectionContent
from code24.build.design.models import Section
from code24.build.editing.models import SiteParts, SwapPicture
from code24.build.editing.places import with_section
from code24.errors import InvalidRequest


def with_picture(parts: SiteParts, edit: SwapPicture) -> SiteParts:
    """The section with another picture; alternative text and caption are those that the owner gave to it."""

    def change(section: Section, text: SectionContent) -> tuple[Section, SectionContent]:
        shown = pictures_of(section, text)
        if edit.picture not in shown:
            there = f"it shows {', '.join(shown)}" if shown else "it shows none"
            raise InvalidRequest(f"the section does not show {edit.picture!r}; {there}", field="picture")
        if parts.pictures.of(edit.by) is None:
            known = ", ".join(picture.id for picture in parts.pictures.pictures)
            raise InvalidRequest(f"there is no picture {edit.by!r}; there are {known}", field="by")
        if edit.by in shown:
            raise InvalidRequest("the section shows this picture already", field="by")
        return _swapped(parts, edit, section, text)

    return with_section(parts, edit.page, edit.section, change)


def pictures_of(section: Section, text: SectionContent) -> tuple[str, ...]:
    """The pictures that a section shows, its items' included."""
    return tuple(dict.fromkeys([*section.pictures, *(item.picture for item in text.items if item.picture)]))


def _swapped(
    parts: SiteParts, edit: SwapPicture, section: Section, text: SectionContent
) -> tuple[Section, SectionContent]:
    own = next((image for image in parts.brief.images if image.id == edit.by), None)
    alts = {image: words for image, words in text.alts.items() if image != edit.picture}
    captions = {image: words for image, words in text.captions.items() if image != edit.picture}
    alts[edit.by] = (own and own.alt) or _said_elsewhere(parts, edit.by) or parts.brief.name
    if own and own.caption:
        captions[edit.by] = own.caption
    pictures = tuple(edit.by if image == edit.picture else image for image in section.pictures)
    items = tuple(
        item.model_copy(update={"picture": edit.by}) if item.picture == edit.picture else item for item in text.items
    )
    return (
        section.model_copy(update={"pictures": pictures}),
        text.model_copy(update={"items": items, "alts": alts, "captions": captions}),
    )


def _said_elsewhere(parts: SiteParts, image: str) -> str:
    """The alternative text that the site has for the picture where it shows it already."""
    texts = (text for page in parts.content.pages for text in page.sections)
    return next((text.alts[image] for text in texts if text.alts.get(image)), "")
