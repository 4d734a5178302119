"""Whatever is edited: every other section of the site stays as it is, byte by byte."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from code24.build.design.models import SectionKind
from code24.build.development.models import RenderedSite
from tests.edited import BUILD, Workshop, files_of, sections_of

SAMPLES = ("bakery-en", "beekeeper-de", "bookshop-el", "markup-name-en", "photographer-en", "clinic-ar", "saas-en")
COMPANIONS = {"/sitemap.xml", "/llms.txt"}
"""Files that tell of pages: what they say changes with them."""
REWRITABLE = {SectionKind.CALL_TO_ACTION, SectionKind.QUESTIONS}
HASHED = re.compile(r"(/assets/[a-z0-9-]+)\.[0-9a-f]{10,64}(\.[a-z0-9]+)")


def page_file(path: str) -> str:
    return f"{path}index.html" if path.endswith("/") else path


HEADER = re.compile(r"<header\b.*?</header>", re.DOTALL)
"""Around every page: it holds the home page's first call to action."""
DATA = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)
"""Of questions that stand on two pages the first one tells search engines."""


def shared_with(edits: Any) -> tuple[re.Pattern[str], ...]:
    """What of other pages repeats what was edited."""
    labels = any(edit["page"] == "/" and edit.get("field", "").startswith("actions.") for edit in edits)
    questions = any(edit["section"] == "questions" for edit in edits)
    return (*((HEADER,) if labels else ()), *((DATA,) if questions else ()))


def compared(page: bytes, shared: tuple[re.Pattern[str], ...]) -> str:
    """The page without what names files by their content, as that changes with the stylesheet and the fonts."""
    text = HASHED.sub(r"\1\2", page.decode())
    for part in shared:
        text = part.sub("", text, count=1)
    return text


def one_of_each(shop: Workshop) -> Iterator[dict[str, Any]]:
    """An edit of each kind, and of each kind of text, for the sections that take one."""
    seen: set[tuple[str, str]] = set()
    for page in shop.listed().pages:
        for section in page.sections:
            at = {"page": page.path, "section": section.id}
            others = [each for each in section.arrangements if each != section.arrangement]
            edits: list[dict[str, Any]] = [
                *({"kind": "rearrange", **at, "arrangement": each} for each in others[:1]),
                *([{"kind": "rewrite", **at}] if section.kind in REWRITABLE else []),
                *({"kind": "text", **at, "field": each.field, "text": "Anders"} for each in section.texts),
            ]
            if section.movable:
                there = [each.id for each in page.sections].index(section.id)
                edits.append({"kind": "move", **at, "to": 1 if there > 1 else len(page.sections) - 1})
            if section.removable:
                edits.append({"kind": "remove", **at})
            for edit in edits:
                name = edit["kind"], re.sub(r"\d+|[a-z0-9-]*-[a-z0-9-]*", "", edit.get("field", section.kind.value))
                if name not in seen:
                    seen.add(name)
                    yield edit


@pytest.fixture(params=SAMPLES)
def shop(request: pytest.FixtureRequest) -> Workshop:
    return Workshop(request.param)


def test_no_edit_touches_another_section_or_page(shop: Workshop) -> None:
    before = shop.developed(BUILD)
    kinds: set[str] = set()
    for edit in one_of_each(shop):
        after = shop.developed(shop.edit(edit, publish=False).build_id)
        own = page_file(edit["page"]), edit["section"]
        assert_untouched(before, after, {own}, {own[0]}, [edit])
        changed = sections_of(before).get(own) != sections_of(after).get(own)
        assert changed is (edit["kind"] != "move"), f"{edit} should change its section, and moving it should not"
        kinds.add(edit["kind"])
    assert kinds == {"rearrange", "rewrite", "text", "move", "remove"}


def test_another_palette_changes_no_section(shop: Workshop) -> None:
    before = shop.developed(BUILD)
    after = shop.developed(shop.edit({"kind": "palette", "colors": ["#7a1fa2"]}).build_id)
    assert sections_of(before) == sections_of(after)
    old, new = files_of(before), files_of(after)
    assert {HASHED.sub(r"\1\2", path) for path in old} == {HASHED.sub(r"\1\2", path) for path in new}
    same = {path for path in old if old[path] == new.get(path)}
    texts = {path for path in old if path.endswith((".txt", ".xml", ".woff2"))}
    assert texts <= same
    assert "/favicon.svg" not in same
    assert not [path for path in same if path.endswith(".css")]


def test_the_title_of_a_page_changes_no_section(shop: Workshop) -> None:
    before = shop.developed(BUILD)
    title = {"kind": "text", "page": "/", "field": "title", "text": "What the owner wants to be found under, in short"}
    after = shop.developed(shop.edit(title).build_id)
    assert sections_of(before) == sections_of(after)
    assert title["text"] in files_of(after)["/index.html"].decode()


def test_edits_of_several_sections_leave_the_rest(shop: Workshop) -> None:
    before = shop.developed(BUILD)
    edits = [edit for edit in one_of_each(shop) if edit["kind"] == "text"][:12]
    after = shop.developed(shop.edit(*edits).build_id)
    touched = {(page_file(edit["page"]), edit["section"]) for edit in edits}
    assert_untouched(before, after, touched, {page for page, _ in touched}, edits)


def assert_untouched(
    before: RenderedSite, after: RenderedSite, sections: set[tuple[str, str]], pages: set[str], edits: Any
) -> None:
    """Everything but these sections and pages is what it was."""
    was, now = sections_of(before), sections_of(after)
    assert len(was) > 8
    assert {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)} <= sections, edits
    old, new = files_of(before), files_of(after)
    shared = shared_with(edits)
    for path in old:
        if path.endswith(".html") and path not in pages:
            assert compared(old[path], shared) == compared(new[path], shared), f"{edits} changed {path}"
    same_styles = {path for path in old if path.endswith((".css", ".woff2"))} <= set(new)
    changed = {path for path in old.keys() & new.keys() if old[path] != new[path]}
    if same_styles and not shared:  # then a page that did not change is the same file, and keeps its ETag
        assert changed <= pages | COMPANIONS, edits
