"""The release of a sample: the zip that would be published, unpacked, and a copy whose links work without a server."""

import json
import posixpath
import re
import shutil
import zipfile
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from turbohtml import parse

from code24.build.development.models import RenderedSite, SiteFile
from code24.identifiers import derived
from code24.sites.bundle import bundle
from local.gallery.team import MADE_AT

_CSS_URL = re.compile(r"""(url\(\s*["']?)(/[^/"')][^"')]*)""")


def unpack_release(name: str, site: RenderedSite, folder: Path) -> dict[str, Any]:
    """Make the release of a site as publishing does, put what the zip holds into a folder, and return its manifest.

    Raises InvalidRequest for what publishing refuses.
    """
    made = bundle(derived("b", 10, name), MADE_AT, site.files, https=False)
    with in_one_go(folder) as partial, zipfile.ZipFile(BytesIO(made.body)) as archive:
        archive.extractall(partial)
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return manifest


def write_copy(name: str, site: RenderedSite, folder: Path) -> None:
    """Write a site's files with relative links to `folder/sites/<name>`; its pictures lie in `folder/media`.

    Fonts stand in the stylesheets themselves: browsers take none from the disk.
    """
    fonts = {file.path: _data_url(file) for file in site.files if file.content_type.startswith("font/")}
    with in_one_go(folder / "sites" / name) as partial:
        for file in site.files:
            content = file.content()
            if file.content_type.startswith("text/html"):
                content = relative_page(content.decode(), name, file.path).encode()
            elif file.content_type.startswith("text/css"):
                content = relative_stylesheet(content.decode(), name, file.path, fonts).encode()
            target = partial / file.path.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def relative_page(page: str, site: str, path: str) -> str:
    """A page, which lies at `path` of its site, with links that work from its place in the gallery's folder."""
    document = parse(page)
    document.rewrite_links(lambda url: relative_link(url, site, path))
    return document.html


def relative_stylesheet(sheet: str, site: str, path: str, inline: Mapping[str, str]) -> str:
    """A stylesheet with such links, or with what `inline` has in their place."""

    def link(found: re.Match[str]) -> str:
        return found[1] + (inline.get(found[2]) or relative_link(found[2], site, path) or found[2])

    return _CSS_URL.sub(link, sheet)


def _data_url(file: SiteFile) -> str:
    return f"data:{file.content_type};base64,{b64encode(file.content()).decode()}"


def relative_link(url: str, site: str, path: str) -> str | None:
    """A link within the site, seen from the file at `path`; None for what leads elsewhere, or to no file at all."""
    if not url.startswith("/") or url.startswith(("//", "/api/")):
        return None
    way, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", url, re.DOTALL).groups()  # type: ignore[union-attr]  # always
    target = way + ("index.html" if way.endswith("/") else "")
    if not way.startswith("/media/"):
        target = f"/sites/{site}{target}"
    return posixpath.relpath(target, posixpath.dirname(f"/sites/{site}{path}")) + mark + rest


@contextmanager
def in_one_go(folder: Path) -> Iterator[Path]:
    """A folder to fill, which takes the place of `folder` when it is full, and leaves nothing where that fails."""
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
        shutil.rmtree(folder, ignore_errors=True)
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
