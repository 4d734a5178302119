import pytest

from code24.build.content.models import Item, SectionContent
from code24.build.design.models import SectionKind
from code24.build.development.form_views import KINDS, FormFacts, FormView, form_view
from code24.forms.fields import FORMS, Occasion, asked
from code24.forms.models import FormKind
from code24.forms.words import form_words

FACTS = FormFacts(words=form_words("de"), privacy_path="/datenschutz/", privacy_label="Datenschutz", company=True)


def view_of(kind: SectionKind, facts: FormFacts = FACTS, *titles: str) -> FormView:
    text = SectionContent(id="x", kind=kind, heading="H", items=tuple(Item(title=title) for title in titles))
    view = form_view(kind, "x", text, facts)
    assert view
    return view


def test_every_form_has_a_section_and_other_sections_have_none() -> None:
    assert set(KINDS.values()) == set(FormKind)
    assert form_view(SectionKind.STORY, "x", SectionContent(id="x", kind=SectionKind.STORY, heading="H"), FACTS) is None


@pytest.mark.parametrize("kind", KINDS)
def test_fields_follow_the_list_of_the_form_in_its_order(kind: SectionKind) -> None:
    names = [field.name for field in view_of(kind).fields]
    listed = [field.name for field in FORMS[KINDS[kind]]]
    assert names == [name for name in listed if name in names]
    assert {field.name for field in asked(KINDS[kind], Occasion.VISIT) if field.required} <= set(names)


def test_the_number_of_people_is_asked_where_guests_come_in_company() -> None:
    alone = FormFacts(words=form_words("en"))
    assert "people" in {field.name for field in view_of(SectionKind.BOOKING).fields}
    assert "people" not in {field.name for field in view_of(SectionKind.BOOKING, alone).fields}


def test_a_stay_has_arrival_and_departure_and_no_time() -> None:
    lodging = FormFacts(words=form_words("de"), company=True, nights=True)
    view = view_of(SectionKind.BOOKING, lodging)
    names = [field.name for field in view.fields]
    assert names[:3] == ["arrival", "departure", "people"]
    assert {"date", "time", "wish"}.isdisjoint(names)
    assert [(field.label, field.input_type, field.required) for field in view.fields[:2]] == [
        ("Anreise", "date", True),
        ("Abreise", "date", True),
    ]
    assert view.submit == "Aufenthalt anfragen"
    assert view_of(SectionKind.BOOKING).submit == "Termin anfragen"
    assert view_of(SectionKind.CONTACT, lodging).submit == "Nachricht senden"
    rooms = FormFacts(words=form_words("de"), nights=True, offers=("Single", "Double"))
    assert view_of(SectionKind.BOOKING, rooms).fields[0].options == ("Single", "Double")


def test_words_of_older_builds_lack_only_what_can_be_said_in_their_language() -> None:
    words = form_words("fr")
    older = words.model_copy(
        update={
            "labels": {name: label for name, label in words.labels.items() if name not in {"arrival", "departure"}},
            "submit_stay": "",
        }
    )
    view = view_of(SectionKind.BOOKING, FormFacts(words=older, nights=True))
    assert [field.label for field in view.fields[:2]] == ["Arrivée", "Départ"]
    assert view.submit == "Demander une réservation"


@pytest.mark.parametrize("kind", [SectionKind.BOOKING, SectionKind.QUOTE, SectionKind.ORDER])
def test_the_offers_of_the_site_are_the_choice_where_the_section_names_none(kind: SectionKind) -> None:
    facts = FormFacts(words=form_words("de"), offers=("Cut", "Colour"))
    assert view_of(kind, facts).fields[0].options == ("Cut", "Colour")
    assert view_of(kind, facts, "Bread", "Rolls").fields[0].options == ("Bread", "Rolls")


def test_nobody_books_a_dish() -> None:
    facts = FormFacts(words=form_words("de"), tables=True, offers=("Soup", "Fish"))
    assert view_of(SectionKind.BOOKING, facts).fields[0].control == "input"
    assert view_of(SectionKind.ORDER, facts).fields[0].options == ("Soup", "Fish")


def test_the_privacy_note_links_to_the_page_where_there_is_one() -> None:
    note = view_of(SectionKind.CONTACT).privacy
    assert note
    assert note.before + "{privacy}" + note.after == FACTS.words.privacy
    assert (note.path, note.label) == ("/datenschutz/", "Datenschutz")
    assert view_of(SectionKind.CONTACT, FormFacts(words=form_words("en"))).privacy is None


def test_a_choice_lists_each_offer_once() -> None:
    view = view_of(SectionKind.ORDER, FACTS, "Bread", "Rolls", "Bread")
    what = view.fields[0]
    assert (what.control, what.options, what.max_length) == ("select", ("Bread", "Rolls"), None)


@pytest.mark.parametrize("kind", KINDS)
def test_halves_come_in_pairs(kind: SectionKind) -> None:
    widths = [field.width for field in view_of(kind).fields]
    while "field-half" in widths:
        first = widths.index("field-half")
        assert widths[first + 1] == "field-half"
        del widths[: first + 2]


def test_controls_help_the_keyboard_and_say_what_they_take() -> None:
    fields = {field.name: field for field in view_of(SectionKind.BOOKING).fields}
    assert (fields["email"].input_type, fields["email"].input_mode) == ("email", "email")
    assert fields["phone"].autocomplete == "tel"
    assert (fields["date"].input_type, fields["date"].max_length) == ("date", None)
    assert (fields["people"].least, fields["people"].most, fields["people"].input_mode) == (1, 999, "numeric")
    assert fields["note"].control == "textarea"
    assert fields["date"].hint == FACTS.words.hints["date"]
