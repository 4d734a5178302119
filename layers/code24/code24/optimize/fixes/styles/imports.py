"""Stylesheets hold what they would import: a browser learns of an import only when what imports it has come."""

from urllib.parse import urlsplit, urlunsplit

from code24.optimize.addresses import relative_to
from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.models import Change, Phase
from code24.website.models import WebFile
from code24.website.styles.pruning import is_whole
from code24.website.styles.sheets import Import, parsed, with_urls
from code24.website.website import Website

KIND = "flat-imports"
_DEEPEST = 5
_LONGEST = 1_000_000
"""Characters that one stylesheet may grow to."""


@site_fix(KIND, Phase.STYLES, "Stylesheets do not wait for others", "css-import-chains")
def flat_imports(website: Website, setting: Setting) -> Outcome:
    """Put the website's own sheets in the place of their `@import`s, in files."""
    files: list[WebFile] = []
    changes: list[Change] = []
    for path, file in website.files.items():
        if file.media_type != "text/css" or "@import" not in file.text.lower() or not setting.allows(KIND, path):
            continue
        text = flattened(file.text, path, website)
        if text != file.text:
            files.append(file.with_content(text))
            changes.append(Change(path=path, what="What it imported stands in it."))
    return Outcome(tuple(files), (), tuple(changes))


def flattened(text: str, path: str, website: Website, seen: tuple[str, ...] = ()) -> str:
    """The sheet with its imports in it, as far as they come before all of other hosts, whose order has to stay."""
    for each in reversed(parsed(text).imports):
        # The last ones first: an import of another host has to stay before every rule.
        inner = _imported(each, path, website, (*seen, path))
        if inner is None:
            break
        text = text[: each.span.start] + inner + text[each.span.end :]
    return text


def _imported(each: Import, path: str, website: Website, seen: tuple[str, ...]) -> str | None:
    """The imported sheet as text for the one that imports it; None where that cannot be."""
    file = website.file(each.url, path)
    if file is None or file.path in seen or len(seen) > _DEEPEST or file.media_type != "text/css":
        return None
    text = flattened(file.text, file.path, website, seen)
    sheet = parsed(text)
    if sheet.imports or not is_whole(sheet) or len(text) > _LONGEST:
        return None
    if any(rule.name == "namespace" for rule in sheet.at_rules):
        return None
    for rule in reversed(sheet.at_rules):
        if rule.name in {"charset", "import"}:
            text = text[: rule.span.start] + text[rule.span.end :]

    def rewritten(url: str) -> str:
        parts = urlsplit(url)
        target = website.target(url, file.path)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/") or target is None:
            return url
        return urlunsplit(("", "", relative_to(path, target.path), parts.query, parts.fragment))

    text = with_urls(text, rewritten)
    if each.layer is not None:
        text = f"@layer {each.layer}{{{text}}}"
    if each.supports:
        asked = each.supports if each.supports.startswith(("(", "not")) else f"({each.supports})"
        text = f"@supports {asked}{{{text}}}"
    return f"@media {each.media}{{{text}}}\n" if each.media else f"{text}\n"


FIXES = (flat_imports,)
