import pytest

from code24.ai.playbook import Spoken, labels
from code24.ai.recognition import kinds, normalised, recognise

KNOWN = [
    ("Tanzschule", "de", "education", "EducationalOrganization"),
    ("dance studio", "en", "education", "EducationalOrganization"),
    ("école de danse", "fr", "education", "EducationalOrganization"),
    ("escuela de baile", "es", "education", "EducationalOrganization"),
    ("scuola di danza", "it", "education", "EducationalOrganization"),
    ("escola de dança", "pt", "education", "EducationalOrganization"),
    ("bakery", "en", "bakery", "Bakery"),
    ("Landbäckerei", "de", "bakery", "Bakery"),
    ("BAECKEREI", "de", "bakery", "Bakery"),
    ("boulangerie artisanale", "fr", "bakery", "Bakery"),
    ("panadería", "es", "bakery", "Bakery"),
    ("Café", "en", "cafe", "CafeOrCoffeeShop"),
    ("coffee shop", "en", "cafe", "CafeOrCoffeeShop"),
    ("flower shop", "en", "florist", "Florist"),
    ("restaurant italien", "fr", "restaurant", "Restaurant"),
    ("Seafood taverna", "en", "restaurant", "Restaurant"),
    ("Gasthof mit Zimmern", "de", "hotel", "LodgingBusiness"),
    ("Hotel und Restaurant", "de", "hotel", "Hotel"),
    ("bed & breakfast", "en", "hotel", "BedAndBreakfast"),
    ("Damenfriseur", "de", "hairdresser", "HairSalon"),
    ("salon de coiffure", "fr", "hairdresser", "HairSalon"),
    ("nail salon", "en", "beauty", "BeautySalon"),
    ("Zahnärztin", "de", "dentist", "Dentist"),
    ("clínica dental", "es", "dentist", "Dentist"),
    ("Kinderarztpraxis", "de", "medical", "Physician"),
    ("physical therapist", "en", "physiotherapy", "Physiotherapy"),
    ("Fachanwalt für Arbeitsrecht", "de", "law", "LegalService"),
    ("studio legale", "it", "law", "LegalService"),
    ("Steuerberaterin", "de", "accounting", "AccountingService"),
    ("plumber", "en", "trades", "Plumber"),
    ("Sanitär und Heizung", "de", "trades", "Plumber"),
    ("electrician", "en", "trades", "Electrician"),
    ("Immobilienmakler", "de", "real-estate", "RealEstateAgent"),
    ("Hochzeitsfotografin", "de", "photographer", "LocalBusiness"),
    ("photography business", "en", "photographer", "LocalBusiness"),
    ("yoga studio", "en", "fitness", "SportsActivityLocation"),
    ("Online shop for ceramics", "en", "shop", "OnlineStore"),
    ("loja online", "pt", "shop", "OnlineStore"),
    ("Software for dentists", "en", "software", "Organization"),
    ("Zahnarztsoftware", "de", "software", "Organization"),
    ("marketing agency for dentists", "en", "consulting", "ProfessionalService"),
    ("Sportverein", "de", "association", "SportsClub"),
    ("Charity bicycle workshop", "en", "association", "NGO"),
    ("escola de línguas", "pt", "education", "EducationalOrganization"),
    ("Kfz-Meisterbetrieb", "de", "car-repair", "AutoRepair"),
    ("Hochzeitsplanerin", "de", "events", "LocalBusiness"),
    ("Bistrot", "fr", "restaurant", "Restaurant"),
    ("Salon de thé et librairie", "fr", "cafe", "CafeOrCoffeeShop"),
    ("Électricité générale", "fr", "trades", "Electrician"),
    ("Magasin de vêtements pour enfants", "fr", "shop", "Store"),
    ("Gimnasio", "es", "fitness", "ExerciseGym"),
    ("Taller mecánico de coches", "es", "car-repair", "AutoRepair"),
    ("Cerrajería", "es", "trades", "Locksmith"),
    ("Escritório de contabilidade", "pt-BR", "accounting", "AccountingService"),
    ("Estúdio de tatuagem", "pt", "general", "TattooParlor"),
    ("Agriturismo", "it", "hotel", "LodgingBusiness"),
    ("Officina meccanica", "it", "car-repair", "AutoRepair"),
    ("Studio notarile", "it", "law", "Notary"),
]
NOT_KNOWN = [
    ("dental supplies", "en"),
    ("restaurant supplies", "en"),
    ("garage doors", "en"),
    ("hotel furniture", "en"),
    ("Fotografenbedarf", "de"),
    ("Hundefriseur", "de"),
    ("Hundepension", "de"),
    ("phone repair shop", "en"),
    ("axe throwing", "en"),
    ("Baumschule", "de"),
    ("Heilpraktikerin", "de"),
    ("blockchain cat therapist", "en"),
    ("Toilettage canin", "fr"),
    ("Peluquería canina", "es"),
    ("Salon de coiffure pour chiens", "fr"),
    ("Oficina de turismo", "es"),
    ("花屋", "ja"),
    ("", "en"),
    ("{{ 7*7 }}", "en"),
]


@pytest.mark.parametrize(("words", "language", "industry", "schema_type"), KNOWN)
def test_known_kinds(words: str, language: str, industry: str, schema_type: str) -> None:
    found = recognise(words, "", language)
    assert (found.industry, found.schema_type) == (industry, schema_type)


@pytest.mark.parametrize(("words", "language"), NOT_KNOWN)
def test_never_a_confident_guess_that_is_wrong(words: str, language: str) -> None:
    assert recognise(words, "", language).industry == "general"


def test_something_known_to_be_something_else_keeps_its_schema_type() -> None:
    assert recognise("Tierarztpraxis", "", "de").schema_type == "VeterinaryCare"
    assert recognise("Tierarztpraxis", "", "de").industry == "general"


@pytest.mark.parametrize(
    ("words", "description", "industry"),
    [
        ("small business", "We are a family bakery in Ulm.", "bakery"),
        ("Betrieb", "Ich bin Fotografin in Köln.", "photographer"),
        ("company", "We make software for bakeries.", "general"),
        ("business", "We supply restaurants with linen.", "general"),
        ("business", "We are a hotel. My sister runs a bakery and I am a florist.", "general"),
        ("axe throwing", "We are a bakery.", "general"),
    ],
)
def test_the_description_is_asked_only_where_the_type_says_nothing(words: str, description: str, industry: str) -> None:
    assert recognise(words, description, "en" if words.islower() else "de").industry == industry


def test_tells_in_which_language_the_word_is_used() -> None:
    assert "de" in recognise("Restaurant", "", "de").spoken_in
    assert recognise("plumber", "", "de").spoken_in == {"en"}


@pytest.mark.parametrize("language", ["fr", "es", "pt", "it"])
def test_what_a_kind_is_called_is_recognised(language: Spoken) -> None:
    for kind in kinds():
        if kind.id not in {"business", "clinic"}:  # Words that say nothing, or not enough.
            assert recognise(labels(language)[kind.id], "", language).kind == kind


def test_normalised() -> None:
    assert normalised("Bäckerei & Café ŒUVRE") == "baeckerei & cafe oeuvre"


def test_no_term_stands_under_two_playbooks_in_one_language() -> None:
    seen: dict[tuple[str, str], str] = {}
    for kind in kinds():
        for language, terms in kind.terms.items():
            for term in terms:
                key = (language, normalised(term).lstrip("*"))
                assert seen.setdefault(key, kind.playbook) == kind.playbook, f"{term} in {language}"
