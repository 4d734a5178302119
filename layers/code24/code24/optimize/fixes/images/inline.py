"""Large pictures inside pages and stylesheets as files of their own, which are cached, converted and loaded later."""

import base64
import binascii
import re
from hashlib import sha256
from urllib.parse import unquote_to_bytes

from turbohtml import parse

from code24.optimize.addresses import for_stylesheet, relative_to
from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.models import Change, Phase
from code24.optimize.restyling import restyled, style_texts
from code24.pictures.reading import facts
from code24.website.models import WebFile
from code24.website.website import Website, base_of

LARGE = 4_000
"""Characters of a data address: a request costs about as much as this many bytes."""
_DATA = re.compile(r"data:image/(?:png|jpe?g|webp|gif|avif|bmp|svg\+xml)(?:;[\w=-]+)*?(;base64)?,", re.IGNORECASE)
_IN_CSS = re.compile(
    r"url\(\s*(?:\"(data:image/[^\"]*)\"|'(data:image/[^']*)'|(data:image/[^)\"'\s]*))\s*\)", re.IGNORECASE
)
_ENDS = {"jpeg": "jpg", "svg": "svg"}


@site_fix(
    "inline-pictures",
    Phase.IMAGES,
    "Large pictures inside pages and styles become files, which load beside the text instead of before it",
    "inline-images-size",
)
def inline_pictures(website: Website, setting: Setting) -> Outcome:
    """Write the files, and name them."""
    made: dict[str, WebFile] = {}
    changes: list[Change] = []

    def rewritten(text: str, base: str) -> str:
        def put(found: re.Match[str]) -> str:
            file = _file(found[1] or found[2] or found[3])
            if file is None:
                return found[0]
            made[file.path] = file
            return f"url({for_stylesheet(relative_to(base, file.path))})"

        return _IN_CSS.sub(put, text) if "data:image/" in text else text

    changes += [
        Change(path=sheet.path, what="Large pictures inside the styles are files now.")
        for sheet in style_texts(website)
        if setting.allows("inline-pictures", sheet.path) and rewritten(sheet.text, sheet.base) != sheet.text
    ]
    files = {file.path: file for file in restyled(website, rewritten) if setting.allows("inline-pictures", file.path)}
    for page in website.pages:
        if not setting.allows("inline-pictures", page.path) or "data:image/" not in page.text:
            continue
        current = files.get(page.path, website.files[page.path])
        document = parse(current.text)
        done = 0
        for element in document.select(
            "img[src^='data:image/'], source[src^='data:image/'], input[src^='data:image/']"
        ):
            file = _file((element.attr("src") or "").strip())
            if file is not None:
                made[file.path] = file
                element.attrs["src"] = relative_to(base_of(page), file.path)
                done += 1
        if done:
            files[page.path] = current.with_content(document.serialize())
            changes.append(Change(path=page.path, what=f"{done} large pictures inside the page are files now."))
    return Outcome((*files.values(), *made.values()) if changes else (), (), tuple(changes))


def _file(url: str) -> WebFile | None:
    """The picture of a data address as a file; None for small, broken and strange ones."""
    found = _DATA.match(url)
    if found is None or len(url) < LARGE:
        return None
    data = unquote_to_bytes(url[found.end() :])
    try:
        content = base64.b64decode(re.sub(rb"\s", b"", data), validate=True) if found[1] else data
    except (binascii.Error, ValueError):
        return None
    told = facts(content)
    if told is None or (not told.is_raster and "#" in url):  # a fragment of a drawing means a part of it
        return None
    end = _ENDS.get(told.format, told.format)
    kind = "image/svg+xml; charset=utf-8" if end == "svg" else f"image/{told.format}"
    return WebFile(f"/assets/picture.{sha256(content).hexdigest()[:8]}.{end}", kind, content)
