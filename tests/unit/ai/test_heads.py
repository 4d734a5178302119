import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from code24.ai.heads import DESCRIPTION, TITLE, Heads, nav_label
from code24.ai.pages import write_pages
from code24.ai.playbook import SPOKEN
from code24.ai.subject import Subject
from code24.build.content.claims import Said, unsupported_claims
from code24.build.content.models import PageContent
from code24.build.design.models import PageKind
from code24.types import Line, Prose
from tests.timing import cpu_seconds
from tests.unit.ai.plans import WHOLE, brief

LONG = "The Honourable Society of Bakers, Confectioners, Millers and Friends of Sourdough of the Upper Valley"
LANGUAGES = (*SPOKEN, "pt-BR", "de-CH", "ja", "ar", "nl", "th", "zh-Hant")
NAMES = (
    "Q",
    "Crumb",
    "Crumb & Ember Bakery of Totnes",
    LONG,
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenbackstube" * 2,
    "茶房 月白",
    "京都の小さな花屋さん" * 10,
    "مطعم الزيتون الصغير في المدينة القديمة بجانب المسجد الكبير في وسط السوق",
    "בית קפה",
    '{{ 7*7 }} <b>Bits & Bytes</b> "Repair" {% if x %}',
    "{name} {place} {type}",
    "👨‍👩‍👧 Family & Co 🎂",
    "e\u0301" * 60,
    "..,,;;!!??  ...  --",
    "...",
    "ร้านอาหารไทยเล็กๆในกรุงเทพมหานครอมรรัตนโกสินทร์",
)


def heads(name: str, language: str, **fields: object) -> list[tuple[str, str]]:
    subject = Subject.of(brief(name=name, language=language, **fields))
    writer = Heads(subject)
    return [(writer.title(page), writer.description(page)) for page in WHOLE.pages]


def check(found: list[tuple[str, str]]) -> None:
    assert all(TITLE[0] <= len(title) <= TITLE[1] for title, _ in found), found
    assert all(DESCRIPTION[0] <= len(description) <= DESCRIPTION[1] for _, description in found), found
    assert len({title.casefold() for title, _ in found}) == len(found), found
    assert len({description.casefold() for _, description in found}) == len(found), found


def test_the_lengths_are_those_that_search_results_show() -> None:
    assert (TITLE, DESCRIPTION) == ((40, 60), (120, 160))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_a_title_and_a_description_of_its_own(name: str, language: str) -> None:
    check(heads(name, language))
    check(heads(name, language, description="-", business_type="{{type}}"))


def accepted(kind: object, text: str) -> bool:
    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return False
    return True


@settings(max_examples=200)
@given(
    name=(st.text(min_size=1, max_size=120) | st.sampled_from(NAMES))
    .map(lambda t: t[:120])
    .filter(lambda t: accepted(Line, t)),
    description=st.lists(st.text(max_size=90) | st.sampled_from(["We bake rye bread in Ulm.", "- Rye 4 €\n- Oat 5 €"]))
    .map("\n".join)
    .filter(lambda t: accepted(Prose, t)),
    business_type=st.sampled_from(["bakery", "Friseur", "axe throwing", "{{type}}", "<b>shop</b>", "a" * 80, "茶房"]),
    language=st.sampled_from(LANGUAGES),
)
@example(name="Q", description="-", business_type="{{type}}", language="it")
def test_whatever_the_owner_says(name: str, description: str, business_type: str, language: str) -> None:
    request = brief(name=name, description=description, business_type=business_type, language=language)
    subject = Subject.of(request)
    writer = Heads(subject)
    found = [(writer.title(page), writer.description(page)) for page in WHOLE.pages]
    check(found)
    said = Said.by(request)
    assert [claim for texts in found for text in texts for claim in unsupported_claims(text, said)] == []


def test_a_plan_with_one_page_twice_still_tells_them_apart() -> None:
    subject = Subject.of(brief())
    writer = Heads(subject)
    offer = next(page for page in WHOLE.pages if page.kind is PageKind.OFFER)
    assert len({writer.title(offer) for _ in range(4)}) == 4


@pytest.mark.parametrize(
    ("name", "language", "kind", "title"),
    [
        ("Crumb", "en", PageKind.HOME, "Crumb – Bakery in Ulm: Rye bread and rolls"),  # noqa: RUF001
        ("Crumb", "en", PageKind.PRIVACY, "Crumb – What happens to your personal data here"),  # noqa: RUF001
        ("Krümel", "de", PageKind.CONTACT, "Krümel – Kontakt aufnehmen und eine Frage stellen"),  # noqa: RUF001
    ],
)
def test_the_richest_title_that_fits(name: str, language: str, kind: PageKind, title: str) -> None:
    page = next(page for page in WHOLE.pages if page.kind is kind)
    assert Heads(Subject.of(brief(name=name, language=language))).title(page) == title


def test_a_title_does_not_say_the_type_twice() -> None:
    subject = Subject.of(
        brief(name="Bäckerei Sonne", language="de", business_type="Bäckerei", description="Bäckerei in Ulm.")
    )
    assert write_pages(subject, WHOLE)[0].title.lower().count("bäckerei") == 1


def test_a_long_name_is_cut_between_words() -> None:
    assert Subject.of(brief(name=LONG)).name == "The Honourable Society of Bakers"


def test_a_name_of_one_long_word_gives_way_to_the_kind_of_business() -> None:
    assert Subject.of(brief(name="x" * 100)).name == "Bakery"
    assert Subject.of(brief(name="x" * 100, business_type="{{type}}")).name == "x" * 43 + "…"


def test_the_owners_sentences_come_first() -> None:
    home = write_pages(Subject.of(brief()), WHOLE)[0]
    assert home.description.startswith("Crumb is a small bakery in Ulm. We bake rye bread and rolls.")


@pytest.mark.parametrize("language", SPOKEN)
def test_navigation_labels_are_short(language: str) -> None:
    subject = Subject.of(brief(language=language))
    assert all(1 <= len(nav_label(subject, page)) <= 30 for page in WHOLE.pages)


def test_heads_are_quick_for_any_description() -> None:
    subject = Subject.of(brief(description=" ".join(f"We bake loaf number {n}." for n in range(1_800))))
    assert isinstance(write_pages(subject, WHOLE)[0], PageContent)
    assert cpu_seconds(lambda: write_pages(subject, WHOLE)) < 0.2
