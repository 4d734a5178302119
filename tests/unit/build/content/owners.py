"""What owners say in six languages, full of facts: names, prices, dates, figures, superlatives, quotes.

None of these names and numbers occur in what the writer knows, so that each can be followed through a site.
"""

from typing import Any

from code24.build.design.models import Page, SectionKind
from code24.build.models import Brief
from code24.types import Goal

IMAGES = [
    {"id": "front", "url": "https://quorn.example/a.jpg", "role": "hero"},
    {"id": "bench", "url": "https://quorn.example/b.jpg", "alt": "Vexley 7, Bench No. 3"},
    {"id": "face", "url": "https://quorn.example/c.jpg", "role": "detail"},
]
PICTURED = {SectionKind.HERO: ("front",), SectionKind.GALLERY: ("bench", "front")}
CONTACT = {
    "email": "hello@quorn-vexley.example",
    "phone": "+49 731 5550-142",
    "address": {"street": "Ostrawall 17", "postal_code": "89073", "city": "Quornburg", "country": "DE"},
}
LEGAL = {
    "owner": "Quorn & Vexley GmbH",
    "representative": "Ilka Vexley",
    "register_entry": "Amtsgericht Quornburg, HRB 771204",
    "vat_id": "DE998877665",
    "authority": "Kammer Quornburg, Ring 41",
}
OFFERS = {
    "en": [
        ("Quorn session", "Ninety-one minutes, by Ilka Vexley.", "from £48.50", "Mornings", ("2 visits", "Best seat")),
        ("Vexley set", "The finest of 1923.", "€ 1,234.50 per person", "Evenings", ("7 pieces",)),
        ("Plain one", None, "free", "Mornings", ()),
    ],
    "de": [
        ("Quorn-Sitzung", "Einundneunzig Minuten, mit Ilka Vexley.", "ab 48,50 €", "Morgens", ("2 Besuche",)),
        ("Vexley-Set", "Das beste von 1923.", "1.234,50 € pro Person", "Abends", ("7 Stück", "Bester Platz")),
        ("Das Schlichte", None, "kostenlos", "Morgens", ()),
    ],
    "fr": [
        ("Séance Quorn", "Quatre-vingt-onze minutes, par Ilka Vexley.", "à partir de 48,50 €", "Matin", ("2 visites",)),
        ("Coffret Vexley", "Le meilleur de 1923.", "1 234,50 € par personne", "Soir", ("7 pièces",)),
        ("Le simple", None, "gratuit", "Matin", ()),
    ],
    "es": [
        ("Sesión Quorn", "Noventa y un minutos, con Ilka Vexley.", "desde 48,50 €", "Mañanas", ("2 visitas",)),
        ("Juego Vexley", "El mejor de 1923.", "1.234,50 € por persona", "Tardes", ("7 piezas",)),
        ("El sencillo", None, "gratis", "Mañanas", ()),
    ],
    "pt": [
        ("Sessão Quorn", "Noventa e um minutos, com Ilka Vexley.", "a partir de R$ 48,50", "Manhãs", ("2 visitas",)),
        ("Conjunto Vexley", "O melhor de 1923.", "1.234,50 € por pessoa", "Tardes", ("7 peças",)),
        ("O simples", None, "grátis", "Manhãs", ()),
    ],
    "it": [
        ("Seduta Quorn", "Novantuno minuti, con Ilka Vexley.", "da 48,50 €", "Mattina", ("2 visite",)),
        ("Set Vexley", "Il migliore del 1923.", "€ 1.234,50 a persona", "Sera", ("7 pezzi",)),
        ("Il semplice", None, "gratis", "Mattina", ()),
    ],
}
DESCRIPTIONS = {
    "en": "Quorn & Vexley opened on 14 March 1923 in Quornburg. We won the Harkness Prize in 2016. Ilka Vexley and"
    " Tomas Reyle lead 23 people. Our garden has room for 64 guests. We are open on Tuesdays from 8:15 to 19:45.",
    "de": "Quorn & Vexley gibt es seit dem 14. März 1923 in Quornburg. Wir haben 2016 den Harkness-Preis gewonnen. Ilka"
    " Vexley und Tomas Reyle leiten 23 Leute. Im Garten haben 64 Gäste Platz. Geöffnet ist dienstags von 8:15 bis 19:45"
    " Uhr.",
    "fr": "Quorn & Vexley existe depuis le 14 mars 1923 à Quornburg. Nous avons reçu le prix Harkness en 2016. Ilka"
    " Vexley et Tomas Reyle dirigent 23 personnes. Le jardin accueille 64 convives. Ouvert le mardi de 8:15 à 19:45.",
    "es": "Quorn & Vexley existe desde el 14 de marzo de 1923 en Quornburg. Ganamos el premio Harkness en 2016. Ilka"
    " Vexley y Tomas Reyle dirigen a 23 personas. En el jardín caben 64 invitados. Abrimos los martes de 8:15 a 19:45.",
    "pt": "Quorn & Vexley existe desde 14 de março de 1923 em Quornburg. Ganhámos o prémio Harkness em 2016. Ilka"
    " Vexley e Tomas Reyle dirigem 23 pessoas. No jardim cabem 64 convidados. Abrimos às terças-feiras das 8:15 às"
    " 19:45.",
    "it": "Quorn & Vexley esiste dal 14 marzo 1923 a Quornburg. Abbiamo vinto il premio Harkness nel 2016. Ilka Vexley"
    " e Tomas Reyle guidano 23 persone. Il giardino accoglie 64 ospiti. Aperti il martedì dalle 8:15 alle 19:45.",
}
SUPERLATIVES = {
    "en": "The best, fastest and friendliest work of 2019!",
    "de": "Die beste, schnellste und freundlichste Arbeit von 2019!",
    "fr": "Le meilleur travail, le plus rapide de 2019\u202f!",
    "es": "¡El mejor trabajo, el más rápido de 2019!",
    "pt": "O melhor trabalho, o mais rápido de 2019!",
    "it": "Il miglior lavoro, il più veloce del 2019!",
}


def full_of_facts(language: str, business_type: str = "bakery", goal: Goal = Goal.SALES, **fields: Any) -> Brief:
    """A brief with a fact in every field."""
    offers = [
        {"name": name, "text": text, "price": price, "group": group, "includes": includes}
        for name, text, price, group, includes in OFFERS[language]
    ]
    offers[0]["image"] = "front"
    stated: dict[str, Any] = {
        "name": "Quorn & Vexley",
        "description": DESCRIPTIONS[language],
        "business_type": business_type,
        "primary_goal": goal,
        "language": language,
        "contact": CONTACT,
        "offers": offers,
        "team": [
            {"name": "Ilka Vexley", "role": "Xanthe 1", "text": "1984–2011: Oslo.", "image": "face"},  # noqa: RUF001
            {"name": "Tomas Reyle", "role": "Xanthe 2"},
        ],
        "testimonials": [
            {"quote": SUPERLATIVES[language], "author": "Perpetua Dunmore", "detail": "Dunmore & Söhne, 2019"},
            {"quote": "Ça, ça va. 10/10.", "author": "B. Okonkwo"},
        ],
        "figures": [{"value": "1.923", "label": "Quorn"}, {"value": "98 %", "label": "Vexley, 5 km"}],
        "questions": [{"question": "Quorn 88?", "answer": SUPERLATIVES[language]}],
        "images": IMAGES,
        "profiles": ["https://social.example/quorn"],
        "legal": LEGAL,
    }
    return Brief.model_validate(stated | fields)


def pictured(page: Page) -> Page:
    """The page with pictures where they belong."""
    sections = tuple(each.model_copy(update={"pictures": PICTURED.get(each.kind, ())}) for each in page.sections)
    return page.model_copy(update={"sections": sections})
