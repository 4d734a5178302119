"""hreflang: which versions of a page there are for other languages and regions."""

from collections.abc import Iterator

from turbohtml import Element

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.page import Page
from code24.website.search.metadata import is_language_tag, language_of
from code24.website.website import Website, base_of


def alternates(page: Page) -> Iterator[tuple[str, str, Element]]:
    """Language, address as written and element of every version that the head names."""
    for element in page.named("link"):
        relations = (element.attr("rel") or "").lower().split()
        if "alternate" in relations and element.attr("hreflang") is not None:
            yield (element.attr("hreflang") or "").strip(), (element.attr("href") or "").strip(), element


@page_rule(
    "hreflang",
    Category.SEO,
    Severity.MODERATE,
    "hreflang names languages that there are, and absolute addresses",
    ("Lighthouse", "hreflang"),
    ("Google", "localized versions"),
    fix="hreflang",
)
def hreflang(page: Page, website: Website) -> Iterator[Look]:
    """BCP 47 tags, or `x-default`."""
    for language, url, element in alternates(page):
        if not language:
            continue
        if language.lower() != "x-default" and not is_language_tag(language):
            yield Defect(f"{language!r} is no language tag (like de or pt-BR).", element)
        elif not url.lower().startswith(("https:", "http:")):
            yield Defect("The address of a language version has to be absolute.", element)
        else:
            yield None


@page_rule(
    "hreflang-return",
    Category.SEO,
    Severity.MODERATE,
    "Language versions name each other and themselves",
    ("Google", "localized versions"),
    fix="hreflang",
)
def hreflang_return(page: Page, website: Website) -> Iterator[Look]:
    """Search engines ignore what is not said on both sides; versions elsewhere are not asked."""
    named = {language.lower(): website.path_of(url, base_of(page)) for language, url, _ in alternates(page) if url}
    if not named:
        return
    languages = {language for language, path in named.items() if path == page.path}
    yield None if languages else Defect("The page names versions in other languages, but not itself.")
    for _, url, element in alternates(page):
        other = website.page_at.get(website.path_of(url, base_of(page)) or "") if url else None
        if other is not None and other.path != page.path:
            back = {website.path_of(each, base_of(other)) for _, each, _ in alternates(other) if each}
            yield None if page.path in back else Defect(f"{other.path} does not name this page in turn.", element)


@page_rule(
    "hreflang-language",
    Category.SEO,
    Severity.MINOR,
    "A page's own hreflang is the language that it declares",
    ("Google", "localized versions"),
)
def hreflang_language(page: Page, website: Website) -> Iterator[Look]:
    """Compared by language alone, without region."""
    declared = language_of(page).split("-")[0]
    own = {
        language.lower()
        for language, url, _ in alternates(page)
        if url and website.path_of(url, base_of(page)) == page.path and language.lower() != "x-default"
    }
    if declared and own:
        fine = any(language.split("-")[0] == declared for language in own)
        yield None if fine else Defect(f"The page says that it is in {declared!r}, its hreflang {sorted(own)[0]!r}.")


RULES = (hreflang, hreflang_return, hreflang_language)
