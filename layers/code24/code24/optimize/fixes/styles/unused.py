"""Rules that can choose nothing leave: on no page that has their sheet, in no state, whatever its scripts add."""

from collections.abc import Iterable, Iterator, Sequence

from turbohtml import parse

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.models import Change, Phase
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.styles.declarations import Declaration
from code24.website.styles.names_in_use import NamesInUse
from code24.website.styles.pruning import licenses, with_rules
from code24.website.styles.selectors import Selector
from code24.website.styles.sheets import Sheet, StyleRule, parsed
from code24.website.styles.usage import Usage, usage
from code24.website.website import Website

KIND = "unused-css"
_LEAST = 200
"""Bytes that have to go for a stylesheet to be written anew."""


@site_fix(KIND, Phase.STYLES, "Stylesheets hold only the rules that a page can need", "unused-css-rules")
def unused_css(website: Website, setting: Setting) -> Outcome:
    """Edit the files that pages load, and their `style` elements."""
    known = usage(website)
    if known.unknown_scripts or website.oversized:
        return Outcome()
    names = _names(website, known)
    files: list[WebFile] = []
    changes: list[Change] = []
    for path, pages in known.pages_by_sheet.items():
        file = website.files[path]
        if file.media_type != "text/css" or not setting.allows(KIND, path):
            continue
        text = licenses(file.text) + without_unused(parsed(file.text), pages, known, names)
        if len(text) + _LEAST <= len(file.text):
            files.append(file.with_content(text))
            changes.append(_change(path, len(file.text), len(text)))
    for page in website.pages:
        if setting.allows(KIND, page.path) and (made := _page(page, website, known, names)):
            files.append(made[0])
            changes.append(made[1])
    return Outcome(tuple(files), (), tuple(changes))


def without_unused(sheet: Sheet, pages: Sequence[Page], known: Usage, names: NamesInUse) -> str:
    """The text of a sheet with only the rules that may choose something on these pages."""

    def kept(rule: StyleRule) -> Iterable[Selector]:
        return [each for each in rule.selectors if not each.valid or known.may_choose(each, pages)]

    return with_rules(sheet, kept, names)


def _names(website: Website, known: Usage) -> NamesInUse:
    return NamesInUse(_kept_declarations(website, known), known.spoken.words, _styles_of(website))


def _kept_declarations(website: Website, known: Usage) -> Iterator[Declaration]:
    """What the rules that stay declare, and all that sheets say which no page is known to load."""
    for path, file in website.files.items():
        if file.media_type != "text/css":
            continue
        pages = known.pages_by_sheet.get(path, ())
        for rule in parsed(file.text).rules:
            if not pages or rule.is_nested or any(known.may_choose(each, pages) for each in rule.selectors):
                yield from rule.declarations
    for page in website.pages:
        for element in page.named("style"):
            for rule in parsed(element.text).rules:
                yield from rule.declarations


def _styles_of(website: Website) -> Iterator[str]:
    """Texts besides rules that may refer to names: style and presentation attributes, conditions, at-rules."""
    for page in website.pages:
        for element in page.elements:
            for name in element.attrs:
                value = element.attr(name) or ""
                if name in {"style", "font-family", "srcdoc"} or "var(" in value:
                    yield value
    for file in website.files.values():
        if file.media_type == "text/css":
            sheet = parsed(file.text)
            yield from (group.condition.text for group in sheet.groups)
            yield from (sheet.body(rule) for rule in sheet.at_rules if rule.name != "font-face")
        elif file.media_type == "image/svg+xml":
            yield file.text


def _page(page: Page, website: Website, known: Usage, names: NamesInUse) -> tuple[WebFile, Change] | None:
    before = [element.text for element in page.named("style")]
    after = [licenses(text) + without_unused(parsed(text), (page,), known, names) for text in before]
    saved = sum(map(len, before)) - sum(map(len, after))
    if saved < _LEAST:
        return None
    document = parse(page.text)
    for element, text in zip(document.select("style"), after, strict=True):
        if len(text) < len(element.text):
            element.set_text(text)
    file = website.files[page.path].with_content(document.serialize())
    return file, _change(page.path, sum(map(len, before)), sum(map(len, after)))


def _change(path: str, before: int, after: int) -> Change:
    return Change(
        path=path,
        what=f"{before - after:,} characters of styles that no page can need are gone.",
        before=f"{before:,} characters",
        after=f"{after:,} characters",
    )


FIXES = (unused_css,)
