"""The produced site as the rules see it: every page parsed once, every reference found once."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import brotli  # type: ignore[import-untyped]
from turbohtml import parse

from code24.build.design.models import PageKind
from code24.build.development.models import SiteFile
from code24.build.quality_gate.models import QualityGateRequest
from code24.website.page import Page, file_of
from code24.website.references import (
    Reference,
    document_references,
    manifest_references,
    origin_of,
    stylesheet_references,
)

BROTLI_QUALITY = 5
PAGE_LIMIT = 1_000_000
"""Characters of a page that is still parsed; `page-size` reports longer ones."""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _sent(file: SiteFile) -> int:
    """Bytes that are sent; quick compression makes text a little larger than it will be."""
    content = file.content()
    return len(brotli.compress(content, quality=BROTLI_QUALITY)) if file.text is not None else len(content)


class ProducedSite:
    """All files of a site, and what they were made from."""

    def __init__(self, request: QualityGateRequest) -> None:
        """Parse the pages."""
        self.brand = request.brand
        self.brief = request.brief
        self.own_words = request.own_words
        self.plan = request.design
        self.pictures = request.pictures
        self.dates = request.development.dates
        self.forms = request.development.forms
        self.files = request.development.files
        self.by_path = {file.path: file for file in self.files}
        self._sizes: dict[str, int] = {}
        html = [file for file in self.files if file.content_type.startswith("text/html")]
        self.oversized = [file.path for file in html if len(file.text or "") > PAGE_LIMIT]
        self.pages = tuple(
            Page.of(file.path, file.text or "", unlisted=file.unlisted)
            for file in html
            if file.path not in self.oversized
        )
        self.page_at = {page.path: page for page in self.pages}
        self.origin = request.origin or self._origin_by_canonical()

    @cached_property
    def owner_words(self) -> str:
        """Everything that the owner wrote, in one case."""
        said = "\n".join(_texts(self.brief.model_dump(mode="json"))) if self.brief else ""
        messages = (section.key_message for page in (self.plan.pages if self.plan else ()) for section in page.sections)
        return "\n".join([said, self.brand.name, *messages, *self.own_words.texts]).casefold()

    @cached_property
    def page_kinds(self) -> dict[str, PageKind]:
        """The kind of each planned page, by its file."""
        return {file_of(page.path): page.kind for page in self.plan.pages} if self.plan else {}

    @cached_property
    def style_rules(self) -> str:
        """All stylesheets in one, without comments."""
        sheets = (file.text or "" for file in self.files if file.content_type.startswith("text/css"))
        return re.sub(r"/\*.*?\*/", "", "\n".join(text[:PAGE_LIMIT] for text in sheets), flags=re.DOTALL)

    def _origin_by_canonical(self) -> str | None:
        home = self.page_at.get("/index.html")
        return next((origin_of(address) for address in home.linked("canonical")), None) if home else None

    def text_of(self, path: str) -> str:
        """A text file's content; empty where there is none."""
        file = self.by_path.get(path)
        return (file.text or "") if file else ""

    def compressed(self, path: str) -> int:
        """Bytes that answer a request for a file; 0 where there is none."""
        if path not in self._sizes:
            file = self.by_path.get(path)
            self._sizes[path] = _sent(file) if file else 0
        return self._sizes[path]

    @cached_property
    def file_references(self) -> list[tuple[SiteFile, Reference]]:
        """What stylesheets, SVG images and the manifest name."""
        found: list[tuple[SiteFile, Reference]] = []
        for file in self.files:
            text = (file.text or "")[:PAGE_LIMIT]
            if file.content_type.startswith("text/css"):
                found += [(file, reference) for reference in stylesheet_references(text)]
            elif file.content_type.startswith("application/manifest+json"):
                found += [(file, reference) for reference in manifest_references(text)]
            elif file.content_type.startswith("image/svg+xml"):
                found += [(file, reference) for reference in document_references(parse(text))]
        return found

    def references(self) -> Iterator[tuple[str, str, Reference]]:
        """Every reference as (file, address that it is relative to, reference)."""
        for page in self.pages:
            for reference in page.references:
                yield page.path, page.address, reference
        for file, reference in self.file_references:
            yield file.path, file.path, reference
