"""Stylesheets as text inside a page: imports put in, addresses as seen from the page, unneeded rules left out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import urlsplit, urlunsplit

from turbohtml import Element

from code24.optimize.addresses import spelled_like
from code24.website.page import Page
from code24.website.styles.declarations import Declaration
from code24.website.styles.media import for_screens
from code24.website.styles.names_in_use import NamesInUse
from code24.website.styles.page_styles import Applied, sheets_of, style_elements
from code24.website.styles.pruning import is_whole, with_rules
from code24.website.styles.selectors import Selector
from code24.website.styles.sheets import Sheet, with_urls
from code24.website.styles.usage import Usage
from code24.website.website import Website, base_of

type Wanted = Callable[[Selector], bool]
_NOT_MERGED = frozenset({"namespace"})
"""At-rules that only count at the top of a sheet and change what the others mean."""


def inlinable(page: Page, website: Website, known: Usage) -> dict[Element, tuple[Applied, ...]]:
    """The `link` elements whose sheets may stand in the page instead, each with its imports and itself."""
    found: dict[Element, list[Applied]] = {}
    for applied in sheets_of(page, website):
        found.setdefault(applied.element, []).append(applied)
    return {
        element: tuple(sheets)
        for element, sheets in found.items()
        if element.tag == "link" and _may_be_inlined(element, sheets, website, known)
    }


def _may_be_inlined(link: Element, sheets: Sequence[Applied], website: Website, known: Usage) -> bool:
    name = link.attr("id")
    return (
        not sheets[-1].is_deferred
        and not (link.attr("title") or "").strip()
        and not (name and known.spoken.names(name))
        and for_screens(link.attr("media") or "")
        and all(_is_plain(each.sheet) and _has_imports(each, website) for each in sheets)
    )


def _is_plain(sheet: Sheet) -> bool:
    return (
        is_whole(sheet)
        and "</style" not in sheet.text.lower()
        and not any(rule.name in _NOT_MERGED for rule in sheet.at_rules)
    )


def _has_imports(applied: Applied, website: Website) -> bool:
    """Whether no import leads to another host."""
    targets = [website.target(each.url, applied.path) for each in applied.sheet.imports]
    return all(target is not None and website.is_own(target) for target in targets)


def runs(page: Page, links: Iterable[Element]) -> list[list[Element]]:
    """The links in groups that no other stylesheet comes between, so that a group may become one sheet."""
    wanted, is_open = set(links), False
    groups: list[list[Element]] = []
    for element in style_elements(page):
        if element in wanted:
            if not is_open:
                groups.append([])
            groups[-1].append(element)
        is_open = element in wanted
    return groups


def text_of(sheets: Iterable[Applied], page: Page, website: Website, wanted: Wanted, names: NamesInUse) -> str:
    """Sheets of one link as one text for the page, with the rules that are wanted."""
    parts = []
    for applied in sheets:
        text = with_rules(
            applied.sheet,
            lambda rule: [each for each in rule.selectors if each.valid and wanted(each)],
            names,
            frozenset({"import", "charset"}),
        )
        link = applied.element
        parts.append(_wrapped(_seen_from(page, text, applied.path, link.attr("href") or "", website), applied))
    return "".join(parts)


def _wrapped(text: str, applied: Applied) -> str:
    media = applied.media.strip()
    for condition in reversed(applied.conditions):
        text = f"@{condition.name} {_bracketed(condition.name, condition.text)}{{{text}}}\n"
    return f"@media {media}{{{text}}}\n" if media and media.lower() != "all" else text


def _bracketed(name: str, text: str) -> str:
    return f"({text})" if name == "supports" and not text.startswith(("(", "not")) else text


def _seen_from(page: Page, text: str, sheet_path: str, example: str, website: Website) -> str:
    """Relative addresses as seen from the page, spelled as the page spells the stylesheet's own."""
    base = base_of(page)

    def rewritten(url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme or parts.netloc or not parts.path:
            return url
        target = website.target(url, sheet_path)
        if target is None or not website.is_own(target):
            return url
        written = spelled_like(example, base, target.path)
        return urlunsplit(("", "", written, parts.query, parts.fragment))

    return with_urls(text, rewritten)


def names_on(page: Page, sheets: Iterable[Applied], known: Usage, wanted: Wanted) -> NamesInUse:
    """What the wanted rules of sheets, the page's own styles and scripts refer to."""

    def declared() -> Iterator[Declaration]:
        for applied in sheets:
            for rule in applied.sheet.rules:
                if rule.is_nested or any(wanted(each) for each in rule.selectors):
                    yield from rule.declarations

    return NamesInUse(declared(), known.spoken.words, _written_on(page, sheets))


def _written_on(page: Page, sheets: Iterable[Applied]) -> Iterator[str]:
    for element in page.elements:
        if element.tag == "style":
            yield element.text
        for name in element.attrs:
            value = element.attr(name) or ""
            if name in {"style", "font-family"} or "var(" in value:
                yield value
    for applied in sheets:
        yield from (group.condition.text for group in applied.sheet.groups)
        yield from (applied.sheet.body(rule) for rule in applied.sheet.at_rules if rule.name != "font-face")
