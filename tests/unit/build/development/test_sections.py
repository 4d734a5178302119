"""Every kind of section, in every arrangement, as it stands on a page."""

import re
from itertools import pairwise

import pytest
import turbohtml
from turbohtml import Element

from code24.build.content.models import SiteContent
from code24.build.design.arrangements import ARRANGEMENTS
from code24.build.design.families import FAMILIES
from code24.build.design.models import SectionKind
from code24.build.development.models import RenderedSite
from code24.build.quality_gate.models import QualityGateRequest
from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rules import RULES
from code24.forms.fields import HONEYPOT, PAGE, SECTION, STAMP, STAMP_PLACEHOLDER, Occasion, asked
from code24.forms.models import FormKind
from tests.unit.build.development.specimens import (
    PHOTOS,
    content_of_everything,
    everything,
    plan_of_everything,
    specimen,
)
from tests.unit.build.sample_sites import ORIGIN, brand_of, brief_of, pages_of

MOST = max(len(choices) for choices in ARRANGEMENTS.values())
MARKUP = (
    *("accessible-name", "aria", "attributes", "content-model", "csp", "heading-levels", "html-conformance"),
    *("html-ids", "html-nesting", "html-valid", "image-alt", "image-size", "label-target", "labels", "landmarks"),
    *("link-scheme", "link-target", "one-h1", "page-size", "text-content", "third-party"),
)
"""Rules of the gate that templates are to blame for."""


def home_of(site: RenderedSite) -> Element:
    return turbohtml.parse(pages_of(site)["/index.html"])


def section_of(page: Element, kind: SectionKind) -> Element:
    (found,) = page.select(f"#{kind.value}")
    return found


def rows_of(section: Element) -> list[str]:
    return [" ".join(item.text.split()) for item in section.select("li")]


@pytest.mark.parametrize("pictured", [True, False])
@pytest.mark.parametrize("number", range(MOST))
def test_every_kind_in_every_arrangement_passes_the_gates_rules_of_markup(number: int, *, pictured: bool) -> None:
    brief = brief_of()
    site = ProducedSite(
        QualityGateRequest(
            brand=brand_of(brief), development=specimen(number, pictured=pictured), brief=brief, origin=ORIGIN
        )
    )
    rules = [rule for rule in RULES if rule.id in MARKUP]
    assert len(rules) == len(MARKUP)
    for rule in rules:
        looks = list(rule.look(site))
        assert [look for look in looks if look] == []
        assert looks or rule.id == "html-valid"


@pytest.mark.parametrize(
    ("kind", "number"), [(kind, number) for kind, choices in ARRANGEMENTS.items() for number in range(len(choices))]
)
def test_every_section_is_a_named_region_that_shows_its_words(kind: SectionKind, number: int) -> None:
    pages = pages_of(specimen(number))
    path = "/404.html" if kind is SectionKind.MESSAGE else "/index.html"
    section = section_of(turbohtml.parse(pages[path]), kind)
    (heading,) = section.select(f"#{section.attr('aria-labelledby')}")
    assert heading.tag == ("h1" if kind in {SectionKind.HERO, SectionKind.MESSAGE} else "h2")
    assert heading.text.strip() == f"{kind.value}: Plain words"
    assert "First. Plain words" in section.text
    assert "Second. Plain words" in section.text
    assert not section.select("[style]")


@pytest.mark.parametrize("number", range(MOST))
def test_headings_go_down_one_level_at_a_time(number: int) -> None:
    for html in pages_of(specimen(number)).values():
        levels = [int(heading.tag[1]) for heading in turbohtml.parse(html).select("h1, h2, h3, h4, h5, h6")]
        assert levels[0] == 1
        assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("form", FormKind)
def test_forms_ask_what_the_receiver_expects_and_say_what_is_asked(form: FormKind, number: int) -> None:
    section = section_of(home_of(specimen(number)), SectionKind(form.value))
    (sent,) = section.select("form")
    assert (sent.attr("method"), sent.attr("action")) == ("post", f"/api/form/{form.value}")
    values = {each.attr("name"): each.attr("value") for each in sent.select("input[type=hidden]")}
    assert values == {PAGE: "/", SECTION: form.value, STAMP: STAMP_PLACEHOLDER}
    shown = {str(each.attr("name")): each for each in sent.select(".field input, .field select, .field textarea")}
    fields = {field.name: field for field in asked(form, Occasion.VISIT)}
    assert set(shown) <= set(fields)
    assert {name for name, field in fields.items() if field.required} <= set(shown)
    for name, control in shown.items():
        assert control.attr("id") == f"{form.value}-{name}"
        assert ("required" in control.attrs) == fields[name].required
        (label,) = sent.select(f"label[for={form.value}-{name}]")
        assert ("(optional)" in label.text) == (not fields[name].required)
        for hint in str(control.attr("aria-describedby") or "").split():
            assert sent.select(f"#{hint}")
    (privacy,) = sent.select(".privacy a")
    assert privacy.attr("href") == "/privacy/"


def test_choices_are_the_offers_and_a_line_of_text_without_offers() -> None:
    brief = brief_of()
    plan = plan_of_everything(0)
    content = content_of_everything(brief, plan)
    choices = section_of(home_of(everything(0, content=content)), SectionKind.ORDER).select("select option")
    titles = [item.title for section in content.pages[0].sections if section.id == "order" for item in section.items]
    assert [choice.text for choice in choices] == ["Please choose", *titles]
    without = content_of_everything(brief, plan, at_most=0)
    (line,) = section_of(home_of(everything(0, content=without)), SectionKind.ORDER).select("#order-what")
    assert (line.tag, line.attr("type")) == ("input", "text")


def test_the_field_for_programs_is_out_of_everybodys_way() -> None:
    (trap,) = section_of(home_of(specimen(0)), SectionKind.CONTACT).select(f"input[name={HONEYPOT}]")
    assert (trap.attr("tabindex"), trap.attr("autocomplete")) == ("-1", "off")
    around = trap.closest("[aria-hidden=true]")
    assert around is not None
    assert around.has_class("trap")


@pytest.mark.parametrize("number", range(MOST))
def test_pictures_have_sources_sizes_and_words_and_only_the_first_does_not_wait(number: int) -> None:
    home = home_of(specimen(number))
    images = home.select("main picture img")
    assert len(images) > len(PHOTOS)
    for image in images:
        assert str(image.attr("alt")).startswith("Alternative of photo-")
        assert image.attr("srcset")
        assert image.attr("sizes")
        assert image.attr("style") is None
        assert image.parent is not None
        assert [source.attr("type") for source in image.parent.select("source")] == ["image/avif"]
    eager = [image for image in images if image.attr("loading") != "lazy"]
    assert all(image.attr("fetchpriority") == "high" for image in eager)
    assert len(eager) == (0 if number % len(ARRANGEMENTS[SectionKind.HERO]) == 0 else 1)
    assert images[: len(eager)] == eager


@pytest.mark.parametrize("number", range(MOST))
def test_without_pictures_there_is_no_image_but_the_mark(number: int) -> None:
    images = home_of(specimen(number, pictured=False)).select("img")
    assert [image.attr("alt") for image in images] == [""]


def test_the_comparison_is_a_table_that_phones_can_scroll() -> None:
    section = section_of(home_of(specimen(0)), SectionKind.COMPARISON)
    (region,) = section.select("[role=group]")
    assert (region.attr("tabindex"), region.attr("aria-labelledby")) == ("0", "comparison-heading")
    columns = [" ".join(head.text.split()) for head in section.select("thead th[scope=col]")]
    assert columns[0] == "A Plain words€ 0.50"
    first = section.select("tbody tr")[0]
    assert [head.text for head in first.select("th[scope=row]")] == ["Part A Plain words"]
    assert [cell.text for cell in first.select("td")] == ["Included", *["Not included"] * (len(columns) - 1)]


def test_quotes_are_figures_with_those_who_said_them() -> None:
    section = section_of(home_of(specimen(0)), SectionKind.TESTIMONIALS)
    quotes = section.select("figure")
    assert len(quotes) == 5
    assert quotes[0].select("blockquote p")[0].text == "Plain words"
    assert "A Plain words" in quotes[0].select("figcaption")[0].text


def test_dishes_stand_under_the_heading_of_their_group() -> None:
    section = section_of(home_of(specimen(0)), SectionKind.MENU)
    assert [group.text for group in section.select("h3")] == [
        "Group A Plain words",
        "Group B Plain words",
    ]
    assert len(section.select("h4")) == len(section.select("li")) == 5


def sections_of(site: RenderedSite) -> dict[str, str]:
    html = pages_of(site)["/index.html"]
    return {found[1]: found[0] for found in re.finditer(r'<section id="([\w-]+)".*?</section>', html, re.DOTALL)}


@pytest.mark.parametrize("number", range(3))
def test_what_becomes_of_a_section_leaves_all_others_as_they_are(number: int) -> None:
    brief = brief_of()
    plan = plan_of_everything(number)
    content = content_of_everything(brief, plan)
    before = sections_of(specimen(number))
    home = plan.pages[0]
    for at in (1, len(home.sections) // 2, len(home.sections) - 1):
        edited = home.sections[at].model_copy(update={"ground": "soft", "arrangement": "", "pictures": ()})
        rest = tuple(each for each in home.sections if each.id != edited.id)
        moved = home.model_copy(update={"sections": (*rest, edited)})
        words = _reordered(content, [section.id for section in moved.sections])
        after = sections_of(
            everything(number, plan=plan.model_copy(update={"pages": (moved, *plan.pages[1:])}), content=words)
        )
        assert {name for name in before if before[name] != after[name]} <= {edited.id}


def _reordered(content: SiteContent, order: list[str]) -> SiteContent:
    by_id = {section.id: section for section in content.pages[0].sections}
    home = content.pages[0].model_copy(update={"sections": tuple(by_id[each] for each in order)})
    return content.model_copy(update={"pages": (home, *content.pages[1:])})


@pytest.mark.parametrize("family", [family.name for family in FAMILIES])
def test_no_family_leaves_a_phone_without_the_navigation(family: str) -> None:
    page = home_of(specimen(0, family))
    (button,) = page.select("button[popovertarget]")
    (menu,) = page.select(f"#{button.attr('popovertarget')}")
    assert "popover" in menu.attrs
    assert [link.text for link in menu.select("a")] == ["Home", "About"]
    assert [link.text for link in page.select("footer .legal-list a")] == ["Privacy"]
