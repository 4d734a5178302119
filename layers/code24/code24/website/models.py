"""A website as files: what import brings, what audits read, what fixes change."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

NO_HEADERS: Mapping[str, str] = {}


@dataclass(frozen=True)
class WebFile:
    """One file of a website, as it is served."""

    path: str
    """Absolute URL path, decoded, without query (`/index.html`, `/img/our team.jpg`)."""
    content_type: str
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    """What its answers say besides the platform's own headers, names in lower case."""
    source: str | None = None
    """The URL that it was read from, where it was imported."""

    @property
    def media_type(self) -> str:
        """The content type without its parameters."""
        return self.content_type.split(";", 1)[0].strip().lower()

    @cached_property
    def sha256(self) -> str:
        """Of the content, hex."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def text(self) -> str:
        """The content as UTF-8; what is none is replaced. Import has brought every text into UTF-8."""
        return self.content.decode("utf-8", "replace")

    def with_content(self, content: bytes | str) -> "WebFile":
        """The same file with another content."""
        body = content.encode() if isinstance(content, str) else content
        return WebFile(self.path, self.content_type, body, self.headers, self.source)


@dataclass(frozen=True)
class Box:
    """Where something is drawn, in CSS pixels from the page's top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Measured:
    """What a browser saw of one page at one width."""

    viewport: tuple[int, int]
    """Width and height in CSS pixels."""
    boxes: Mapping[str, Box]
    """By the CSS path of an element (`Element.css_path()`): images, and elements with background pictures."""
    largest_paint: str | None = None
    """CSS path of the element whose paint was the largest."""


type Measurements = Mapping[tuple[str, int], Measured]
"""By page path and viewport width. Empty where no browser looked: then layouts are estimated."""
