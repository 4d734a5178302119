"""The promise that everything here is built for: no fact on a site that its owner did not give, and all that were."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

import pytest

from code24.ai.embedded import EmbeddedWriter
from code24.ai.playbook import SPOKEN, Spoken, labels
from code24.ai.recognition import Kind, kinds
from code24.ai.targets import telephone
from code24.build.brand.models import BrandRequest
from code24.build.brand.worker import create_brand
from code24.build.content.claims import Said, unsupported_claims
from code24.build.content.defects import defects_of
from code24.build.content.law import law_references, without_law_references
from code24.build.content.models import SectionContent, SiteContent
from code24.build.design.models import DesignPlan, DesignRequest, PageKind, Section, SectionKind
from code24.build.design.worker import plan_design
from code24.build.models import Brief
from code24.types import Goal
from tests.unit.ai.plans import PLAN, WHOLE, brand, brief
from tests.unit.build.content.owners import DESCRIPTIONS, SUPERLATIVES, full_of_facts, pictured

WRITER = EmbeddedWriter()
BUSINESSES = tuple({kind.playbook: kind for kind in reversed(kinds())}.values())
NAMES_OF_LAW = {"GDPR", "DSGVO", "RGPD", "DDG", "Amazon", "Web", "Services", "IP", "CNIL"}


PLAN_OF_ALL = DesignPlan(style=WHOLE.style, pages=tuple(map(pictured, WHOLE.pages)))
"""Every kind of page and section, with pictures."""


@cache
def written(request: str, plan: str) -> SiteContent:
    business, planned = Brief.model_validate_json(request), DesignPlan.model_validate_json(plan)
    return WRITER.content(business, WRITER.market(business), brand(), planned)


def site_of(request: Brief, plan: DesignPlan = PLAN_OF_ALL) -> SiteContent:
    return written(request.model_dump_json(), plan.model_dump_json())


def section_texts(words: SectionContent) -> Iterator[str]:
    yield from (words.heading, words.eyebrow, *words.paragraphs, *words.alts.values(), *words.captions.values())
    for item in words.items:
        yield from (item.title, item.text, item.detail, item.price, item.group, *item.includes)
    yield from (action.label for action in words.actions)


def all_texts(site: SiteContent) -> Iterator[tuple[str, bool]]:
    """Every text of a site that reaches visitors or search engines, with whether it may name a law."""
    yield site.tagline, False
    for page in site.pages:
        yield from ((text, False) for text in (page.nav_label, page.title, page.description))
        for words in page.sections:
            yield from ((text, words.kind is SectionKind.PROSE) for text in section_texts(words) if text)


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def everything_said(request: Brief) -> str:
    return request.model_dump_json()


@cache
def known_words(language: Spoken) -> frozenset[str]:
    """Every word of the writer's own data in a language: German writes its nouns with a capital."""
    folder = resources.files("code24.ai")
    files = [*folder.joinpath("playbooks", language).iterdir()]
    files += [folder.joinpath(part, f"{language}.toml") for part in ("frames", "legal", "labels")]
    return frozenset(word for file in files for word in re.findall(r"[^\W\d_]+", file.read_text("utf-8")))


def proper_names(text: str) -> set[str]:
    """Words with a capital that do not begin a sentence."""
    return set(re.findall(r"(?<=[^\W\d_][ ,;\u202f])[^\W\d_]*[A-ZÀ-Þ][^\W\d_]*", text))


def invented(site: SiteContent, request: Brief, language: Spoken) -> Iterator[str]:
    """What stands on the site and was never said."""
    said = Said.by(request)
    owners = everything_said(request)
    ways = {"", f"mailto:{request.contact.email}", telephone(request.contact.phone or "")}
    targets = {action.target for page in site.pages for words in page.sections for action in words.actions}
    yield from (target for target in targets if ":" in target and target not in ways)
    given_numbers = numbers_in(owners)
    given_names = set(re.findall(r"[^\W\d_]+", owners)) | NAMES_OF_LAW
    # What a text of the writer's begins with is a word of the language, and may stand behind a slot as well.
    ours = known_words(language)
    for text, laws in all_texts(site):
        bare = without_law_references(text, language) if laws else text
        yield from (f"number {number}: {text}" for number in numbers_in(bare) - given_numbers)
        yield from (f"{claim}: {text}" for claim in unsupported_claims(text, said, laws=laws))
        yield from (f"name {name}: {text}" for name in proper_names(bare) - given_names - ours)


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("kind", BUSINESSES, ids=lambda kind: kind.playbook)
def test_nothing_is_invented_and_nothing_is_lost(kind: Kind, goal: Goal, language: Spoken) -> None:
    request = full_of_facts(language, labels(language)[kind.id], goal)
    site = site_of(request)
    assert list(invented(site, request, language)) == []
    assert list(lost(site, request)) == []
    assert defects_of(site, request, PLAN_OF_ALL) == ()


def lost(site: SiteContent, request: Brief) -> Iterator[str]:
    """What was given and does not stand on the site, exactly as it was given."""
    standing = {kind: set[tuple[object, ...]]() for kind in SectionKind}
    for page in site.pages:
        for words in page.sections:
            standing[words.kind] |= {
                (i.title, i.text, i.detail, i.price, i.group, i.includes, i.picture) for i in words.items
            }
    for kind, given in stated(request):
        if given not in standing[kind]:
            yield f"{given} in {kind}"
    imprint = next(page for page in site.pages if page.kind is PageKind.IMPRINT)
    printed = {text for words in imprint.sections for text in section_texts(words)}
    yield from (line for line in request.legal.model_dump().values() if line not in printed)


def stated(request: Brief) -> Iterator[tuple[SectionKind, tuple[object, ...]]]:
    """Each fact of a brief's lists as an item must have it, with the kinds of sections that list it."""
    for offer in request.offers:
        for kind in ("offers", "menu", "price-list", "products", "plans", "comparison"):
            yield (
                SectionKind(kind),
                (offer.name, offer.text or "", "", offer.price or "", offer.group or "", offer.includes, offer.image),
            )
    for person in request.team:
        yield SectionKind.TEAM, (person.name, person.text or "", person.role or "", "", "", (), person.image)
    for voice in request.testimonials:
        yield SectionKind.TESTIMONIALS, (voice.author, voice.quote, voice.detail or "", "", "", (), None)
    for figure in request.figures:
        yield SectionKind.FIGURES, (figure.label, "", figure.value, "", "", (), None)
    for own in request.questions:
        yield SectionKind.QUESTIONS, (own.question, own.answer, "", "", "", (), None)


@pytest.mark.parametrize("language", SPOKEN)
def test_on_a_designed_site_nothing_is_lost_however_much_is_given(language: Spoken) -> None:
    """With the design's own plan: sixty offers, twelve questions."""
    offers = [{"name": f"Quorn {n}", "price": f"€ {n},50", "group": f"Vexley {n // 9}"} for n in range(60)]
    questions = [{"question": f"Quorn {n}?", "answer": f"Vexley {n}."} for n in range(12)]
    request = full_of_facts(language, offers=offers, questions=questions)
    market = WRITER.market(request)
    look = create_brand(BrandRequest(brief=request, market_research=market))
    plan = plan_design(DesignRequest(brief=request, market_research=market, brand=look))
    site = WRITER.content(request, market, look, plan)
    items = {(i.title, i.text, i.detail, i.price, i.group) for p in site.pages for s in p.sections for i in s.items}
    wanted = {(offer.name, "", "", offer.price, offer.group) for offer in request.offers}
    wanted |= {(own.question, own.answer, "", "", "") for own in request.questions}
    wanted |= {(person.name, person.text or "", person.role, "", "") for person in request.team}
    wanted |= {(voice.author, voice.quote, voice.detail or "", "", "") for voice in request.testimonials}
    wanted |= {(figure.label, "", figure.value, "", "") for figure in request.figures}
    assert wanted - items == set()
    assert list(invented(site, request, language)) == []
    assert defects_of(site, request, plan) == ()


@pytest.mark.parametrize("language", SPOKEN)
def test_the_description_stands_word_for_word(language: Spoken) -> None:
    """Each of its sentences is found somewhere: dates, names, the prize, the hours."""
    request = full_of_facts(language)
    paragraphs = "\n".join(text for text, _ in all_texts(site_of(request)))
    sentences = re.split(r"(?<=\S{3}[.!])\s", DESCRIPTIONS[language])
    assert len(sentences) == 5
    assert [sentence for sentence in sentences if sentence not in paragraphs] == []


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("field", ["offers", "team", "testimonials", "figures", "questions", "images", "legal"])
def test_what_is_not_given_is_not_there(language: Spoken, field: str) -> None:
    """One field of facts left out: nothing stands in its place as if it were true."""
    without: dict[str, object] = {field: [] if field != "legal" else {}}
    if field == "images":
        without |= {"offers": [], "team": []}
    request = full_of_facts(language, **without)
    plan = PLAN_OF_ALL if field != "images" else WHOLE
    site = site_of(request, plan)
    assert list(invented(site, request, language)) == []
    assert defects_of(site, request, plan) == ()
    pages = {words.kind: words for page in site.pages for words in page.sections}
    missing = {"team": SectionKind.TEAM, "testimonials": SectionKind.TESTIMONIALS, "figures": SectionKind.FIGURES}
    if kind := missing.get(field):
        assert pages[kind].items == ()
        assert len(pages[kind].paragraphs) == 1


@pytest.mark.parametrize("language", SPOKEN)
def test_offers_of_a_description_keep_their_prices(language: Spoken) -> None:
    lines = {
        "en": "Our prices:\n- Quorn session – £48.50\n- Vexley set: from € 1,234.50",  # noqa: RUF001
        "de": "Preise:\n- Quorn-Sitzung – 48,50 €\n- Vexley-Set: ab 1.234,50 €",  # noqa: RUF001
        "fr": "Tarifs :\n- Séance Quorn – 48,50 €\n- Coffret Vexley : à partir de 1 234,50 €",  # noqa: RUF001
        "es": "Precios:\n- Sesión Quorn – 48,50 €\n- Juego Vexley: desde 1.234,50 €",  # noqa: RUF001
        "pt": "Preços:\n- Sessão Quorn – R$ 48,50\n- Conjunto Vexley: a partir de 1.234,50 €",  # noqa: RUF001
        "it": "Prezzi:\n- Seduta Quorn – € 48,50\n- Set Vexley: da 1.234,50 €",  # noqa: RUF001
    }
    request = full_of_facts(language, offers=[], images=[], team=[], description=lines[language])
    market = WRITER.market(request)
    assert (
        [f"{offer.name} {offer.price}" for offer in market.offered]
        == [
            re.sub(r"(?: – |\s?: )", " ", line.removeprefix("- "))  # noqa: RUF001
            for line in lines[language].splitlines()[1:]
        ]
    )
    assert list(invented(site_of(request, WHOLE), request, language)) == []


@pytest.mark.parametrize("language", SPOKEN)
def test_key_messages_are_headings_and_count_as_said(language: Spoken) -> None:
    def told(section: Section) -> Section:
        return section.model_copy(update={"key_message": SUPERLATIVES[language]})

    pages = tuple(page.model_copy(update={"sections": tuple(map(told, page.sections))}) for page in PLAN.pages)
    plan = PLAN.model_copy(update={"pages": pages})
    request = brief(language=language)
    site = WRITER.content(request, WRITER.market(request), brand(), plan)
    assert {words.heading for page in site.pages for words in page.sections} == {SUPERLATIVES[language]}
    assert defects_of(site, request, plan) == ()


@pytest.mark.parametrize("language", SPOKEN)
def test_only_laws_on_the_list_may_be_named(language: Spoken) -> None:
    assert all(numbers_in(without_law_references(law, language)) == set() for law in law_references(language))
    assert without_law_references("Article 99 GDPR, § 823 BGB", language) == "Article 99 GDPR, § 823 BGB"
