import pytest
from markupsafe import Markup

from code24.build.design.models import PageKind
from code24.build.development.repairs import Repairs
from code24.build.development.views import header_action, page_view, site_facts
from code24.build.models import Offer
from code24.build.pictures.models import Pictures
from tests.unit.build.development.specimens import content_of_everything, plan_of_everything
from tests.unit.build.sample_sites import brief_of

PLAN = plan_of_everything(0)
CONTENT = content_of_everything(brief_of(), PLAN)


@pytest.mark.parametrize(("schema_type", "company"), [("Restaurant", True), ("Hotel", True), ("Dentist", False)])
def test_guests_that_come_in_company_are_counted(schema_type: str, *, company: bool) -> None:
    assert site_facts(PLAN, CONTENT, Pictures(), schema_type).forms.company is company


@pytest.mark.parametrize(
    ("schema_type", "nights"), [("Hotel", True), ("BedAndBreakfast", True), ("Restaurant", False), ("Dentist", False)]
)
def test_guests_of_lodgings_stay_over_night(schema_type: str, *, nights: bool) -> None:
    assert site_facts(PLAN, CONTENT, Pictures(), schema_type).forms.nights is nights


def test_forms_know_the_names_of_some_offers() -> None:
    def named(*names: str) -> tuple[str, ...]:
        offers = [Offer(name=name) for name in names]
        return site_facts(PLAN, CONTENT, Pictures(), "Dentist", offers).forms.offers

    assert named() == named("Filling") == named("Filling", "Filling") == ()
    assert named("Filling", "Check-up", "Filling") == ("Filling", "Check-up")
    assert len(named(*(f"Offer {number}" for number in range(80)))) == 30


def test_forms_speak_english_where_the_writer_brought_no_words() -> None:
    words = CONTENT.interface.model_copy(update={"forms": None})
    forms = site_facts(PLAN, CONTENT.model_copy(update={"interface": words}), Pictures(), "Dentist").forms
    assert (forms.words.language, forms.privacy_path, forms.privacy_label) == ("en", "/privacy/", "Privacy")


def test_only_pages_for_search_engines_have_data() -> None:
    site = site_facts(PLAN, CONTENT, Pictures(), "Dentist")
    views = [
        page_view(page, words, site, origin="https://a.example", data=Markup("{}"), repairs=Repairs())
        for page, words in zip(PLAN.pages, CONTENT.pages, strict=True)
    ]
    assert [bool(view.structured_data) for view in views] == [view.indexed for view in views]
    assert [view.kind for view in views if not view.indexed] == [PageKind.NOT_FOUND]
    assert views[1].url == "https://a.example/about/"


def test_the_header_repeats_the_first_call_to_action() -> None:
    found = header_action(CONTENT, PLAN)
    assert found
    action, foreign = found
    assert (action.label, action.target, foreign) == ("Onward Plain words", "/", False)
