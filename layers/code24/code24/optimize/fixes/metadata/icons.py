"""Icons: for tabs and search results, and for the home screens of phones."""

import hashlib

from turbohtml import Document, Element, parse

from code24.optimize.addresses import relative_to
from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.metadata.drawn import enlarged_icon, icon_png, icon_svg
from code24.optimize.fixes.metadata.own_color import own_color
from code24.optimize.fixes.metadata.placing import place
from code24.optimize.models import Change, Phase
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.search.reading import site_name
from code24.website.website import Website, base_of

_NAMES = ("favicon.svg", "favicon.ico", "favicon-32x32.png", "favicon.png", "favicon-16x16.png", "icon.svg", "icon.png")
_TOUCH_NAMES = (
    "apple-touch-icon.png",
    "apple-touch-icon-precomposed.png",
    "apple-icon.png",
    "apple-touch-icon-180x180.png",
)
_TOUCH = ("apple-touch-icon", "apple-touch-icon-precomposed")


@site_fix("favicon", Phase.METADATA, "Gives every page its icons", "favicon", "apple-touch-icon")
def favicon(website: Website, setting: Setting) -> Outcome:
    """The website's own icon files where it has any; else the initial of its name in its own colour."""
    lacking = [
        (page, wants_icon, wants_touch)
        for page in website.pages
        if setting.allows("favicon", page.path)
        for wants_icon, wants_touch in [
            (not _has(page, website, "icon"), page.indexable and not _has(page, website, *_TOUCH))
        ]
        if wants_icon or wants_touch
    ]
    files: list[WebFile] = []
    changes: list[Change] = []
    made: dict[str, WebFile] = {}
    for page, wants_icon, wants_touch in lacking:
        document = parse(page.text)
        done = False
        if wants_icon:
            path = _named_icon(website) or _keep(made, _drawn_icon(website))
            done = _link(document, page, "icon", path)
        if wants_touch:
            path = _existing(website, _TOUCH_NAMES) or _keep(made, _touch_icon(website))
            done = _link(document, page, "apple-touch-icon", path) or done
        if done:
            files.append(website.files[page.path].with_content(document.serialize()))
            changes.append(Change(path=page.path, what="The page has its icons."))
    if not files:
        return Outcome()
    return Outcome((*files, *made.values()), (), tuple(changes))


def _keep(made: dict[str, WebFile], file: WebFile) -> str:
    made[file.path] = file
    return file.path


def _has(page: Page, website: Website, *relations: str) -> bool:
    """Whether a page names an icon that is there, or one of another website."""
    for relation in relations:
        for url in page.linked(relation):
            target = website.target(url, base_of(page)) if url.strip() else None
            if target is not None and (not website.is_own(target) or website.file_path(target.path) is not None):
                return True
    return False


def _existing(website: Website, names: tuple[str, ...]) -> str | None:
    """The file with the first of these names that the website has, the one nearest to its root."""
    for name in names:
        found = [path for path in website.files if path.rpartition("/")[2].lower() == name]
        if found:
            return min(found, key=lambda path: (path.count("/"), path))
    return None


def _named_icon(website: Website) -> str | None:
    """The icon that other pages name, else a file with a usual name."""
    for page in website.pages:
        for url in page.linked("icon"):
            path = website.path_of(url, base_of(page)) if url.strip() else None
            if path is not None:
                return path
    return _existing(website, _NAMES)


def _drawn_icon(website: Website) -> WebFile:
    svg = icon_svg(site_name(website), own_color(website)).encode()
    return WebFile(f"/assets/icon.{_digest(svg)}.svg", "image/svg+xml", svg)


def _touch_icon(website: Website) -> WebFile:
    """The website's own icon on white where it is large enough, else the drawn one."""
    own = _named_icon(website)
    key = ("touch icon", website.files[own].sha256 if own else "", site_name(website), own_color(website))

    def made() -> bytes:
        enlarged = enlarged_icon(website.files[own].content) if own else None
        return enlarged or icon_png(site_name(website), own_color(website))

    body = website.remembered(key, made)
    return WebFile(f"/assets/touch-icon.{_digest(body)}.png", "image/png", body)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:8]


def _link(document: Document, page: Page, relation: str, path: str) -> bool:
    """Name an icon, in place of names that lead nowhere."""
    for link in document.select("link"):
        if relation in (link.attr("rel") or "").lower().split():
            link.decompose()
    return place(document, Element("link", {"rel": relation, "href": relative_to(base_of(page), path)}))


KINDS = (favicon,)
