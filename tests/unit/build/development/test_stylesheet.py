import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from code24.build.brand.pairs import PAIRS
from code24.build.design.families import FAMILIES
from code24.build.development.art.ornaments import ORNAMENTS
from code24.build.development.models import RenderedSite
from code24.build.development.rhythm import RHYTHMS
from code24.build.development.stylesheet import classes_in, rules_of, source, styled_classes, used_only
from tests.unit.build.development.test_worker import arranged
from tests.unit.build.sample_sites import brief_of, content_of, pages_of, plan_of, site_of

SOURCES = ("base.css", "frame.css", "sections.css", *(f"families/{family.name}.css" for family in FAMILIES))


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


def test_families_have_a_stylesheet_and_a_rhythm_each() -> None:
    names = {family.name for family in FAMILIES}
    folder = files("code24.build.development").joinpath("css", "families")
    assert {file.name.removesuffix(".css") for file in folder.iterdir()} == names
    assert set(RHYTHMS) == names


def classes_of(site: RenderedSite) -> set[str]:
    found = (value for html in pages_of(site).values() for value in re.findall(r' class="([^"]*)"', html))
    return {name for value in found for name in value.split()}


def test_no_class_of_the_sources_is_dead() -> None:
    brief = brief_of(goal="bookings")
    whole, small = plan_of(brief), plan_of(brief.model_copy(update={"pages": ("Home",)}))
    used = classes_of(site_of(brief_of("A" * 60)))
    for number in range(7):
        ornaments = sorted(ORNAMENTS)
        for at, family in enumerate(FAMILIES):
            look = {"family": family.name, "ornament": ornaments[(number + at) % len(ornaments)]}
            styled = whole.model_copy(update={"style": whole.style.model_copy(update=look)})
            used |= classes_of(site_of(brief, plan=arranged(styled, number)))
        plan = arranged(small, number)
        for at_most, text in ((1, ""), (2, "Long words " * 12), (5, "£9")):
            used |= classes_of(site_of(brief, plan=plan, content=content_of(brief, plan, text, at_most=at_most)))
    tones = {f"tone-{tone}" for tone in ("plain", "surface", "soft", "primary", "accent", "ink")}
    declared = {name for each in SOURCES for prelude, body in all_rules(source(each)) for name in classes_in(prelude)}
    assert declared == used | tones
    assert set().union(*(styled_classes(family.name) for family in FAMILIES)) == declared


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
    assert ".tone-primary .prose" in source("frame.css")
    assert "max(1.5rem" in source("frame.css")
