import subprocess
import sys
from collections import Counter

from code24.ai.embedded import EmbeddedWriter
from code24.ai.recognition import kinds
from code24.build.content.defects import defects_of
from code24.build.content.models import SiteContent
from code24.build.design.models import DesignPlan, SectionKind
from code24.build.models import Brief
from tests.unit.ai.plans import HOME_ONLY, PLAN, brand, brief, part

WRITER = EmbeddedWriter()
ONE_KIND_A_PLAYBOOK = tuple({kind.playbook: kind for kind in reversed(kinds())}.values())


def write(brief: Brief, plan: DesignPlan = PLAN) -> SiteContent:
    return WRITER.content(brief, WRITER.market(brief), brand(), plan)


TRATTORIA = brief(
    name="Trattoria Bella Vista",
    business_type="Italian restaurant",
    primary_goal="bookings",
    description=(
        "Family-run Italian restaurant in Lübeck since 1998. We make fresh pasta every morning and serve wood-fired"
        " pizza, grilled fish and homemade tiramisu. Our terrace overlooks the river Trave. Vegetarian and gluten-free"
        " dishes are available. Maria and Paolo run the kitchen, their daughter Giulia looks after the guests."
        " Groups of up to 40"
        " people are welcome in our back room."
    ),
    contact={
        "phone": "+49 451 555 0123",
        "address": {"street": "An der Obertrave 12", "postal_code": "23552", "city": "Lübeck", "country": "DE"},
    },
)
PRAXIS = brief(
    name="Zahnarztpraxis Dr. Lena Hoffmann",
    language="de",
    business_type="Zahnarztpraxis",
    primary_goal="bookings",
    description=(
        "Zahnarztpraxis im Herzen von Freiburg mit Schwerpunkt auf Angstpatienten. Dr. Lena Hoffmann und ihr Team"
        " behandeln seit 2009 in der Kaiser-Joseph-Str. 210. Leistungen: Prophylaxe, Füllungen, Zahnersatz, Implantate"
        " und Bleaching."
        " Wir sprechen Deutsch, Englisch und Türkisch. Die Praxis ist barrierefrei erreichbar."
    ),
    contact={"phone": "0761 123456"},
)


class TestAnEnglishSite:
    site = write(TRATTORIA)

    def test_opens_with_the_playbooks_headline_and_the_owners_sentence(self) -> None:
        hero = part(self.site, "/", SectionKind.HERO)
        assert hero.heading == "Which evening shall it be?"
        assert hero.eyebrow == "Italian restaurant in Lübeck"
        assert hero.paragraphs == ("Family-run Italian restaurant in Lübeck since 1998.",)
        assert [(action.label, action.target) for action in hero.actions] == [
            ("Book a table", "/contact/"),
            ("See the menu", "/services/"),
        ]

    def test_lists_what_the_owner_lists(self) -> None:
        offers = part(self.site, "/", SectionKind.OFFERS)
        assert [item.title for item in offers.items] == [
            "Fresh pasta",
            "Wood-fired pizza",
            "Grilled fish",
            "Homemade tiramisu",
        ]

    def test_puts_sentences_where_they_belong(self) -> None:
        cards = {item.title: item.text for item in part(self.site, "/", SectionKind.FEATURES).items}
        assert cards == {
            "Outdoors": "Our terrace overlooks the river Trave.",
            "What you can eat": "Vegetarian and gluten-free dishes are available.",
            "For groups": "Groups of up to 40 people are welcome in our back room.",
        }
        assert part(self.site, "/", SectionKind.STORY).paragraphs == (
            "Maria and Paolo run the kitchen, their daughter Giulia looks after the guests.",
        )

    def test_titles_and_descriptions(self) -> None:
        home = self.site.pages[0]
        assert home.title == "Trattoria Bella Vista: Italian restaurant in Lübeck"
        assert home.description == (
            "Family-run Italian restaurant in Lübeck since 1998. We make fresh pasta every morning and serve wood-fired"
            " pizza, grilled fish and homemade tiramisu."
        )

    def test_the_contact_page_leads_to_the_telephone(self) -> None:
        contact = part(self.site, "/contact/", SectionKind.CONTACT)
        assert [(action.label, action.target) for action in contact.actions] == [
            ("Call +49 451 555 0123", "tel:+494515550123")
        ]

    def test_to_do_names_what_is_missing(self) -> None:
        fields = [to_do.field for to_do in self.site.to_do]
        assert fields == ["contact.email", "contact.openingHours", "images"]


class TestAGermanSite:
    site = write(PRAXIS)

    def test_is_german_throughout(self) -> None:
        hero = part(self.site, "/", SectionKind.HERO)
        assert hero.eyebrow == "Zahnarztpraxis in Freiburg"
        assert hero.heading in {"Ein Termin für Ihre Zähne", "Lieber jetzt, als wenn es wehtut"}
        assert [action.label for action in hero.actions] == ["Termin vereinbaren", "Zu den Behandlungen"]
        assert [page.nav_label for page in self.site.pages[:4]] == ["Start", "Behandlungen", "Über uns", "Kontakt"]
        assert self.site.interface.days[2] == "Mittwoch"

    def test_abbreviations_do_not_end_sentences(self) -> None:
        cards = {item.title: item.text for item in part(self.site, "/", SectionKind.FEATURES).items}
        assert (
            cards["Geschichte"] == "Dr. Lena Hoffmann und ihr Team behandeln seit 2009 in der Kaiser-Joseph-Str. 210."
        )
        assert cards["Sprachen"] == "Wir sprechen Deutsch, Englisch und Türkisch."

    def test_lists_the_treatments(self) -> None:
        titles = [item.title for item in part(self.site, "/services/", SectionKind.OFFERS).items]
        assert titles == ["Prophylaxe", "Füllungen", "Zahnersatz", "Implantate", "Bleaching"]


def test_a_terse_brief_gives_a_whole_site() -> None:
    site = write(brief(description="bread", contact={"phone": "0731 12345"}))
    assert len(part(site, "/", SectionKind.OFFERS).items) == 4
    assert part(site, "/", SectionKind.OFFERS).items[0].title == "Bread for the day?"
    assert "description" in [to_do.field for to_do in site.to_do]
    assert defects_of(site, brief(description="bread", contact={"phone": "0731 12345"}), PLAN) == ()


def test_without_contact_details_the_form_is_the_way_and_nothing_is_faked() -> None:
    site = write(brief())
    contact = part(site, "/contact/", SectionKind.CONTACT)
    assert contact.actions == ()
    assert part(site, "/contact/", SectionKind.HERO).paragraphs == (
        "A question, a wish, a first idea? Write a message with the form.",
    )
    assert contact.paragraphs == ()
    assert {"contact.phone", "contact.email", "contact.address"} <= {to_do.field for to_do in site.to_do}


def test_an_unforeseen_business_is_named_in_its_own_words() -> None:
    site = write(brief(name="Tide & Time", business_type="tide clock restorer", description="-"))
    assert part(site, "/", SectionKind.HERO).eyebrow == "Tide clock restorer"
    assert site.pages[0].title.startswith("Tide & Time")


def test_another_language_keeps_the_owners_words_and_marks_the_rest() -> None:
    site = write(
        brief(
            name="Piekarnia Pod Lipą",
            language="pl",
            business_type="piekarnia rzemieślnicza",
            description="Mała rodzinna piekarnia w Krakowie. Pieczemy chleb na zakwasie, chałki i sernik. Zapraszamy.",
        )
    )
    assert site.language == "pl"
    assert site.interface.language == "en"
    assert site.interface.forms is not None
    assert site.interface.forms.language == "en"
    hero = part(site, "/", SectionKind.HERO)
    assert (hero.heading, hero.eyebrow) == ("Piekarnia Pod Lipą", "Piekarnia rzemieślnicza")
    assert hero.paragraphs == ("Mała rodzinna piekarnia w Krakowie.",)
    assert hero.in_interface_language == ("actions",)
    assert part(site, "/", SectionKind.STORY).paragraphs == ("Pieczemy chleb na zakwasie, chałki i sernik.",)
    assert "heading" in part(site, "/", SectionKind.STEPS).in_interface_language
    assert "language" in [to_do.field for to_do in site.to_do]


def test_an_english_kind_of_business_is_marked_on_a_site_in_another_language() -> None:
    hero = part(write(brief(name="花", language="ja", business_type="Florist")), "/", SectionKind.HERO)
    assert hero.eyebrow == "Florist"
    assert hero.in_interface_language == ("actions", "eyebrow")


def test_forms_speak_the_sites_language() -> None:
    forms = write(PRAXIS).interface.forms
    assert forms is not None
    assert forms.language == "de"


def test_a_home_page_alone_leads_to_its_own_sections() -> None:
    site = write(brief(contact={"email": "hello@crumb.example"}), HOME_ONLY)
    assert [action.target for action in part(site, "/", SectionKind.HERO).actions] == ["#contact", "#offers"]
    assert [action.target for action in part(site, "/", SectionKind.CONTACT).actions] == ["mailto:hello@crumb.example"]


def test_the_owners_answer_replaces_a_vague_one() -> None:
    site = write(
        brief(
            language="de",
            business_type="Hotel",
            description="Ein kleines Hotel am See in Konstanz. Hunde sind willkommen. Die Sauna ist abends warm.",
        )
    )
    answers = {item.title: item.text for item in part(site, "/services/", SectionKind.QUESTIONS).items}
    assert answers["Kann ich meinen Hund mitbringen?"] == "Hunde sind willkommen."


def test_no_sentence_stands_twice_on_a_page() -> None:
    for page in write(TRATTORIA).pages:
        paragraphs = Counter(
            text
            for section in page.sections
            for text in (*section.paragraphs, *(item.text for item in section.items))
            if text
        )
        assert [text for text, count in paragraphs.items() if count > 1] == []


def test_the_same_brief_gives_the_same_words_in_another_process() -> None:
    program = (
        "from tests.unit.ai.test_embedded import PRAXIS, write; import hashlib;"
        "print(hashlib.sha256(write(PRAXIS).model_dump_json().encode()).hexdigest())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "layers/code24:."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
