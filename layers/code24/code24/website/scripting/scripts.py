"""The scripts of pages: what each is, when it runs, and what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from turbohtml import Element, Namespace

from code24.website.page import Page
from code24.website.website import Website, base_of

JAVASCRIPT_TYPES = frozenset(
    {
        "", "text/javascript", "application/javascript", "application/x-javascript", "text/ecmascript",
        "application/ecmascript", "text/jscript", "text/x-javascript", "text/x-ecmascript",
    }
)  # fmt: skip
"""What `type` may say of a classic script (HTML 4.12.1, JavaScript MIME type essence match)."""
SCRIPT_FILES = JAVASCRIPT_TYPES - {""}
READ_BY_SCRIPTS = SCRIPT_FILES | {"text/x-html-fragment", "application/json"}
"""Scripts themselves, and what they may put into pages."""
_WORD = re.compile(r"[A-Za-z0-9_-]*[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, eq=False)
class Script:
    """One `script` element."""

    element: Element
    url: str | None
    """Of `src`, as written; None for inline scripts."""
    path: str | None
    """The website's own file; None for inline scripts and those of other hosts."""
    text: str
    """What is run; empty where it is not the website's own."""
    is_module: bool
    is_data: bool
    """JSON, templates, import maps: nothing that runs."""
    deferred: bool
    is_async: bool

    @property
    def blocks(self) -> bool:
        """Whether parsing waits until it has come and run."""
        return self.url is not None and not (self.is_module or self.is_data or self.deferred or self.is_async)

    @property
    def runs_at_once(self) -> bool:
        """Whether it runs while the page is parsed: an inline classic script, or one that blocks."""
        return not self.is_data and (self.blocks or (self.url is None and not self.is_module))


def scripts_of(page: Page, website: Website) -> tuple[Script, ...]:
    """All scripts of a page in document order; those inside SVG included, those of `noscript` are text."""
    base = base_of(page)
    return tuple(_script(element, website, base) for element in page.named("script"))


def _script(element: Element, website: Website, base: str) -> Script:
    kind = (element.attr("type") or "").split(";", 1)[0].strip().lower()
    name = "href" if element.namespace is Namespace.SVG else "src"
    url = element.attr(name)
    path = website.path_of(url, base) if url else None
    text = element.text if url is None else website.files[path].text if path else ""
    is_module = kind == "module"
    return Script(
        element=element,
        url=url,
        path=path,
        text=text,
        is_module=is_module,
        is_data=not is_module and kind not in JAVASCRIPT_TYPES,
        deferred=url is not None and element.attr("defer") is not None,
        is_async=url is not None and element.attr("async") is not None,
    )


def handlers_of(page: Page) -> Iterator[str]:
    """The texts of all event handler attributes (`onclick`) and `javascript:` addresses."""
    for element in page.elements:
        for name in element.attrs:
            if name.startswith("on") or name in {"href", "action"}:
                value = element.attr(name) or ""
                if name[:2] == "on" or value.lstrip()[:11].lower() == "javascript:":
                    yield value


def spoken_by_scripts(website: Website, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every text that runs or that scripts read: files but those `without`, inline scripts, handlers, templates."""
    for file in website.files.values():
        if file.media_type in READ_BY_SCRIPTS and file.path not in without:
            yield file.text
    for page in website.pages:
        for element in page.named("script"):
            if element.attr("src") is None and (element.attr("type") or "").lower() != "application/ld+json":
                yield element.text
        yield from handlers_of(page)


@lru_cache(maxsize=512)
def words_in(text: str) -> frozenset[str]:
    """The words of a script that may name a class, an id or an attribute: letters, digits, `-` and `_`."""
    return frozenset(_WORD.findall(text))


def script_words(website: Website, without: frozenset[str] = frozenset()) -> frozenset[str]:
    """All words of all scripts; with them a script could name any class."""
    return frozenset().union(*(words_in(text) for text in spoken_by_scripts(website, without)))
