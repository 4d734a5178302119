"""Scripts: when they run, how much of them there is, and what they hold that nobody needs."""

import re
from collections.abc import Iterator
from functools import partial

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule, site_rule
from code24.optimize.fixes.icons.font_awesome_script import MARKER
from code24.optimize.fixes.minify.texts import compact_script, is_minified
from code24.optimize.fixes.scripts.duplicates import repeated
from code24.website.page import Page
from code24.website.scripting.script_dependencies import writes_into_the_page
from code24.website.scripting.scripts import SCRIPT_FILES, scripts_of
from code24.website.website import Website

INLINE_LIMIT = 10_000
"""Characters of scripts in a page, which no cache keeps."""
_LIBRARY = re.compile(
    r"(jQuery|Bootstrap|Vue\.js|React|AngularJS|Lodash|Moment\.js|Swiper|Modernizr|Popper)\s*"
    r"(?:JavaScript Library\s*)?v?(\d+\.\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
_LEGACY = re.compile(
    r"__core-js_shared__|regeneratorRuntime\s*=|_classCallCheck\b|Object\.assign\s*=\s*function|Array\.from\s*\|\|\s*\("
)
_LISTENS = re.compile(r"addEventListener\(\s*[\"'](touchstart|touchmove|wheel|mousewheel)[\"']([^;\n]{0,400})")
_LIGHTHOUSE = "Lighthouse"


@page_rule(
    "render-blocking-scripts",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "No script holds up the first paint",
    (_LIGHTHOUSE, "render-blocking-insight"),
    fix="deferred-scripts",
)
def render_blocking_scripts(page: Page, website: Website) -> Iterator[Look]:
    """Script files in the head."""
    for script in scripts_of(page, website):
        if script.url is not None and not script.is_data and script.element.closest("head") is not None:
            what = "Nothing is drawn before this script has come and run; `defer` lets it wait for the page."
            yield Defect(what, script.element) if script.blocks else None


@site_rule(
    "unminified-javascript",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Scripts are minified",
    (_LIGHTHOUSE, "unminified-javascript"),
    fix="minified-scripts",
)
def unminified_javascript(website: Website) -> Iterator[Look]:
    """Every script file."""
    for file in website.files.values():
        if file.media_type in SCRIPT_FILES and len(file.content) < 2_000_000:
            smaller = (
                None
                if is_minified(file.path, file.text)
                else website.remembered(("compact script", file.sha256), partial(compact_script, file.text))
            )
            saved = len(file.text) - len(smaller) if smaller is not None else 0
            what = f"{saved:,} of {len(file.text):,} characters are white space and comments."
            yield Defect(what, path=file.path) if saved > 0.05 * len(file.text) else None


@page_rule(
    "icon-script",
    Category.PERFORMANCE,
    Severity.SERIOUS,
    "Icons are part of the page",
    (_LIGHTHOUSE, "unused-javascript"),
    fix="icon-script",
)
def icon_script(page: Page, website: Website) -> Iterator[Look]:
    """Script files, of which some hold all icons there are."""
    for script in scripts_of(page, website):
        if script.url is not None and not script.is_data:
            is_known = (
                MARKER in script.text or re.search(r"fontawesome\.com/|/feather(?:\.min)?\.js", script.url) is not None
            )
            yield (
                Defect(
                    "This script holds all icons of a library, and draws each after the page has loaded.",
                    script.element,
                )
                if is_known
                else None
            )


@page_rule(
    "duplicate-scripts",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "No script is loaded twice",
    (_LIGHTHOUSE, "duplicated-javascript-insight"),
    fix="scripts-once",
)
def duplicate_scripts(page: Page, website: Website) -> Iterator[Look]:
    """Script files of this website."""
    again = {script.element for script in repeated(page, website)}
    for script in scripts_of(page, website):
        if script.path is not None:
            yield (
                Defect("The page has loaded this very script before.", script.element)
                if script.element in again
                else None
            )


@page_rule(
    "library-versions",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "A library is there in one version",
    (_LIGHTHOUSE, "duplicated-javascript-insight"),
)
def library_versions(page: Page, website: Website) -> Iterator[Look]:
    """Libraries that say their name and version."""
    versions: dict[str, set[str]] = {}
    for script in scripts_of(page, website):
        found = _LIBRARY.search(script.text[:1_500]) if script.path else None
        if found:
            versions.setdefault(found[1].lower(), set()).add(found[2])
    for name, numbers in sorted(versions.items()):
        yield Defect(f"The page loads {name} in versions {', '.join(sorted(numbers))}.") if len(numbers) > 1 else None


@site_rule(
    "legacy-javascript",
    Category.PERFORMANCE,
    Severity.MINOR,
    "No script carries what browsers have had for years",
    (_LIGHTHOUSE, "legacy-javascript-insight"),
)
def legacy_javascript(website: Website) -> Iterator[Look]:
    """Every script file."""
    for file in website.files.values():
        if file.media_type in SCRIPT_FILES:
            found = _LEGACY.search(file.text)
            yield (
                Defect(f"It carries code for browsers of the past ({found[0][:40]}).", path=file.path)
                if found
                else None
            )


@page_rule(
    "no-document-write",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "No script writes into the page while it is read",
    (_LIGHTHOUSE, "no-document-write"),
)
def no_document_write(page: Page, website: Website) -> Iterator[Look]:
    """Every script of a page that is known."""
    for script in scripts_of(page, website):
        if script.text.strip() and not script.is_data:
            does = "document.write" in script.text and writes_into_the_page(script.text)
            yield (
                Defect("`document.write` stops the reading of the page, on slow lines for seconds.", script.element)
                if does
                else None
            )


@site_rule(
    "uses-passive-event-listeners",
    Category.PERFORMANCE,
    Severity.MINOR,
    "Scrolling does not wait for scripts",
    (_LIGHTHOUSE, "uses-passive-event-listeners"),
)
def uses_passive_event_listeners(website: Website) -> Iterator[Look]:
    """Listeners for touch and wheel in script files of the website's own; libraries decide for themselves."""
    for file in website.files.values():
        if file.media_type in SCRIPT_FILES and not is_minified(file.path, file.text):
            for found in _LISTENS.finditer(file.text):
                waits = "passive" not in found[2] and "preventDefault" not in file.text
                yield (
                    Defect(
                        "The listener never stops scrolling, but does not say so (`passive: true`).",
                        excerpt=found[0][:80],
                        path=file.path,
                    )
                    if waits
                    else None
                )


@page_rule(
    "inline-script-size",
    Category.PERFORMANCE,
    Severity.MINOR,
    "Long scripts are files that browsers keep",
    ("Code24", "inline-script-size"),
)
def inline_script_size(page: Page, website: Website) -> Iterator[Look]:
    """All inline scripts of a page together."""
    inline = [script for script in scripts_of(page, website) if script.url is None and not script.is_data]
    if inline:
        size = sum(len(script.text) for script in inline)
        yield (
            Defect(f"The page carries {size:,} characters of scripts, on each visit anew.")
            if size > INLINE_LIMIT
            else None
        )


@page_rule(
    "missing-scripts",
    Category.PERFORMANCE,
    Severity.MODERATE,
    "Every script that a page asks for is there",
    (_LIGHTHOUSE, "errors-in-console"),
)
def missing_scripts(page: Page, website: Website) -> Iterator[Look]:
    """Script files on this website's own address."""
    for script in scripts_of(page, website):
        if script.url and not script.is_data:
            target = website.target(script.url, page.path)
            is_missing = script.path is None and target is not None and website.is_own(target)
            yield Defect("The page waits for a script that is not there.", script.element) if is_missing else None


RULES = (
    render_blocking_scripts,
    unminified_javascript,
    icon_script,
    duplicate_scripts,
    library_versions,
    legacy_javascript,
    no_document_write,
    uses_passive_event_listeners,
    inline_script_size,
    missing_scripts,
)
