"""Rewriting every address of a file that got a new name: in markup, styles, metadata, structured data and manifests."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from turbohtml import Document, parse

from code24.optimize.addresses import for_stylesheet, spelled_like
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.styles.sheets import parsed, with_urls
from code24.website.website import Website, base_of

PREVIEWS = frozenset(
    {"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "msapplication-tileimage"}
)
DELAYED = ("data-src", "data-original", "data-lazy", "data-lazy-src", "data-bg", "data-background", "data-image-src")
"""Attributes that scripts of lazy loading read addresses from."""


class Renamer:
    """New addresses for those of a website's files whose names change."""

    def __init__(self, website: Website, names: Mapping[str, str]) -> None:
        self.website = website
        self.names = names

    def again(self, url: str, base: str) -> str:
        """The address to write instead of one that is written in the file `base`."""
        written = url.strip()
        if not written or written.startswith(("#", "data:", "blob:", "javascript:", "mailto:", "tel:")):
            return url
        try:
            parts = urlsplit(written)
        except ValueError:
            return url
        if not parts.path:
            return url
        path = self.website.path_of(written, base)
        new = self.names.get(path or "")
        if new is None:
            return url
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if parts.scheme or parts.netloc:
            return f"{self.website.origin}{quote(new)}{fragment}"
        return spelled_like(written, base, new) + fragment

    def in_stylesheet(self, css: str, base: str) -> str:
        """A stylesheet with new addresses."""
        text = with_urls(css, lambda url: for_stylesheet(self.again(url, base)))
        for each in reversed(parsed(text).imports):
            new = self.again(each.url, base)
            if new != each.url:
                rule = text[each.span.start : each.span.end].replace(each.url, new, 1)
                text = text[: each.span.start] + rule + text[each.span.end :]
        return text

    def in_page(self, page: Page) -> str:
        """A page with new addresses; its text as it is where none is new."""
        base = base_of(page)
        if not self._concerns(page, base):
            return page.text
        document = parse(page.text)
        document.rewrite_links(lambda url: new if (new := self.again(url, base)) != url else None)
        self._in_attributes(document, base)
        return document.serialize()

    def _concerns(self, page: Page, base: str) -> bool:
        urls = {reference.url for reference in page.references}
        if any(self.again(url, base) != url for url in urls):
            return True
        for element in page.elements:
            if element.tag == "meta" and self._previews(element.attr("content") or "", base):
                return True
            if any((value := element.attr(name)) and self.again(value, base) != value for name in DELAYED):
                return True
        return any(
            self._in_data(script.text, base) is not None
            for script in page.named("script")
            if _is_data(script.attr("type"))
        )

    def _previews(self, content: str, base: str) -> bool:
        return "." in content and self.again(content, base) != content

    def _in_attributes(self, document: Document, base: str) -> None:
        for meta in document.select("meta[content]"):
            name = (meta.attr("property") or meta.attr("name") or "").lower()
            if name in PREVIEWS:
                meta.attrs["content"] = self.again(meta.attr("content") or "", base)
        for name in DELAYED:
            for element in document.select(f"[{name}]"):
                element.attrs[name] = self.again(element.attr(name) or "", base)
        for script in document.select("script[type]"):
            if _is_data(script.attr("type")) and (text := self._in_data(script.text, base)) is not None:
                script.set_text(text)

    def _in_data(self, text: str, base: str) -> str | None:
        """Structured data with new addresses; None where none is new."""
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            return None
        new = _walked(data, lambda value: self.again(value, base) if _is_address(value) else value)
        if new == data:
            return None
        return json.dumps(new, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

    def in_manifest(self, file: WebFile) -> str:
        """A web app manifest with new addresses of its icons."""
        try:
            data = json.loads(file.text)
        except (ValueError, RecursionError):
            return file.text
        if not isinstance(data, dict):
            return file.text
        changed = {
            name: _walked(value, lambda each: self.again(each, file.path))
            if name in {"icons", "screenshots", "shortcuts"}
            else value
            for name, value in data.items()
        }
        return file.text if changed == data else json.dumps(changed, ensure_ascii=False, separators=(",", ":"))


def _is_data(kind: str | None) -> bool:
    return (kind or "").strip().lower() == "application/ld+json"


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://", "/")) and "." in value


def _walked(value: Any, change: Callable[[str], str], depth: int = 0) -> Any:
    if isinstance(value, str):
        return change(value)
    if depth > 40:
        return value
    if isinstance(value, list):
        return [_walked(each, change, depth + 1) for each in value]
    if isinstance(value, dict):
        return {name: _walked(each, change, depth + 1) for name, each in value.items()}
    return value
