"""Whatever an owner says or leaves out, the plan is one that an owner could send back."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from code24.build.design.archetypes import NAMES
from code24.build.design.checking import problems_of
from code24.build.design.completing import completed
from code24.build.design.facts import Facts
from code24.build.design.models import DesignRequest, SectionKind
from code24.build.models import Brief
from code24.types import Goal
from tests.unit.build.sample_sites import BUSINESSES, FACTS, brand_of, brief_of, market_of, pictures_of, plan_of

TYPES = sorted({business_type for _, business_type, _ in BUSINESSES})
WISHES = ("Home", "Services", "About", "Contact", "Privacy", "Impressum", "Gallery", "Something else", "شهادات")
FORMS = {SectionKind.BOOKING, SectionKind.QUOTE, SectionKind.ORDER, SectionKind.NEWSLETTER}


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    """Briefs of any business with any selection of facts."""
    roles = draw(st.lists(st.sampled_from(("hero", "story", "gallery", "detail")), max_size=24))
    images = [
        {"id": f"image-{at}", "url": f"https://krume.example/{at}.jpg", "role": role} for at, role in enumerate(roles)
    ]
    ids = st.none() | st.sampled_from([image["id"] for image in images]) if images else st.none()
    offer = st.fixed_dictionaries(
        {
            "name": st.sampled_from(("Rye", "Haircut", "Gold plan")),
            "price": st.none() | st.just("€ 9"),
            "group": st.none() | st.sampled_from("AB"),
            "includes": st.sampled_from(((), ("One", "Two"))),
            "image": ids,
        }
    )
    fields: dict[str, Any] = {
        "images": images,
        "offers": draw(st.lists(offer, max_size=12)),
        "team": draw(st.lists(st.fixed_dictionaries({"name": st.just("Ada"), "image": ids}), max_size=4)),
        "pages": draw(st.lists(st.sampled_from(WISHES), max_size=5)),
        "language": draw(st.sampled_from(("en", "de", "fr-CA", "es", "pt-BR", "it", "ar", "zh-Hant"))),
        "description": "Word " * draw(st.sampled_from((1, 20, 60))),
    }
    for name in ("testimonials", "figures", "questions"):
        fields[name] = FACTS[name] if draw(st.booleans()) else ()
    if draw(st.booleans()):
        fields["contact"] = {}
    return brief_of("Krume", draw(st.sampled_from(TYPES)), draw(st.sampled_from(Goal)), **fields)


@given(briefs(), st.sampled_from(BUSINESSES[:12]), st.sampled_from(("LocalBusiness", "Restaurant")))
@settings(max_examples=300)
def test_the_plan_of_any_business_is_whole_and_could_be_sent_back(
    brief: Brief, dressed_as: tuple[str, str, str], schema_type: str
) -> None:
    plan = plan_of(brief, brand_of(brief_of(*dressed_as)), schema_type)
    facts = Facts.of(DesignRequest(brief=brief, pictures=pictures_of(brief)), market_of(brief, schema_type=schema_type))
    assert problems_of(plan, facts) == ()
    assert completed(plan, facts) == plan
    assert plan.style.archetype in NAMES
    forms = [section.kind for page in plan.pages for section in page.sections if section.kind in FORMS]
    assert len(forms) == (1 if facts.form else 0)
    shown = {picture for page in plan.pages for section in page.sections for picture in section.pictures}
    assert shown <= {image.id for image in brief.images if image.role.value != "detail"}
