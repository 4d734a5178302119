import re

import pytest

from code24.ai.embedded import EmbeddedWriter
from code24.ai.legal import Part, conditions, country_of, legal_pages, legal_slots, written_parts
from code24.ai.playbook import SPOKEN, Spoken
from code24.ai.subject import Subject
from code24.ai.typography import slots_in
from code24.build.content.claims import unsupported_claims
from code24.build.content.models import SectionContent
from code24.build.design.models import DesignPlan, PageKind, SectionKind
from code24.build.models import Brief
from tests.unit.ai.plans import PLAN, WHOLE, brand, brief, part
from tests.unit.ai.test_playbook import INFORMAL, NOTHING_SAID, OURS

ADDRESS = {"street": "Main 1", "city": "Ulm", "postal_code": "89073", "country": "DE"}
LEGAL = {
    "owner": "Crumb  & Co.. GmbH",
    "representative": "Ann Reed",
    "register_entry": "HRB 1",
    "vat_id": "DE 2",
    "authority": "Chamber of Bread",
}
LANGUAGES = pytest.mark.parametrize("language", SPOKEN)


def prose(request: Brief, path: str, plan: DesignPlan = WHOLE) -> SectionContent:
    content = EmbeddedWriter().content(request, EmbeddedWriter().market(request), brand(), plan)
    return part(content, path, SectionKind.PROSE)


def everything(words: SectionContent) -> str:
    items = (text for item in words.items for text in (item.title, item.text, *item.includes))
    return "\n".join([words.heading, *words.paragraphs, *items])


@LANGUAGES
def test_every_language_has_every_legal_page(language: Spoken) -> None:
    assert set(legal_pages(language)) == {kind for kind in PageKind if kind.legal}


@LANGUAGES
def test_texts_name_only_what_there_is(language: Spoken) -> None:
    slots = set(legal_slots(Subject.of(brief(language=language))))
    known = {"named", "form", "newsletter", "reachable", "profiles", "eu"}
    for page in legal_pages(language).values():
        for each in page.parts:
            assert {slot for text in (each.text, *each.points) for slot in slots_in(text)} <= slots
            named = {condition.lstrip("!") for condition in each.when}
            assert all(name in known or re.fullmatch(r"country:[A-Z]{2}", name) for name in named), each.when


@LANGUAGES
def test_texts_claim_nothing_and_keep_to_the_language(language: Spoken) -> None:
    for page in legal_pages(language).values():
        texts = [page.heading, page.intro, *(text for each in page.parts for text in (each.title, each.text))]
        texts += [point for each in page.parts for point in each.points]
        for text in texts:
            assert list(unsupported_claims(text, NOTHING_SAID[language], laws=True)) == [], text
            assert not OURS[language].search(text), text
            assert "'" not in text, text
            if informal := INFORMAL.get(language):
                assert not informal.search(text), text


@LANGUAGES
def test_says_what_the_software_does(language: Spoken) -> None:
    """No cookies, nothing from other hosts, the host by its name: on every site, in every language."""
    request = brief(language=language)
    privacy, cookies = everything(prose(request, "/privacy/")), everything(prose(request, "/cookies/"))
    assert "Amazon Web Services" in privacy
    assert re.search("cookie", privacy, re.IGNORECASE)
    assert re.search("cookie", cookies, re.IGNORECASE)
    assert not re.search("google|facebook|youtube", privacy + cookies, re.IGNORECASE)


@LANGUAGES
def test_names_who_answers_for_the_site_exactly_as_given(language: Spoken) -> None:
    request = brief(language=language, legal=LEGAL, contact={"phone": "0731 12", "address": ADDRESS})
    imprint = prose(request, "/imprint/")
    lines = [line for item in imprint.items for line in (item.text, *item.includes)]
    assert {"Crumb & Co.. GmbH", "Ann Reed", "HRB 1", "DE 2", "Chamber of Bread", "Main 1", "89073 Ulm"} <= set(lines)
    assert any(line.endswith("0731 12") for line in lines)
    assert "Crumb & Co.. GmbH" in everything(prose(request, "/privacy/"))


@LANGUAGES
def test_what_is_missing_is_left_out_and_said_to_be_missing(language: Spoken) -> None:
    known, unknown = brief(language=language, legal=LEGAL), brief(language=language)
    for path in ("/privacy/", "/imprint/", "/terms/"):
        with_owner, without = everything(prose(known, path)), everything(prose(unknown, path))
        assert "Crumb & Co.. GmbH" in with_owner
        assert "Crumb" in without
        assert "{" not in without
        assert with_owner != without
    titles = {item.title for item in prose(unknown, "/imprint/").items}
    assert len(titles) == len(prose(known, "/imprint/").items) - 4


@LANGUAGES
def test_who_gave_an_address_is_named_by_the_business(language: Spoken) -> None:
    request = brief(language=language, contact={"address": ADDRESS})
    nobody = everything(prose(brief(language=language), "/imprint/"))
    for path in ("/privacy/", "/imprint/", "/terms/"):
        words = prose(request, path)
        first = next(item for item in words.items if "Crumb" in item.includes)
        assert first.text == "" or first.text.endswith(":"), "nothing is said to be missing"
        assert any("Main 1" in line for line in first.includes)
        assert first.text not in nobody or not first.text


def test_an_english_page_reads_like_this() -> None:
    words = prose(brief(legal={"owner": "Crumb Ltd"}, contact={"email": "a@crumb.example"}), "/imprint/")
    assert words.heading == "Legal notice"
    assert [(item.title, item.text, item.includes) for item in words.items] == [
        ("Responsible for this website", "", ("Crumb Ltd",)),
        ("Contact", "", ("Email: a@crumb.example",)),
        ("Hosting", "Amazon Web Services", ()),
    ]


def test_forms_and_newsletters_are_described_where_there_are_any() -> None:
    with_forms, without = prose(brief(), "/privacy/"), prose(brief(), "/privacy/", without_forms(WHOLE))
    titles = [item.title for item in with_forms.items]
    assert {"When you send a form", "Newsletter"} <= set(titles)
    assert not {"When you send a form", "Newsletter"} & {item.title for item in without.items}


def without_forms(plan: DesignPlan) -> DesignPlan:
    forms = {SectionKind(kind) for kind in ("contact", "booking", "quote", "order", "newsletter")}
    pages = (
        page.model_copy(update={"sections": tuple(each for each in page.sections if each.kind not in forms)})
        for page in plan.pages
    )
    return plan.model_copy(update={"pages": tuple(pages)})


def test_a_hero_above_takes_heading_and_introduction() -> None:
    pages = tuple(
        page.model_copy(update={"sections": (WHOLE.pages[0].sections[0], *page.sections)})
        if page.kind is PageKind.PRIVACY
        else page
        for page in WHOLE.pages
    )
    plan = WHOLE.model_copy(update={"pages": pages})
    content = EmbeddedWriter().content(brief(), EmbeddedWriter().market(brief()), brand(), plan)
    assert part(content, "/privacy/", SectionKind.HERO).heading == "Privacy notice"
    below = part(content, "/privacy/", SectionKind.PROSE)
    assert (below.heading, below.paragraphs) == ("Your personal data here", ())


@pytest.mark.parametrize(
    ("fields", "country"),
    [
        ({"country": "FR", "language": "de"}, "FR"),
        ({"contact": {"address": ADDRESS}, "language": "fr-CH"}, "DE"),
        ({"language": "pt-BR"}, "BR"),
        ({"language": "de"}, "DE"),
        ({"language": "zh-Hant"}, None),
        ({"language": "es"}, None),
        ({"language": "en"}, None),
    ],
)
def test_where_the_business_is(fields: dict[str, object], country: str | None) -> None:
    assert country_of(Subject.of(brief(**fields))) == country


def test_the_law_is_that_of_the_country() -> None:
    assert "§ 5 DDG" not in everything(prose(brief(language="de"), "/imprint/"))  # Nobody answers for it yet.
    assert "§ 5 DDG" in everything(prose(brief(language="de", legal=LEGAL), "/imprint/"))
    assert "DDG" not in everything(prose(brief(language="de-CH", legal=LEGAL), "/imprint/"))
    assert "eu" in conditions(Subject.of(brief(country="IE")), PLAN)
    assert "eu" not in conditions(Subject.of(brief(country="US")), PLAN)


def test_parts_follow_their_conditions() -> None:
    parts = (
        Part(title="A", text="a", when=("owner",)),
        Part(title="B", text="b", when=("!owner",)),
        Part(title="C", text="Here is {owner}."),
        Part(title="D", text="Listed:", points=("{owner}", "{vat}")),
    )
    page = legal_pages("en")[PageKind.TERMS].model_copy(update={"parts": parts})
    titles = [item.title for item in written_parts(page, frozenset({"owner"}), {"owner": "X", "vat": ""})]
    assert titles == ["A", "C", "D"]
    assert [item.title for item in written_parts(page, frozenset(), {"owner": "", "vat": ""})] == ["B"]
