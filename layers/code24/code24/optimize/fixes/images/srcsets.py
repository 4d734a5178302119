"""Pictures that a page offers in several sizes already, in a modern format."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from turbohtml import Element, parse

from code24.optimize.addresses import spelled_like
from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.images.variants import WORTH, Order, Variant, Variants, made
from code24.optimize.models import Change, Phase
from code24.pictures.encoding import LARGEST, Format
from code24.pictures.reading import Facts
from code24.website.images.pictures import facts_of, named_files, sources_of
from code24.website.images.srcset import candidates, srcset
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.website import Website, base_of

_OLD = frozenset({"jpeg", "png", "bmp", "gif"})
_TYPES = frozenset({"", "image/jpeg", "image/jpg", "image/png", "image/gif", "image/bmp"})


class _Named(NamedTuple):
    """A file that an element offers."""

    place: int
    """The element among the page's."""
    attribute: str
    file: WebFile
    facts: Facts


@site_fix(
    "srcset-formats",
    Phase.IMAGES,
    "Pictures that come in several sizes are sent as WebP",
    "modern-image-formats",
    "uses-optimized-images",
    tolerance=0.01,
    needs_finding=False,
)
def srcset_formats(website: Website, setting: Setting) -> Outcome:
    """Encode each candidate in its own size, where that is smaller; the widths and conditions stay."""
    named = {
        page: found
        for page in website.pages
        if setting.allows("srcset-formats", page.path) and (found := list(_named(page, website)))
    }
    orders = {
        each.file.path: Order(each.file, each.facts, frozenset({_width(each.facts)}), frozenset({Format.WEBP}))
        for found in named.values()
        for each in found
    }
    variants = made(orders.values(), website)
    files: dict[str, WebFile] = {}
    changes: list[Change] = []
    for page, found in named.items():
        document = parse(page.text)
        elements = list(document.iter_elements())
        count = 0
        for each in found:
            best = _best(each, variants)
            if best is not None and _replaced(elements[each.place], each, best, page, website):
                files[best.file.path] = best.file
                count += 1
        if count:
            files[page.path] = website.files[page.path].with_content(document.serialize())
            changes.append(Change(path=page.path, what=f"{count} pictures of several sizes are WebP now."))
    old = frozenset(orders)
    removed = old - named_files(website.changed(files.values()), old) if changes else frozenset()
    return Outcome(tuple(files.values()), tuple(sorted(removed)), tuple(changes))


def _named(page: Page, website: Website) -> Iterator[_Named]:
    """The files of `srcset`, and of the `src` beside one."""
    base = base_of(page)
    for index, element in enumerate(page.elements):
        offered = candidates(element.attr("srcset") or "") if element.tag in {"img", "source"} else ()
        if element.tag not in {"img", "source"} or not (offered or sources_of(element)):
            continue
        if (element.attr("type") or "").strip().lower() not in _TYPES:
            continue
        urls = [("srcset", each.url) for each in offered]
        urls += [("src", (element.attr("src") or "").strip())] if element.tag == "img" else []
        for attribute, url in urls:
            file = website.file(url, base) if url and url[:5].lower() != "data:" else None
            facts = facts_of(file, website) if file else None
            if file is not None and facts is not None and facts.format in _OLD and not facts.animated:
                yield _Named(index, attribute, file, facts)


def _width(facts: Facts) -> int:
    """What a candidate says of its width has to stay true."""
    return int(facts.width)


def _best(named: _Named, variants: Mapping[str, Variants]) -> Variant | None:
    found = variants[named.file.path].get((_width(named.facts), Format.WEBP))
    if found is None or found.width != _width(named.facts) or found.width > 2 * LARGEST:
        return None
    return found if len(found.file.content) <= len(named.file.content) * WORTH else None


def _replaced(element: Element, named: _Named, variant: Variant, page: Page, website: Website) -> bool:
    """Write the new file's address in the old one's place."""
    base = base_of(page)
    before = element.attr(named.attribute) or ""

    def address(url: str) -> str:
        is_same = website.path_of(url, base) == named.file.path
        return spelled_like(url, base, variant.file.path) if is_same else url

    if named.attribute == "src":
        after = address(before.strip())
    else:
        after = srcset(each._replace(url=address(each.url)) for each in candidates(before))
    if after == before:
        return False
    element.attrs[named.attribute] = after
    if element.tag == "source":
        ends = {each.url.split("?", 1)[0].rsplit(".", 1)[-1].lower() for each in candidates(after)}
        if ends == {"webp"}:
            element.attrs["type"] = "image/webp"
        elif "type" in element.attrs:
            del element.attrs["type"]
    return True
