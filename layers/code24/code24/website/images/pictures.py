"""The pictures of a page: `img` elements and background pictures, with what their files say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from turbohtml import Element

from code24.pictures.reading import Facts, facts
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.website import Website, base_of

_WORD = re.compile(r"[^\s\"'()<>,;&]+\.(?:jpe?g|png|gif|webp|avif|bmp|ico|svg)\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Picture:
    """One `img` of a page."""

    element: Element
    url: str
    """Of `src`, as written."""
    file: WebFile | None
    """None for what is elsewhere, missing or a data address."""
    facts: Facts | None
    """None for what no browser would show, too."""

    @property
    def is_lazy(self) -> bool:
        """Whether it waits until it is near the screen."""
        return (self.element.attr("loading") or "").strip().lower() == "lazy"


def facts_of(file: WebFile, website: Website) -> Facts | None:
    """What a file's header says; None for what is no picture, or broken."""
    return website.remembered(("picture facts", file.sha256), lambda: facts(file.content))


def pictures_of(page: Page, website: Website) -> tuple[Picture, ...]:
    """The `img` elements of a page in document order; those in `noscript` and `template` are left out."""
    return website.remembered(
        ("pictures", page.path, page.text, website.fingerprint), lambda: _pictures_of(page, website)
    )


def _pictures_of(page: Page, website: Website) -> tuple[Picture, ...]:
    base = base_of(page)
    found = []
    for element in page.named("img"):
        if not is_rendered(element):
            continue
        url = (element.attr("src") or "").strip()
        file = website.file(url, base) if url and not url.lower().startswith("data:") else None
        found.append(Picture(element, url, file, facts_of(file, website) if file else None))
    return tuple(found)


def is_rendered(element: Element) -> bool:
    """False for what only a browser without scripts, or a script, makes something of."""
    return not any(isinstance(each, Element) and each.tag in {"noscript", "template"} for each in element.ancestors)


def sources_of(element: Element) -> tuple[Element, ...]:
    """The `source` elements that an `img` in a `picture` chooses from."""
    parent = element.parent
    if not isinstance(parent, Element) or parent.tag != "picture":
        return ()
    return tuple(child for child in parent.select("source"))


def named_files(website: Website, paths: frozenset[str]) -> frozenset[str]:
    """Which of some picture files are still named anywhere: markup, styles, data, scripts.

    In pages and stylesheets an address has to lead to the file; in all other texts its name is enough, as scripts put
    addresses together.
    """
    if not paths:
        return frozenset()
    found: set[str] = set()
    by_name: dict[str, set[str]] = {}
    for path in paths:
        by_name.setdefault(path.rsplit("/", 1)[-1].lower(), set()).add(path)
    odd = [name for name in by_name if not _WORD.fullmatch(name)]
    for page in website.pages:
        found |= {named for each in page.references if (named := website.path_of(each.url, base_of(page)))}
    for text, base, is_exact in _texts(website):
        for word in _WORD.findall(text):
            if not is_exact:
                found |= by_name.get(unquote(word.replace("\\", "/").rsplit("/", 1)[-1]).lower(), set())
            elif (named := website.path_of(word, base)) is not None:
                found.add(named)
        if odd:
            plain = unquote(text).lower()
            found |= {path for name in odd if name in plain for path in by_name[name]}
    return frozenset(found & paths)


def _texts(website: Website) -> Iterator[tuple[str, str, bool]]:
    for page in website.pages:
        yield page.text, base_of(page), True
        for script in page.named("script"):
            yield script.text, page.path, False
    for file in website.files.values():
        if file.media_type == "text/css":
            yield file.text, file.path, True
        elif file.media_type != "text/html" and (
            file.media_type.startswith("text/") or file.media_type.endswith(("json", "xml", "javascript"))
        ):
            yield file.text, file.path, False
