"""Links: every address inside the site leads somewhere."""

import re
from collections.abc import Iterator

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, site_rule
from code24.forms.models import FormKind
from code24.website.references import Reference, Target, Use, resolve

NO_ORIGIN = "https://site.invalid"
"""Stands for the site's own origin where nothing tells it."""
REQUIRED_FILES = ("/index.html", "/404.html", "/robots.txt", "/sitemap.xml", "/favicon.ico")
CONTACT = frozenset({"mailto", "tel", "sms"})
WITHOUT_HOST = CONTACT | {"data", "blob", "about"}
ANSWERED = re.compile(rf"/api/form/(?:{'|'.join(FormKind)})|/media/[0-9a-f]{{64}}\.[a-z0-9]+")
"""Addresses on the site's host that no file answers: the receiver of forms, and the media bucket."""


@site_rule("required-files", "The files that browsers and search engines ask for by themselves are there.")
def required_files(site: ProducedSite) -> Iterator[Look]:
    """Present, and not empty."""
    for path in REQUIRED_FILES:
        file = site.by_path.get(path)
        yield None if file and (file.text or file.base64) else Defect(f"{path} is missing or empty.", path=path)


@site_rule("unique-paths", "Every file has its own absolute path.")
def unique_paths(site: ProducedSite) -> Iterator[Look]:
    """No path twice, none relative, none with `..`, query or fragment."""
    seen: set[str] = set()
    for file in site.files:
        clean = file.path.startswith("/") and not any(
            part in file.path for part in ("//", "/../", "/./", "?", "#", "\\")
        )
        yield (
            None if clean and file.path not in seen else Defect("The path is not clean, or used twice.", path=file.path)
        )
        seen.add(file.path)


@site_rule("link-target", "Every internal address and #anchor leads to a file and an element of the site.")
def link_target(site: ProducedSite) -> Iterator[Look]:
    """Pages, assets, `srcset`, stylesheets, icons and preview images; queries are ignored."""
    own = site.origin or NO_ORIGIN
    for path, base, reference in site.references():
        if not reference.url.strip():
            yield Defect(f"{reference.where}: the address is empty.", path=path)
            continue
        try:
            target = resolve(reference.url, f"{own}{base}")
        except ValueError as error:
            yield Defect(f"{reference.where}: not an address ({error}).", reference.url, path)
            continue
        if target.origin == own:
            problem = _dead_end(site, target)
            yield Defect(f"{reference.where}: {problem}", reference.url, path) if problem else None


def _dead_end(site: ProducedSite, target: Target) -> str | None:
    path = f"{target.path}index.html" if target.path.endswith("/") else target.path
    if path not in site.by_path:
        if ANSWERED.fullmatch(path):
            return None
        if f"{path}/index.html" in site.by_path:
            return f"{target.path} is a redirect; link to {target.path}/."
        return f"there is no file for {target.path}."
    page = site.page_at.get(path)
    if page and target.fragment and target.fragment not in page.by_id and target.fragment.lower() != "top":
        return f"{target.path} has no element with the id {target.fragment}."
    return None


@site_rule("link-scheme", "Links use http, https, mailto, tel or sms, and host-less ones are well formed.")
def link_scheme(site: ProducedSite) -> Iterator[Look]:
    """No `javascript:`, nothing loaded from a `mailto:`, no empty `mailto:`, no white space."""
    own = site.origin or NO_ORIGIN
    for path, base, reference in site.references():
        try:
            target = resolve(reference.url, f"{own}{base}")
        except ValueError:
            continue  # link-target's
        problem = next(_scheme_problems(reference, target), None)
        yield Defect(f"{reference.where}: {problem}", reference.url, path) if problem else None


def _scheme_problems(reference: Reference, target: Target) -> Iterator[str]:
    if target.origin is not None:
        if re.search(r"[\s{}<>\"|^`]|%(?![0-9a-fA-F]{2})", reference.url.strip()):
            yield "the address holds a character that must be percent-encoded."
        return
    if target.scheme not in WITHOUT_HOST:
        yield f"the scheme {target.scheme or '(none)'}: is not allowed."
    if reference.use is Use.NAVIGATES and target.scheme not in CONTACT:
        yield f"a link may not lead to a {target.scheme}: address."
    if reference.use is Use.LOADS and target.scheme in CONTACT:
        yield f"a {target.scheme}: address cannot be loaded."
    if target.scheme == "mailto" and "@" not in target.path:
        yield "mailto: needs an address."
    if target.scheme == "tel" and not any(character.isdigit() for character in target.path):
        yield "tel: needs a number."


RULES = (required_files, unique_paths, link_target, link_scheme)
