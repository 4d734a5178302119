"""Pages without the white space and comments that only their makers read."""

from functools import lru_cache, partial

from turbohtml import Comment, Element, Html, Minify, parse

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.minify.texts import compact_json, compact_script
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.scripting.scripts import JAVASCRIPT_TYPES
from code24.website.styles.page_styles import sheets_of
from code24.website.styles.sheets import Sheet
from code24.website.website import Website

WORTH_IT = 0.985
"""A page is written anew where it gets at most this part of its size."""
_KEPT_COMMENTS = (
    "[if",
    "<![endif",
    "!",
    "#",
    "esi",
    "ko ",
    "/ko",
    "googleo",
    "noindex",
    "/noindex",
    "sphider",
    "htdig",
    "wp:",
)
"""How comments begin that something reads: browsers, servers, search engines, scripts."""
_HYDRATION = 3
"""Comments of so few characters mark places for scripts (React, Vue, Lit)."""
_WHITE_SPACE = frozenset({"white-space", "white-space-collapse"})
_NEVER_SHOWN = frozenset({"pre", "textarea", "listing", "xmp", "plaintext", "script", "style"})
_JSON = frozenset({"application/json", "application/ld+json", "importmap", "speculationrules"})
_LAYOUT = Html(layout=Minify(omit_optional_tags=False, unquote_attributes=False, strip_comments=False))
_COMMENTS_ONLY = Html()


@site_fix(
    "minified-pages",
    Phase.MINIFY,
    "Pages travel without what only their makers read",
    "unminified-html",
    needs_finding=False,
)
def minified_pages(website: Website, setting: Setting) -> Outcome:
    """Write every page smaller that gets smaller by it."""
    files, changes = [], []
    for page in website.pages:
        if not setting.allows("minified-pages", page.path):
            continue
        text = website.remembered(
            ("minified", page.path, page.text, website.styles_digest), partial(minified, page, website)
        )
        if len(text) <= WORTH_IT * len(page.text):
            files.append(website.files[page.path].with_content(text))
            changes.append(Change(path=page.path, what=f"{len(page.text):,} → {len(text):,} characters."))
    return Outcome(tuple(files), (), tuple(changes))


def minified(page: Page, website: Website) -> str:
    """The page's text without comments, and with single spaces where browsers draw no more."""
    document = parse(page.text)
    for comment in [node for node in document.descendants if isinstance(node, Comment)]:
        if not _is_read(comment):
            comment.decompose()
    for script in document.select("script"):
        _compact(script)
    return document.serialize(_COMMENTS_ONLY if shows_white_space(page, website) else _LAYOUT)


def _is_read(comment: Comment) -> bool:
    text = (comment.data or "").strip().lower()
    return len(text) <= _HYDRATION or text.startswith(_KEPT_COMMENTS) or "@license" in text or "copyright" in text


def _compact(script: Element) -> None:
    kind = (script.attr("type") or "").split(";", 1)[0].strip().lower()
    text = script.text
    if not text.strip():
        return
    if kind in _JSON:
        smaller = compact_json(text)
    elif kind == "module" or kind in JAVASCRIPT_TYPES:
        smaller = compact_script(text)
    else:
        return
    if smaller is not None and "</script" not in smaller.lower() and "<!--" not in smaller:
        script.set_text(smaller)


def shows_white_space(page: Page, website: Website) -> bool:
    """Whether styles may show the white space of elements that browsers would collapse."""
    for element in page.elements:
        if "white-space" in (written := (element.attr("style") or "").lower()) and (
            "pre" in written or "break-s" in written
        ):
            return True
    for applied in sheets_of(page, website):
        for selector in _showing_white_space(applied.sheet):
            if _chooses_text(page, selector):
                return True
    return False


@lru_cache(maxsize=256)
def _showing_white_space(sheet: Sheet) -> tuple[str, ...]:
    """What a sheet's rules may choose that show white space."""
    return tuple(dict.fromkeys(
        each.possible
        for rule in sheet.rules
        if any(name in _WHITE_SPACE and value.startswith(("pre", "break-spaces", "var("))
               for name, value, _ in rule.declarations)
        for each in rule.selectors
        if each.valid
    ))  # fmt: skip


def _chooses_text(page: Page, selector: str) -> bool:
    try:
        chosen = page.document.select(selector)
    except ValueError:
        return True
    return any(element.tag not in _NEVER_SHOWN and element.text.strip() for element in chosen)


FIXES = (minified_pages,)
