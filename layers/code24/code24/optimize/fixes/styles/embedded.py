"""Pictures and fonts inside stylesheets become files: nothing that is drawn has to wait for them."""

from base64 import b64decode
from binascii import Error
from hashlib import sha256
from urllib.parse import unquote_to_bytes

from code24.optimize.addresses import relative_to
from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.models import Change, Phase
from code24.optimize.restyling import restyled
from code24.website.models import WebFile
from code24.website.styles.sheets import with_urls
from code24.website.website import Website

KIND = "embedded-files"
LARGE = 2_000
"""Characters above which a request of its own costs less than the wait."""
_ENDS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/svg+xml": "svg",
    "font/woff2": "woff2",
    "font/woff": "woff",
    "application/font-woff2": "woff2",
    "application/font-woff": "woff",
    "application/x-font-woff": "woff",
}


@site_fix(KIND, Phase.STYLES, "Pictures and fonts are files of their own", "data-in-styles")
def embedded_files(website: Website, setting: Setting) -> Outcome:
    """Edit every stylesheet and `style` element."""
    made: dict[str, WebFile] = {}

    def edit(text: str, base: str) -> str:
        def moved(url: str) -> str:
            file = file_of(url)
            if file is None:
                return url
            made[file.path] = file
            return relative_to(base, file.path)

        return with_urls(text, moved, data=True) if "data:" in text else text

    if not setting.allows(KIND, "*"):
        return Outcome()
    changed = restyled(website, edit)
    changes = [Change(path=file.path, what="Files that stood in the styles are files now.") for file in changed]
    return Outcome((*changed, *made.values()) if changed else (), (), tuple(changes))


def file_of(url: str) -> WebFile | None:
    """The file that a large data address holds; None for small ones, and for what is no picture or font."""
    head, comma, body = url.partition(",")
    kind, *parameters = [part.strip().lower() for part in head[5:].split(";")]
    if url[:5].lower() != "data:" or not comma or len(url) <= LARGE or kind not in _ENDS or "#" in body:
        return None
    content = unquote_to_bytes(body.replace("\\\n", ""))
    if "base64" in parameters:
        try:
            content = b64decode(content, validate=True)
        except (Error, ValueError):
            return None
    if not content:
        return None
    end = _ENDS[kind]
    served = f"font/{end}" if end.startswith("woff") else kind
    return WebFile(f"/assets/embedded.{sha256(content).hexdigest()[:8]}.{end}", served, content)


FIXES = (embedded_files,)
