"""`img` pictures as WebP, at the widths that they are looked at with."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from turbohtml import Element, parse

from code24.optimize.addresses import spelled_like
from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.images.variants import WORTH, Order, Variants, made
from code24.optimize.models import Change, Phase
from code24.pictures.encoding import Format
from code24.pictures.reading import Facts
from code24.website.images.pictures import Picture, named_files, pictures_of, sources_of
from code24.website.images.sight import Sight
from code24.website.images.sizes import sizes, widths
from code24.website.images.srcset import Candidate, srcset
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.website import Website, base_of

_FORMATS = frozenset({"jpeg", "png", "bmp", "gif", "webp"})
_WAITING = re.compile(r"\Adata-(?:src|srcset|lazy|original|bg)|\Adata-lazy-")
_SOURCE_WIDTH = 1080
"""Pixels of the file that `src` names: who does not know `srcset` gets a picture for a column."""
_SMALL = 2_500
"""Bytes: whatever became of so small a file, nobody would notice."""
_REDUCED = 0.8
"""Share of a WebP file's width down to which it stays as it is."""


@dataclass(frozen=True, eq=False)
class _Plan:
    """What is to become of one `img`."""

    index: int
    """Among the page's elements."""
    picture: Picture
    file: WebFile
    facts: Facts
    drawn: Mapping[int, float]
    """CSS pixels by screen width; empty where the picture is to keep its size."""
    widths: tuple[int, ...]


@site_fix(
    "image-formats",
    Phase.IMAGES,
    "Pictures are sent as WebP, in the size that the visitor's screen needs",
    "modern-image-formats",
    "uses-responsive-images",
    "uses-optimized-images",
    tolerance=0.01,
    needs_finding=False,
)
def image_formats(website: Website, setting: Setting) -> Outcome:
    """Encode, name in `srcset`, and remove what nothing names any more.

    WebP and not AVIF, as the `img` stays alone: a `picture` around it could break styles and scripts of the site.
    """
    plans = {
        page: found
        for page in website.pages
        if setting.allows("image-formats", page.path) and (found := list(_plans(page, website, setting)))
    }
    variants = made(_orders(plan for found in plans.values() for plan in found), website)
    files: dict[str, WebFile] = {}
    changes: list[Change] = []
    for page, planned in plans.items():
        writer = _Writer(page, variants)
        document = parse(page.text)
        elements = list(document.iter_elements())
        done = [change for plan in planned for change in writer.rewritten(elements[plan.index], plan)]
        if done:
            files[page.path] = website.files[page.path].with_content(document.serialize())
            files.update(writer.files)
            changes += done
    old = frozenset(plan.file.path for found in plans.values() for plan in found)
    removed = old - named_files(website.changed(files.values()), old) if changes else frozenset()
    return Outcome(tuple(files.values()), tuple(sorted(removed)), tuple(changes))


def _plans(page: Page, website: Website, setting: Setting) -> Iterator[_Plan]:
    sight = Sight(page, website, setting.measured)
    places = {element: index for index, element in enumerate(page.elements)}
    for picture in pictures_of(page, website):
        file, facts = picture.file, picture.facts
        if file is None or facts is None or not _is_ours(picture, facts, page):
            continue
        natural = facts.width
        drawn = {} if sight.extent(picture.element).depends_on_file else sight.drawn(picture.element, facts)
        wanted = widths(natural, drawn) if drawn else (int(natural),)
        if facts.format != "webp" or wanted[-1] <= natural * _REDUCED:
            yield _Plan(places[picture.element], picture, file, facts, drawn, wanted)


def _is_ours(picture: Picture, facts: Facts, page: Page) -> bool:
    """Whether it is a still raster that no script and no other source is concerned with."""
    element = picture.element
    if facts.animated or facts.format not in _FORMATS or "srcset" in element.attrs or sources_of(element):
        return False
    if any(_WAITING.match(name) for name in element.attrs):
        return False
    identifier = element.attr("id")
    return not identifier or not any(identifier in script.text for script in page.named("script"))


def _orders(plans: Iterable[_Plan]) -> Iterator[Order]:
    wanted: dict[str, tuple[_Plan, set[int]]] = {}
    for plan in plans:
        wanted.setdefault(plan.file.path, (plan, set()))[1].update(plan.widths)
    for plan, found in wanted.values():
        yield Order(plan.file, plan.facts, frozenset(found), frozenset({Format.WEBP}))


class _Writer:
    """Writes variants into one page, and keeps the files."""

    def __init__(self, page: Page, variants: Mapping[str, Variants]) -> None:
        self.files: dict[str, WebFile] = {}
        self._path = page.path
        self._base = base_of(page)
        self._variants = variants

    def rewritten(self, element: Element, plan: _Plan) -> Iterator[Change]:
        """Give an `img` its new files, where they are smaller."""
        named = self._files(plan)
        if not named:
            return
        source = next((each for width, each in named if width >= _SOURCE_WIDTH), named[-1][1])
        element.attrs["src"] = self._address(plan, source)
        if len(named) > 1:
            element.attrs["srcset"] = srcset(Candidate(self._address(plan, each), width) for width, each in named)
            element.attrs["sizes"] = sizes(plan.drawn)
        self.files.update({each.path: each for _, each in named if each is not plan.file})
        least, most = len(named[0][1].content), len(named[-1][1].content)
        yield Change(
            path=self._path,
            what=f"The picture {plan.file.path.rsplit('/', 1)[-1]} ({len(plan.file.content):,} bytes) is sent as WebP, "
            f"{f'{least:,} to ' if len(named) > 1 else ''}{most:,} bytes.",
            selector=plan.picture.element.css_path(),
            before=plan.picture.url,
            after=element.attr("src") or "",
        )

    def _files(self, plan: _Plan) -> list[tuple[int, WebFile]]:
        """The files by width; nothing where the original is as good."""
        made_of = self._variants[plan.file.path]
        found = [each for width in plan.widths if (each := made_of.get((width, Format.WEBP)))]
        most = len(plan.file.content) * WORTH
        worth = {each.width: each.file for each in found if len(each.file.content) <= most}
        if not worth or len(plan.file.content) < _SMALL:
            return []
        if len(worth) < len(found):  # nothing is gained at full size: there the original stays
            if not plan.drawn:
                return []
            worth[int(plan.facts.width)] = plan.file
        return sorted(worth.items())

    def _address(self, plan: _Plan, file: WebFile) -> str:
        return spelled_like(plan.picture.url, self._base, file.path)
