"""The main part of a page, and names for landmarks of the same kind."""

from collections.abc import Iterator, Sequence

from turbohtml import Document, Element, Node

from code24.audit.rules.accessibility.judging import Told, told
from code24.audit.rules.accessibility.landmarks import LANDMARKS, is_skip_link, outside_landmarks
from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.names.naming import HEADING, Naming
from code24.optimize.fixes.names.wording import tidy
from code24.optimize.models import Change, Phase
from code24.optimize.retagging import same_looks
from code24.website.accessibility.semantics import explicit_role
from code24.website.page import Page
from code24.website.website import Website

_ENDS = frozenset({"banner", "contentinfo", "navigation", "main", "search"})
_MAY_BE_MAIN = frozenset({"div", "section", "span", "center"})
_DEPTH = 4


@page_fix(
    "landmarks", Phase.NAMES, "Visitors can jump to the main part",
    "landmark-one-main", "region", "bypass", "landmark-no-duplicate-main", "landmark-main-is-top-level",
)  # fmt: skip
def landmarks(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """What stands between header and footer: its wrapper, where it has one, else a box that is not drawn."""
    known = told(page, website)
    mains = known.semantics.by_role.get("main", [])
    counterparts = dict(zip(page.elements, document.iter_elements(), strict=True))
    if mains:
        yield from _only_one(mains, counterparts, page)
        return
    body = next(iter(page.named("body")), None)
    for _ in range(_DEPTH):
        if body is None:
            return
        run = main_run(body, known)
        if len(run) == 1 and _holds_ends(run[0], known) and explicit_role(run[0]) == "":
            body = run[0]
            continue
        break
    if not run or body is None:
        return
    if len(run) == 1 and run[0].tag in _MAY_BE_MAIN and not explicit_role(run[0]):
        main = counterparts[run[0]]
        main.attrs["role"] = "main"
        for name in ("aria-label", "aria-labelledby"):
            main.attrs.pop(name, None)
        yield Change(path=page.path, what="The main part is marked.", selector=main.css_path(), after="role=main")
        return
    yield from _wrapped(run, counterparts, document, page, website)


def _only_one(mains: Sequence[Element], counterparts: dict[Element, Element], page: Page) -> Iterator[Change]:
    for other in mains[1:]:
        if other.tag == "main":
            continue
        del counterparts[other].attrs["role"]
        yield Change(path=page.path, what="The page has one main part.", selector=counterparts[other].css_path())


def main_run(body: Element, known: Told) -> list[Element]:
    """The longest run of children with content that is in no landmark; what has none goes with its neighbours."""
    runs: list[list[Element]] = [[]]
    outside = set(outside_landmarks(body, known))
    for child in body.children:
        if not isinstance(child, Element) or child in known.semantics.unrendered:
            continue
        role = known.semantics.roles.get(child, "")
        if role in _ENDS:
            runs.append([])
        elif child in outside or any(above is child for one in outside for above in one.ancestors):
            runs[-1].append(child)
        elif known.semantics.exposes(child) and _holds_ends(child, known):
            runs.append([])
        elif runs[-1] and role in {"complementary", "region", "form"}:
            runs[-1].append(child)
    return max(runs, key=lambda run: sum(len(child.text) + 1 for child in run))


def _holds_ends(element: Element, known: Told) -> bool:
    """Whether header, footer or navigation of the page are inside an element."""
    own = (known.semantics.roles.get(inner, "") for inner in element.iter_elements())
    return any(role in {"banner", "contentinfo", "navigation"} for role in own)


def _wrapped(
    run: Sequence[Element], counterparts: dict[Element, Element], document: Document, page: Page, website: Website
) -> Iterator[Change]:
    first, last = counterparts[run[0]], counterparts[run[-1]]
    main = Element("main", {"style": "display: contents"})
    between: list[Node] = [first]
    for node in first.next_siblings if first != last else ():
        between.append(node)
        if node == last:
            break
    if between[-1] != last:
        return
    first.insert_before(main)
    main.extend(between)
    if same_looks(document, page, website, added=main):
        yield Change(path=page.path, what="The main part is marked.", selector=main.css_path(), after="<main>")
        return
    main.unwrap()
    for element in run:
        own = counterparts[element]
        if len(run) == 1 and not explicit_role(own) and own.tag in {"article", "section"}:
            own.attrs["role"] = "main"
            yield Change(path=page.path, what="The main part is marked.", selector=own.css_path(), after="role=main")


@page_fix("landmarks-unique", Phase.NAMES, "Landmarks can be told apart", "landmark-unique")
def unique(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """By the heading in them, or by where they stand."""
    naming = Naming(document, page, website)
    semantics = naming.semantics
    for role in LANDMARKS:
        elements = semantics.by_role.get(role, [])
        if len(elements) < 2 or role in {"main", "banner", "contentinfo"}:
            continue
        seen = {naming.names.of(element).casefold() for element in elements} - {""}
        for number, element in enumerate(elements, 1):
            own = naming.names.of(element).casefold()
            twice = own and [naming.names.of(one).casefold() for one in elements[: number - 1]].count(own) > 0
            if own and not twice:
                continue
            name = _part_name(element, role, number, naming)
            base, count = name, 2
            while name.casefold() in seen:
                name, count = f"{base} {count}", count + 1
            seen.add(name.casefold())
            element.attrs.pop("aria-labelledby", None)
            element.attrs["aria-label"] = name
            yield naming.change("A landmark has a name of its own.", element, name)


def _part_name(element: Element, role: str, number: int, naming: Naming) -> str:
    said = naming.words
    if text := next((tidy(one.text) for one in element.select(HEADING) if tidy(one.text)), ""):
        return text
    if role == "navigation":
        about = f"{element.attr('class') or ''} {element.attr('id') or ''}".lower()
        if "breadcrumb" in about or element.select_one(".breadcrumb") is not None:
            return said["breadcrumb"]
        if "pagination" in about or element.select_one(".pagination") is not None:
            return said["pages"]
        if element.closest("footer, [role=contentinfo]") is not None:
            return said["footer"]
        return said["main"] if number == 1 else said["navigation"]
    return said["search"] if role == "search" else naming.heading_around(element) or said["info"]


@page_fix("skip-link", Phase.NAMES, "Skip links lead to the content", "skip-link")
def skip_link(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """The content gets the id that the link names."""
    known = told(page, website)
    targets = {one.attr("id") for one in page.elements if "id" in one.attrs}
    main = next((one for one in document.select("main, [role=main]")), None)
    for link in page.named("a")[:3]:
        href = link.attr("href") or ""
        if main is None or not href.startswith("#") or len(href) < 2 or href[1:] in targets or href == "#top":
            continue
        if not is_skip_link(link, known):
            continue
        if "id" in main.attrs:
            own = dict(zip(page.elements, document.iter_elements(), strict=True))[link]
            own.attrs["href"] = f"#{main.attr('id')}"
        else:
            main.attrs["id"] = href[1:]
        yield Change(path=page.path, what="The skip link leads to the content.", selector=main.css_path(), after=href)


FIXES = (landmarks, unique, skip_link)
