"""Names that change with the content, so that browsers keep files for good and still get every new one."""

import hashlib
from collections.abc import Iterable
from posixpath import basename, splitext

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.assets.references import DELAYED, Renamer
from code24.optimize.models import Change, Phase
from code24.website.loading.caching import FOREVER, HASHED, is_asset
from code24.website.loading.mentions import endings_put_together, mentioned, names_in
from code24.website.models import WebFile
from code24.website.scripting.scripts import SCRIPT_FILES, spoken_by_scripts
from code24.website.styles.sheets import parsed
from code24.website.website import Website, base_of

KIND = "hashed-names"
_IMPORTS = 8


@site_fix(
    KIND,
    Phase.ASSETS,
    "Browsers keep styles, scripts, fonts and pictures for good, and still see every change",
    "uses-long-cache-ttl",
)
def hashed_names(website: Website, setting: Setting) -> Outcome:
    """Give files that pages and stylesheets load a name with their content's hash, and rewrite all addresses."""
    endings = frozenset().union(*(endings_put_together(text) for text in spoken_by_scripts(website)))
    names, made = _named(website, setting)
    if not names:
        return Outcome()
    renamer = Renamer(website, names)
    for page in website.pages:
        text = renamer.in_page(page)
        if text != page.text:
            made[page.path] = website.files[page.path].with_content(text)
    for file in website.files.values():
        if file.media_type == "application/manifest+json" and (text := renamer.in_manifest(file)) != file.text:
            made[file.path] = file.with_content(text)
        elif file.media_type == "text/css" and file.path not in names:
            made |= _other_stylesheet(file, renamer)
    removed = _no_longer_named(website.changed(made.values()), names, endings)
    changes = [Change(path=new, what=f"{basename(old)} is kept by browsers for good.") for old, new in names.items()]
    return Outcome(tuple(made.values()), removed, tuple(changes))


def _named(website: Website, setting: Setting) -> tuple[dict[str, str], dict[str, WebFile]]:
    """New paths by old ones, and the files under them."""
    spoken = _spoken(website)
    names: dict[str, str] = {}
    made: dict[str, WebFile] = {}
    for file in _leaves_first(website, _loaded(website)):
        if not setting.allows(KIND, file.path):
            continue
        content = file
        if file.media_type == "text/css":
            content = file.with_content(Renamer(website, names).in_stylesheet(file.text, file.path))
        if HASHED.search(file.path):
            if content.content != file.content:
                # its hash speaks of the content that it had
                names[file.path] = path = _hashed(file.path, content.content)
                made[path] = _kept_for_good(content, path)
            continue
        if not _may_change(file, spoken):
            continue
        names[file.path] = path = _hashed(file.path, content.content)
        made[path] = _kept_for_good(content, path)
    return names, made


def _other_stylesheet(file: WebFile, renamer: Renamer) -> dict[str, WebFile]:
    text = renamer.in_stylesheet(file.text, file.path)
    return {} if text == file.text else {file.path: file.with_content(text)}


def nameable(website: Website) -> list[str]:
    """Paths of the files whose names may change: those that pages and stylesheets load."""
    spoken = _spoken(website)
    return sorted(path for path in _loaded(website) if _may_change(website.files[path], spoken))


def _spoken(website: Website) -> frozenset[str]:
    return frozenset().union(*(names_in(text) for text in spoken_by_scripts(website)))


def _may_change(file: WebFile, spoken: frozenset[str]) -> bool:
    """A module that another imports and a worker may not: with two names they would run twice."""
    return file.media_type not in SCRIPT_FILES or basename(file.path) not in spoken


def _loaded(website: Website) -> set[str]:
    """Paths of the files that pages, stylesheets and manifests name."""
    found: set[str | None] = set()
    for page in website.pages:
        base = base_of(page)
        found |= {website.path_of(reference.url, base) for reference in page.references}
        written = page.text.lower()
        names = [name for name in DELAYED if name in written]
        delayed = (element.attr(name) for element in page.elements for name in names)
        found |= {website.path_of(url, base) for url in delayed if url}
    for file in website.files.values():
        if file.media_type == "text/css":
            found |= {website.path_of(url, file.path) for url in parsed(file.text).urls}
    return {path for path in found if path is not None and is_asset(website.files[path])}


def _leaves_first(website: Website, loaded: Iterable[str]) -> list[WebFile]:
    """The files in an order in which stylesheets come after what they name."""
    ordered: dict[str, WebFile] = {}

    def visit(path: str, around: tuple[str, ...]) -> None:
        file = website.files[path]
        if path in ordered or path in around or len(around) > _IMPORTS:
            return
        if file.media_type == "text/css":
            for each in parsed(file.text).imports:
                inner = website.path_of(each.url, path)
                if inner in paths:
                    visit(inner, (*around, path))
        ordered[path] = file

    paths = sorted(loaded, key=lambda path: (website.files[path].media_type == "text/css", path))
    for path in paths:
        visit(path, ())
    return list(ordered.values())


def _hashed(path: str, content: bytes) -> str:
    stem, ending = splitext(HASHED.sub(splitext(path)[1], path))
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}{ending.lower()}"


def _kept_for_good(file: WebFile, path: str) -> WebFile:
    return WebFile(path, file.content_type, file.content, {**file.headers, "cache-control": FOREVER}, file.source)


def _no_longer_named(website: Website, names: dict[str, str], endings: frozenset[str]) -> tuple[str, ...]:
    """The old files whose name nothing mentions any more. Stylesheets that go mention nothing."""
    rest = [file for file in website.files.values() if file.path not in names or file.media_type != "text/css"]
    still = mentioned(rest)
    gone = []
    for path in names:
        name = basename(path)
        if name not in still and splitext(name)[1].lower() not in endings:
            gone.append(path)
    return tuple(gone)


FIXES = (hashed_names,)
