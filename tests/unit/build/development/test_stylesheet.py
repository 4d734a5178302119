import gzip
import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from code24.build.brand.pairs import PAIRS
from code24.build.content.models import Item
from code24.build.design.families import FAMILIES
from code24.build.design.grounds import GROUNDS
from code24.build.design.models import PageKind
from code24.build.development.art.ornaments import ORNAMENTS
from code24.build.development.models import RenderedSite
from code24.build.development.stylesheet import (
    INSERTED,
    classes_in,
    rules_of,
    selectors_of,
    source,
    sources_of,
    styled_classes,
    stylesheet,
    used_only,
)
from code24.build.pictures.models import Pictures
from tests.unit.build.development.specimens import (
    PHOTOS,
    PICTURES,
    content_of_everything,
    everything,
    plan_of_everything,
)
from tests.unit.build.sample_sites import brand_of, brief_of, pages_of

SOURCES = tuple(dict.fromkeys(name for family in FAMILIES for name in sources_of(family.name)))
STYLE = plan_of_everything(0).style


def test_rules_are_split_at_their_braces() -> None:
    css = ".a, .b:hover { color: red }\n@media print { .a { color: blue } p { margin: 0 } }"
    assert [prelude for prelude, _ in rules_of(css)] == [".a, .b:hover", "@media print"]


@pytest.mark.parametrize(
    ("used", "kept"),
    [
        (frozenset({"a"}), ".a{x}p .a{y}"),
        (frozenset({"b"}), ".b{x}@media print{.b{z}}"),
        (frozenset(), ""),
    ],
)
def test_only_rules_of_used_classes_stay(used: frozenset[str], kept: str) -> None:
    assert used_only(".a,.b{x}p .a{y}@media print{.b{z}.a.b{w}}", used) == kept


def test_queries_of_containers_are_searched_too() -> None:
    css = "@container body (min-width: 1rem){.a{x}.b{y}}"
    assert used_only(css, frozenset({"b"})) == "@container body (min-width: 1rem){.b{y}}"


def test_commas_in_parentheses_part_no_selectors() -> None:
    assert selectors_of(".a:is(h1, h2) p,.b") == [".a:is(h1, h2) p", ".b"]


def test_families_have_a_stylesheet_each() -> None:
    names = {family.name for family in FAMILIES}
    folder = files("code24.build.development").joinpath("css", "families")
    assert {file.name.removesuffix(".css") for file in folder.iterdir()} == names


def classes_of(site: RenderedSite) -> set[str]:
    found = (value for html in pages_of(site).values() for value in re.findall(r' class="([^"]*)"', html))
    return {name for value in found for name in value.split()}


def odd_site() -> RenderedSite:
    """A site with a single picture in its gallery, a price that is a sentence, and a legal page with long points."""
    plan = plan_of_everything(1)
    content = content_of_everything(brief_of(), plan)
    home, words = plan.pages[0], content.pages[0]
    single = home.model_copy(
        update={"sections": tuple(each.model_copy(update={"pictures": PHOTOS[:1]}) for each in home.sections)}
    )
    item = Item(title="A plan", price="from 49 € a month")
    priced = words.model_copy(
        update={"sections": tuple(each.model_copy(update={"items": (item,)}) for each in words.sections)}
    )
    rights = Item(title="Your rights", includes=("to know which data about you is kept, and to have a copy of it",))
    lawful = tuple(
        page.model_copy(update={"sections": tuple(s.model_copy(update={"items": (rights,)}) for s in page.sections)})
        if page.kind is PageKind.PRIVACY
        else page
        for page in content.pages[1:]
    )
    return everything(
        1,
        plan=plan.model_copy(update={"pages": (single, *plan.pages[1:])}),
        content=content.model_copy(update={"pages": (priced, *lawful)}),
    )


def declared_classes() -> set[str]:
    return {name for each in SOURCES for prelude, _ in all_rules(source(each)) for name in classes_in(prelude)}


def test_no_class_of_the_sources_is_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = declared_classes()
    averages = {f"average-{name}" for name in PHOTOS}
    monkeypatch.setattr("code24.build.development.worker.styled_classes", lambda _: frozenset(declared))
    ornaments = sorted(ORNAMENTS)
    used: set[str] = set()
    for number in range(12):
        family = FAMILIES[number % len(FAMILIES)].name
        used |= classes_of(everything(number, family, ornaments[number], pictured=number % 2 == 0))
        used |= classes_of(everything(number, family, ornaments[number], pictured=number % 2 == 1))
    brief = brief_of("A" * 60)
    for at_most, text in ((1, ""), (2, "Long words " * 12), (4, "9")):
        plan = plan_of_everything(1)
        words = content_of_everything(brief, plan, pictured=False, text=text, at_most=at_most)
        used |= classes_of(everything(1, plan=plan, content=words, brief=brief))
    used |= classes_of(odd_site())
    tones = {f"tone-{tone}" for tone in GROUNDS}
    assert declared | averages == used | tones | INSERTED
    assert set().union(*(styled_classes(family.name) for family in FAMILIES)) == declared


@pytest.mark.parametrize("family", [family.name for family in FAMILIES])
def test_a_stylesheet_is_small_and_names_no_colour_of_its_own(family: str) -> None:
    brand = brand_of(brief_of())
    style = STYLE.model_copy(update={"family": family})
    css = stylesheet(brand, style, Pictures(), styled_classes(family))
    assert len(gzip.compress(css.encode())) <= 12_000
    own = {color.lower() for palette in (brand.light, brand.dark) for color in palette.model_dump().values()}
    errors = {"#a11212", "#ffb4ab"}
    assert set(re.findall(r"#[0-9a-f]{6}\b", css.lower())) <= own | errors
    assert not re.search(r"(?:left|right)\s*:|(?:margin|padding)-(?:left|right)", css)


def test_what_comes_back_with_errors_is_styled_on_pages_with_forms_only() -> None:
    brand = brand_of(brief_of())
    assert ".field-error" in stylesheet(brand, STYLE, Pictures(), frozenset({"form"}))
    assert ".field-error" not in stylesheet(brand, STYLE, Pictures(), frozenset({"card"}))


def test_average_colours_come_with_the_pictures_that_are_shown() -> None:
    css = stylesheet(brand_of(brief_of()), STYLE, PICTURES, frozenset({"average-photo-1"}))
    assert ".average-photo-1{background-color:#a08060}" in css
    assert "average-photo-2" not in css


def all_rules(css: str) -> Iterator[tuple[str, str]]:
    for prelude, body in rules_of(css):
        if prelude.startswith("@"):
            yield from all_rules(body)
        else:
            yield prelude, body


GROUND_OF = {"fg": "bg", "quiet": "bg", "link": "bg", "on-fill": "fill", "fill": "bg"}


def tones() -> dict[str, dict[str, str]]:
    found = {}
    css = source("base.css")
    dark = re.search(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", css, re.DOTALL)
    assert dark
    for prefix, part in (("light", css.replace(dark[0], "")), ("dark", dark[1])):
        for prelude, body in rules_of(part):
            values = dict(re.findall(r"--([\w-]+): var\(--([\w-]+)\)", body))
            for tone in classes_in(prelude):
                if tone.startswith("tone-") and "bg" in values:
                    found[f"{prefix} {tone}"] = found.get(f"{prefix} {tone}", {}) | values
    return found


def test_every_ground_uses_pairs_that_the_brand_computed() -> None:
    """What a `tone-` class puts on what is in `pairs`; contrast has no direction."""
    known = {frozenset((front, back)) for front, back, _ in PAIRS}
    assert len(tones()) == 9
    for tone, values in tones().items():
        for front, back in GROUND_OF.items():
            pair = {values[name].replace("-", "_") for name in (front, back)}
            assert frozenset(pair) in known, (tone, front, back)


def test_body_text_is_never_set_small_on_a_ground_with_less_than_seven() -> None:
    body = {frozenset((front, back)) for front, back, need in PAIRS if need >= 7}
    small = {
        tone
        for tone, values in tones().items()
        if frozenset((values["fg"].replace("-", "_"), values["bg"].replace("-", "_"))) not in body
    }
    assert small == {"light tone-primary"}
    assert ".tone-primary .prose" in source("layout.css")
    assert "max(1.5rem" in source("layout.css")
