"""The texts of a site by name: which there are, and the owner's words in place of one.

A name is a field and, where the field holds several texts, which of them: `heading`, `paragraphs.0`, `items.2.title`,
`items.2.includes.1`, `actions.0.label`, `alts.<image>`. Names count as the list of sections counts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from code24.build.content.models import Item, PageContent, SectionContent
from code24.build.design.models import Section, SectionKind
from code24.build.editing.models import EditableText, SetText, SiteParts
from code24.build.editing.places import page_at, with_page, with_section
from code24.build.models import OwnWords
from code24.errors import InvalidRequest

LONGEST = {
    "heading": 120, "eyebrow": 80, "title": 120, "detail": 160, "price": 40, "group": 60, "includes": 80, "label": 40,
    "alts": 250, "captions": 160,
}  # fmt: skip
"""Characters that a text on one line may have, by the last word of its name."""
CAPTIONED = frozenset({SectionKind.GALLERY, SectionKind.STORY})
"""Kinds of sections that show captions."""
_ITEM = ("title", "text", "detail", "price", "group")
_MANY_LINES = {"paragraphs", "text"}
PAGE_LENGTHS = {"title": range(40, 61), "description": range(120, 161)}
"""Characters that the gate wants of the texts in a page's head."""


@dataclass(frozen=True)
class _Text:
    """One text of a section: what it says, and the section with other words in its place."""

    says: str
    put: Callable[[str], SectionContent]


def page_texts(words: PageContent) -> tuple[EditableText, ...]:
    """The texts of a page itself, which stand in its head. Its name in the navigation is part of other sections too."""
    return tuple(EditableText(field=field, text=getattr(words, field)) for field in PAGE_LENGTHS)


def section_texts(text: SectionContent) -> tuple[EditableText, ...]:
    """The texts of a section that say something; what is empty has no place on the page."""
    return tuple(EditableText(field=field, text=each.says) for field, each in _texts(text) if each.says)


def with_text(parts: SiteParts, edit: SetText) -> SiteParts:
    """The parts with the owner's words in place of a text; they count as facts from here on."""
    changed = _on_page(parts, edit) if edit.section is None else _in_section(parts, edit, edit.section)
    said = (text for text in changed.own_words.texts if text != edit.text)
    return changed.model_copy(update={"own_words": OwnWords(texts=(*said, edit.text))})


def _on_page(parts: SiteParts, edit: SetText) -> SiteParts:
    page, words = page_at(parts, edit.page)
    field = edit.field
    if field not in PAGE_LENGTHS:
        raise InvalidRequest("a page has the texts title and description", field="field")
    lengths, text = PAGE_LENGTHS[field], _one_line(edit.text)
    if text == getattr(words, field):
        raise InvalidRequest("is what it says already", field="text")
    if len(text) not in lengths:
        message = f"has {len(text)} characters; it should have {lengths.start} to {lengths.stop - 1}"
        raise InvalidRequest(message, field="text")
    others = (getattr(each, field) for each in parts.content.pages if each.path != edit.page)
    if text.casefold() in map(str.casefold, others):
        raise InvalidRequest(f"another page has the same {field}", field="text")
    return with_page(parts, page, words.model_copy(update={field: text}))


def _in_section(parts: SiteParts, edit: SetText, section_id: str) -> SiteParts:
    def change(section: Section, text: SectionContent) -> tuple[Section, SectionContent]:
        found = dict(_texts(text)).get(edit.field)
        if found is None or not found.says:
            known = ", ".join(each.field for each in section_texts(text))
            raise InvalidRequest(f"the section has no text {edit.field!r}; it has {known}", field="field")
        if (words := _fitting(edit)) == found.says:
            raise InvalidRequest("is what it says already", field="text")
        changed = _in_site_language(found.put(words), edit.field)
        # An owner's heading is what the section has to say, also when it is written anew.
        message = words if edit.field == "heading" else section.key_message
        return section.model_copy(update={"key_message": message}), changed

    return with_section(parts, edit.page, section_id, change)


def _fitting(edit: SetText) -> str:
    """The words as the field takes them. Raises InvalidRequest for what has no room there."""
    first, *rest = edit.field.split(".")
    kind = next((part for part in rest if not part.isdigit()), first) if first in {"items", "actions"} else first
    if kind in _MANY_LINES:
        return edit.text
    text, longest = _one_line(edit.text), LONGEST[kind]
    if len(text) > longest:
        raise InvalidRequest(f"has {len(text)} characters; there is room for {longest}", field="text")
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise InvalidRequest("must be a single line without tabs", field="text")
    return text


def _in_site_language(text: SectionContent, field: str) -> SectionContent:
    """The section without the mark that says that this part is in another language than the site.

    Of a part with several texts the mark stays: the others still are.
    """
    marks = tuple(mark for mark in text.in_interface_language if mark != field)
    return text.model_copy(update={"in_interface_language": marks})


def _texts(text: SectionContent) -> Iterator[tuple[str, _Text]]:
    """Every text of a section by its name."""
    for name in ("eyebrow", "heading"):
        yield name, _Text(getattr(text, name), _field_setter(text, name))
    for at, paragraph in enumerate(text.paragraphs):
        yield f"paragraphs.{at}", _Text(paragraph, _entry_setter(text, "paragraphs", at, lambda _, words: words))
    for at, item in enumerate(text.items):
        yield from _item_texts(text, at, item)
    for at, action in enumerate(text.actions):
        put = _entry_setter(text, "actions", at, lambda old, words: old.model_copy(update={"label": words}))
        yield f"actions.{at}.label", _Text(action.label, put)
    for name in ("alts", "captions") if text.kind in CAPTIONED else ("alts",):
        said: Mapping[str, str] = getattr(text, name)
        for image, words in said.items():
            yield f"{name}.{image}", _Text(words, _image_setter(text, name, image))


def _item_texts(text: SectionContent, at: int, item: Item) -> Iterator[tuple[str, _Text]]:
    for name in _ITEM:
        put = _group_setter(text, item.group) if name == "group" else _item_setter(text, at, name)
        yield f"items.{at}.{name}", _Text(getattr(item, name), put)
    for number, part in enumerate(item.includes):
        yield f"items.{at}.includes.{number}", _Text(part, _part_setter(text, at, number))


def _field_setter(text: SectionContent, name: str) -> Callable[[str], SectionContent]:
    return lambda words: text.model_copy(update={name: words})


def _entry_setter(
    text: SectionContent, name: str, at: int, change: Callable[[Any, str], Any]
) -> Callable[[str], SectionContent]:
    entries = getattr(text, name)
    return lambda words: text.model_copy(update={name: (*entries[:at], change(entries[at], words), *entries[at + 1 :])})


def _item_setter(text: SectionContent, at: int, name: str) -> Callable[[str], SectionContent]:
    return _entry_setter(text, "items", at, lambda item, words: item.model_copy(update={name: words}))


def _part_setter(text: SectionContent, at: int, number: int) -> Callable[[str], SectionContent]:
    def change(item: Item, words: str) -> Item:
        parts = (*item.includes[:number], words, *item.includes[number + 1 :])
        return item.model_copy(update={"includes": parts})

    return _entry_setter(text, "items", at, change)


def _group_setter(text: SectionContent, group: str) -> Callable[[str], SectionContent]:
    """A group is named once for all items under it."""

    def put(words: str) -> SectionContent:
        items = (item.model_copy(update={"group": words}) if item.group == group else item for item in text.items)
        return text.model_copy(update={"items": tuple(items)})

    return put


def _image_setter(text: SectionContent, name: str, image: str) -> Callable[[str], SectionContent]:
    return lambda words: text.model_copy(update={name: {**getattr(text, name), image: words}})
