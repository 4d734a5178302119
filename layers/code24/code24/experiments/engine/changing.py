"""The website as one variant shows it."""

from turbohtml import parse

from code24.errors import Conflict, NotFound
from code24.experiments.models import TextEdit, Variant
from code24.optimize.challengers.preparing import challenge
from code24.website.website import Website

_NO_TEXT = frozenset({"script", "style", "template", "noscript", "iframe", "object"})
"""Elements whose content nobody reads, or that runs."""


def varied(website: Website, variant: Variant) -> Website:
    """The website with what a variant changes. The same change again, where it is there already, changes nothing.

    Raises Conflict where a page is not what it was when the change was made up, and where nothing would differ.
    """
    result = website
    if variant.challenger is not None:
        try:
            result = challenge(result, variant.challenger)
        except NotFound as unknown:
            raise Conflict(f"{variant.name}: {unknown.detail}") from unknown
    for edit in variant.edits:
        result = _edited(result, edit)
    if result.fingerprint == website.fingerprint:
        raise Conflict(f"{variant.name} does not differ from what visitors see already.")
    return result


def _edited(website: Website, edit: TextEdit) -> Website:
    path = website.file_path(edit.path) if edit.path not in website.page_at else edit.path
    page = website.page_at.get(path or "")
    if page is None:
        raise Conflict(f"There is no page {edit.path} any more.")
    document = parse(page.text)
    try:
        found = document.select(edit.selector)
    except ValueError as wrong:
        raise Conflict(f"{edit.selector!r} is no selector: {wrong}") from wrong
    if len(found) != 1:
        raise Conflict(f"{edit.selector!r} finds {len(found)} elements on {edit.path}; it has to find one.")
    [element] = found
    if element.tag in _NO_TEXT:
        raise Conflict(f"{edit.selector!r} is no text on {edit.path} but a {element.tag}.")
    if element.tag == "input":
        element.attrs["value"] = edit.text
    elif element.select("*"):
        raise Conflict(f"{edit.selector!r} holds other elements on {edit.path}; name the one whose text is meant.")
    else:
        element.set_text(edit.text)
    return website.changed([website.files[page.path].with_content(document.serialize())])
