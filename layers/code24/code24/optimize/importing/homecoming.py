"""Bringing third-party files home: styles, fonts, scripts and pictures that pages load from other hosts.

Every connection to another host costs a phone some hundred milliseconds before its first byte, and tells that host who
visits. What can live with the website does; what can not stays exactly as it is, with the reason noted.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.parse import urlsplit

from code24.audit.models import Severity
from code24.optimize.addresses import relative_to
from code24.optimize.importing.external_paths import clashing, external_path
from code24.optimize.importing.fetching_assets import Asset, Fetching, Left
from code24.optimize.importing.models import ImportNote
from code24.optimize.importing.rewriting import Address, Editing, Kind, edit_page
from code24.optimize.importing.stylesheets import StyleAddress, edit_stylesheet, style_addresses
from code24.optimize.importing.third_party_use import Used, absolute, page_base, uses
from code24.optimize.ports import Web
from code24.website.file_types import with_charset
from code24.website.models import WebFile
from code24.website.website import Website

MOST_FILES = 500
MOST_BYTES = 80_000_000
_AT_ONCE = 4
_DEEPEST = 5
"""Stylesheets that import stylesheets, which …"""
_KNOWN_BY_NAME = frozenset({"fonts.gstatic.com", "fonts.googleapis.com"})


def _nothing(_: object) -> None:
    return None


def bring_home(
    website: Website,
    web: Web,
    *,
    deadline: datetime,
    report: Callable[[str], None] = _nothing,
    note: Callable[[ImportNote], None] = _nothing,
) -> Website:
    """The website with the files of other hosts in `/assets/external`, and its pages and styles naming them there.

    Never raises for what other hosts do. `report` hears of progress, `note` of every file that stayed, and why. After
    the deadline nothing is asked for any more; what was read until then is kept.
    """
    fetching = Fetching(web, urlsplit(website.origin).hostname or "", deadline)
    found: dict[str, Asset | Left] = {}
    wanted = uses(website)
    for _ in range(_DEEPEST):
        asked = [use for use in wanted.values() if use.url not in found][: MOST_FILES - len(found)]
        if not asked:
            break
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for number, (use, answer) in enumerate(zip(asked, pool.map(fetching.fetch, asked), strict=True), 1):
                found[use.url] = answer
                report(f"Brought home {number} of {len(asked)}: {use.url[:120]}")
        wanted = _within({use.url: found[use.url] for use in asked})
    _noted(found, note)
    return _moved(website, found)


def _within(found: Mapping[str, Asset | Left]) -> dict[str, Used]:
    """What the stylesheets among the answers name."""
    wanted: dict[str, Used] = {}
    for asset in found.values():
        if isinstance(asset, Asset) and asset.media_type == "text/css":
            for address in style_addresses(asset.text):
                url = absolute(address.url, asset.final_url)
                if url is not None:
                    wanted.setdefault(url, Used(url, Kind.STYLE if address.imported else Kind.ASSET))
    return wanted


def _noted(found: Mapping[str, Asset | Left], note: Callable[[ImportNote], None]) -> None:
    for url, left in found.items():
        if isinstance(left, Left):
            severity = Severity.MODERATE if left.id != "import-stays-external" else Severity.MINOR
            note(ImportNote(id=left.id, severity=severity, message=f"Stays with its host: {left.reason}.", url=url))


def _moved(website: Website, found: Mapping[str, Asset | Left]) -> Website:
    """The website with what was taken, and with all addresses of it rewritten."""
    taken = {url: asset for url, asset in found.items() if isinstance(asset, Asset)}
    if not taken:
        return website
    paths = _paths(taken)
    files = {
        paths[url]: WebFile(paths[url], with_charset(asset.media_type), _content(asset, paths, url), source=url)
        for url, asset in taken.items()
    }
    for file in website.files.values():
        if file.media_type == "text/css":
            text = edit_stylesheet(file.text, _in_own_style(website, file.path, paths))
            if text != file.text:
                files[file.path] = file.with_content(text)
    scripts = "\n".join(
        file.text for file in (*website.files.values(), *files.values()) if file.media_type == "text/javascript"
    )
    unused = _hosts(taken) | _KNOWN_BY_NAME
    unused -= {urlsplit(url).hostname for url, left in found.items() if isinstance(left, Left)}
    idle = {host for host in unused if host and f"//{host}" not in scripts}
    for page in website.pages:
        text = edit_page(page.text, _on_page(website, page.path, page.text, paths, idle))
        if text != page.text:
            files[page.path] = website.files[page.path].with_content(text)
    return website.changed(files.values())


def _paths(taken: Mapping[str, Asset]) -> dict[str, str]:
    """A path for every file; names that differ only by case are as good as equal on some computers."""
    paths: dict[str, str] = {}
    used: set[str] = set()
    for url, asset in taken.items():
        path = external_path(url, asset.media_type)
        if path.lower() in used:
            path = clashing(path, url)
        used.add(path.lower())
        paths[url] = path
    return paths


def _content(asset: Asset, paths: Mapping[str, str], url: str) -> bytes:
    """A file's content; in styles, addresses lead to the files here, or in full to where they led before."""
    if asset.media_type != "text/css":
        return asset.body

    def replace(address: StyleAddress) -> str | None:
        target = absolute(address.url, asset.final_url)
        if target is None:
            return None
        fragment = address.url.partition("#")[2]
        written = relative_to(paths[url], paths[target]) if target in paths else target
        return f"{written}#{fragment}" if fragment else written

    return edit_stylesheet(asset.text, replace).encode()


def _in_own_style(website: Website, path: str, paths: Mapping[str, str]) -> Callable[[StyleAddress], str | None]:
    base = page_base(website, path, None)

    def replace(address: StyleAddress) -> str | None:
        return _moved_address(address.url, base.url, path, paths)

    return replace


def _on_page(website: Website, path: str, text: str, paths: Mapping[str, str], unused: set[str]) -> Editing:
    base = page_base(website, path, text)

    def replace(address: Address) -> str | None:
        if address.kind in {Kind.PAGE, Kind.FRAME, Kind.FORM, Kind.EMBEDDED, Kind.PREVIEW, Kind.MANIFEST}:
            return None
        new = _moved_address(address.url, base.url, base.path, paths)
        return f"{website.origin}{new}" if new is not None and base.path is None else new

    def keeps_hint(url: str) -> bool:
        target = absolute(url, base.url)
        return target is None or urlsplit(target).hostname not in unused

    return Editing(replace, keeps_hint)


def _moved_address(url: str, base_url: str, base_path: str | None, paths: Mapping[str, str]) -> str | None:
    target = absolute(url, base_url)
    if target is None or target not in paths:
        return None
    fragment = url.partition("#")[2]
    written = relative_to(base_path, paths[target]) if base_path is not None else paths[target]
    return f"{written}#{fragment}" if fragment else written


def _hosts(taken: Mapping[str, Asset]) -> set[str | None]:
    return {urlsplit(each).hostname for url, asset in taken.items() for each in (url, asset.final_url)}
