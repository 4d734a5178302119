"""`img` pictures as WebP, at the widths that they are looked at with."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from turbohtml import Element, parse

from code24.optimize.addresses import spelled_like
from code24.optimize.fix import Outcome, Setting, site_fix
from code24.website.sight import Sight
from code24.optimize.fixes.images.variants import WORTH, Order, Variants, made
from code24.optimize.models import Change, Phase
from code24.pictures.encoding import Format
from code24.pictures.reading import Facts
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.pictures import Picture, facts_of, named_files, pictures_of, sources_of
from code24.website.sizes import needed, sizes, widths
from code24.website.srcset import Candidate, candidates, srcset
from code24.website.website import Website, base_of

_OLD = frozenset({"jpeg", "png", "bmp", "gif"})
_WAITING = re.compile(r"\Adata-(?:src|srcset|lazy|original|bg)|\Adata-lazy-")
_SOURCE_WIDTH = 1080
"""Pixels of the file that `src` names: who does not know `srcset` gets a picture for a column."""
_SMALL = 2_500
"""Bytes: whatever became of so small a file, nobody would notice."""


@dataclass(frozen=True, eq=False)
class _Plan:
    """What is to become of one `img`."""

    index: int
    """Among the page's elements."""
    picture: Picture
    drawn: Mapping[int, float]
    """CSS pixels by screen width; empty where the picture is to keep its size."""
    widths: tuple[int, ...]


@site_fix(
    "image-formats",
    Phase.IMAGES,
    "Pictures are sent as WebP, in the size that the visitor's screen needs.",
    "modern-image-formats",
    "uses-responsive-images",
    "uses-optimized-images",
    tolerance=0.01,
)
def image_formats(website: Website, setting: Setting) -> Outcome:
    """Encode, name in `srcset`, and remove what nothing names any more."""
    plans = {
        page.path: list(_plans(page, website, setting))
        for page in website.pages
        if setting.allows("image-formats", page.path)
    }
    others = {path: list(_candidates(website.page_at[path], website)) for path in plans}
    variants = made(_orders(plans, others), website)
    files: dict[str, WebFile] = {}
    changes: list[Change] = []
    replaced: set[str] = set()
    for path, planned in plans.items():
        document = parse(website.page_at[path].text)
        elements = list(document.iter_elements())
        done: list[Change] = []
        for plan in planned:
            done += _rewritten(elements[plan.index], plan, variants, path, files, replaced)
        for index, attribute, file, _ in others[path]:
            done += _translated(elements[index], attribute, file, variants, website, path, files, replaced)
        if done:
            files[path] = website.files[path].with_content(document.serialize())
            changes += done
    left = website.changed(files.values())
    removed = replaced - named_files(left, frozenset(replaced))
    return Outcome(tuple(files.values()), tuple(sorted(removed)), tuple(changes))


def _plans(page: Page, website: Website, setting: Setting) -> Iterator[_Plan]:
    sight = Sight(page, website, setting.measured)
    places = {element: index for index, element in enumerate(page.elements)}
    for picture in pictures_of(page, website):
        if not _is_ours(picture, page, website) or picture.facts is None:
            continue
        natural = picture.facts.width
        drawn = {} if sight.extent(picture.element).depends_on_file else sight.drawn(picture.element, picture.facts)
        wanted = widths(natural, *needed(drawn)) if drawn else (int(natural),)
        if picture.facts.format == "webp" and wanted[-1] > natural * 0.8:
            continue
        yield _Plan(places[picture.element], picture, drawn, wanted)


def _is_ours(picture: Picture, page: Page, website: Website) -> bool:
    """Whether the picture is a still raster of this website that no script and no `srcset` is concerned with."""
    element, facts = picture.element, picture.facts
    if facts is None or facts.animated or facts.format not in _OLD | {"webp"} or picture.file is None:
        return False
    if "srcset" in element.attrs or sources_of(element) or any(_WAITING.match(name) for name in element.attrs):
        return False
    identifier = element.attr("id")
    return not identifier or not any(identifier in script.text for script in page.named("script"))


def _candidates(page: Page, website: Website) -> Iterator[tuple[int, str, WebFile, Facts]]:
    """Pictures named by `srcset`, and by the `src` beside one: index of the element, attribute, file."""
    base = base_of(page)
    for index, element in enumerate(page.elements):
        if element.tag not in {"img", "source"} or not (_has_srcset(element) or sources_of(element)):
            continue
        if (element.attr("type") or "image/jpeg").lower() not in {"image/jpeg", "image/jpg", "image/png"}:
            continue
        named = [("srcset", each.url) for each in candidates(element.attr("srcset") or "")]
        named += [("src", (element.attr("src") or "").strip())] if element.tag == "img" else []
        for attribute, url in named:
            file = website.file(url, base) if url and not url.lower().startswith("data:") else None
            facts = facts_of(file, website) if file else None
            if file is not None and facts is not None and facts.format in _OLD and not facts.animated:
                yield index, attribute, file, facts


def _has_srcset(element: Element) -> bool:
    return bool((element.attr("srcset") or "").strip())


def _orders(
    plans: Mapping[str, list[_Plan]], others: Mapping[str, list[tuple[int, str, WebFile, Facts]]]
) -> Iterator[Order]:
    wanted: dict[str, tuple[WebFile, Facts, set[int]]] = {}
    for plan in (plan for planned in plans.values() for plan in planned):
        file, facts = plan.picture.file, plan.picture.facts
        if file is not None and facts is not None:
            wanted.setdefault(file.path, (file, facts, set()))[2].update(plan.widths)
    for _, _, file, facts in (each for found in others.values() for each in found):
        wanted.setdefault(file.path, (file, facts, set()))[2].add(int(facts.width))
    for file, facts, found in wanted.values():
        yield Order(file, facts, frozenset(found), frozenset({Format.WEBP}))


def _rewritten(
    element: Element,
    plan: _Plan,
    variants: Mapping[str, Variants],
    path: str,
    files: dict[str, WebFile],
    replaced: set[str],
) -> Iterator[Change]:
    file, facts = plan.picture.file, plan.picture.facts
    if file is None or facts is None:
        return
    found = [each for width in plan.widths if (each := variants[file.path].get((width, Format.WEBP)))]
    worth = [each for each in found if len(each.file.content) <= len(file.content) * WORTH]
    if not worth or len(file.content) < _SMALL:
        return
    named = {each.width: each.file for each in worth}
    if len(worth) < len(found):  # nothing is gained at full size: there the original stays
        named[int(facts.width)] = file
        if not plan.drawn:
            return
    by_width = sorted(named.items())
    source = next((each for width, each in by_width if width >= _SOURCE_WIDTH), by_width[-1][1])
    element.attrs["src"] = spelled_like(plan.picture.url, path, source.path)
    if len(by_width) > 1:
        addresses = [(width, spelled_like(plan.picture.url, path, each.path)) for width, each in by_width]
        element.attrs["srcset"] = srcset(Candidate(url, width) for width, url in addresses)
        element.attrs["sizes"] = sizes(plan.drawn)
    files.update({each.path: each for _, each in by_width if each is not file})
    if file not in named.values():
        replaced.add(file.path)
    smallest = len(by_width[0][1].content)
    yield Change(
        path=path,
        what=f"The picture {file.path.rsplit('/', 1)[-1]} ({len(file.content):,} bytes) is sent as WebP, "
        f"{smallest:,} to {len(by_width[-1][1].content):,} bytes by screen.",
        selector=element.css_path(),
        before=plan.picture.url,
        after=element.attr("src") or "",
    )


def _translated(
    element: Element,
    attribute: str,
    file: WebFile,
    variants: Mapping[str, Variants],
    website: Website,
    path: str,
    files: dict[str, WebFile],
    replaced: set[str],
) -> Iterator[Change]:
    """One candidate of an existing `srcset` in another format."""
    best = min(variants[file.path].values(), key=lambda each: -each.width, default=None)
    if best is None or len(best.file.content) > len(file.content) * WORTH:
        return
    base = base_of(website.page_at[path])
    before = element.attr(attribute) or ""

    def address(url: str) -> str:
        is_same = website.path_of(url, base) == file.path
        return spelled_like(url, path, best.file.path) if is_same else url

    if attribute == "src":
        after = address(before.strip())
    else:
        after = srcset(each._replace(url=address(each.url)) for each in candidates(before))
    if after == before:
        return
    element.attrs[attribute] = after
    if element.tag == "source" and "type" in element.attrs:
        formats = {website_format(each.url) for each in candidates(after)}
        del element.attrs["type"]
        if len(formats) == 1 and "webp" in formats:
            element.attrs["type"] = "image/webp"
    files[best.file.path] = best.file
    replaced.add(file.path)
    yield Change(path=path, what=f"{file.path} is sent as WebP.", before=before[:200], after=after[:200])


def website_format(url: str) -> str:
    """The end of an address's path."""
    return url.split("?", 1)[0].rsplit(".", 1)[-1].lower()


FIXES = [image_formats]
