"""The words people use for a primary goal, and the goal each means."""

import re
import unicodedata
from collections.abc import Iterable

from code24.types import Goal

SYNONYMS: dict[Goal, tuple[str, ...]] = {
    Goal.SALES: (
        "sales", "sale", "sell", "selling", "buy", "purchase", "purchases", "order", "orders", "revenue", "shop",
        "store", "online shop", "online store", "commerce", "e-commerce", "checkout", "transactions", "conversions",
    ),
    Goal.LEADS: (
        "leads", "lead", "lead generation", "lead gen", "lead capture", "inquiries", "inquiry", "enquiries", "enquiry",
        "contact", "contacts", "contact requests", "quotes", "quote requests", "estimates", "calls", "phone calls",
        "prospects", "consultations", "new customers", "new clients",
    ),
    Goal.SIGNUPS: (
        "signups", "sign-up", "sign-ups", "signup", "signing up", "registrations", "registration", "register",
        "subscriptions", "subscription", "subscribe", "subscribers", "newsletter", "newsletter sign-ups", "members",
        "memberships", "membership", "trials", "free trials", "trial", "accounts", "waitlist", "users", "new users",
        "onboarding", "enrollments", "enrolments", "enrollment", "enrolment",
    ),
    Goal.BOOKINGS: (
        "bookings", "booking", "book", "reservations", "reservation", "reserve", "appointments", "appointment",
        "appointment booking", "scheduling", "schedule", "table reservations", "room bookings", "tickets",
        "viewings", "visits by appointment",
    ),
    Goal.TRAFFIC: (
        "traffic", "visits", "visitors", "visibility", "awareness", "brand awareness", "brand", "branding", "reach",
        "audience", "readers", "readership", "page views", "views", "exposure", "presence", "online presence",
        "information", "inform", "publicity", "seo", "portfolio", "showcase",
    ),
}  # fmt: skip
"""Each goal's synonyms, its own name first. Case, hyphens, spaces and the words of `_FILLERS` make no difference."""

_IN_OTHER_LANGUAGES: dict[Goal, tuple[str, ...]] = {
    Goal.SALES: (
        "Verkauf", "Verkäufe", "verkaufen", "Bestellungen", "Umsatz", "ventes", "vente", "vendre", "commandes",
        "ventas", "vender", "pedidos", "vendas", "encomendas", "vendite", "vendere", "ordini",
    ),
    Goal.LEADS: (
        "Anfragen", "Kontaktanfragen", "Interessenten", "Kontakte", "Neukunden", "demandes", "demandes de devis",
        "devis", "prospects", "contactos", "consultas", "presupuestos", "clientes potenciales", "contatos",
        "orçamentos", "pedidos de orçamento", "contatti", "preventivi", "richieste", "richieste di contatto",
    ),
    Goal.SIGNUPS: (
        "Anmeldungen", "Registrierungen", "Mitglieder", "Abonnenten", "inscriptions", "abonnements", "adhésions",
        "registros", "inscripciones", "suscripciones", "socios", "inscrições", "cadastros", "assinaturas",
        "iscrizioni", "registrazioni", "abbonamenti",
    ),
    Goal.BOOKINGS: (
        "Buchungen", "Reservierungen", "Termine", "Terminbuchungen", "réservations", "rendez-vous", "reservas",
        "citas", "marcações", "agendamentos", "prenotazioni", "appuntamenti",
    ),
    Goal.TRAFFIC: (
        "Besucher", "Sichtbarkeit", "Bekanntheit", "Reichweite", "visites", "visibilité", "notoriété", "visitas",
        "visibilidad", "visitantes", "visibilidade", "divulgação", "visite", "visibilità", "notorietà",
    ),
}  # fmt: skip
"""The same in the other languages that sites are written in."""

_FILLERS = frozenset(
    (
        "a", "an", "and", "the", "my", "our", "your", "more", "to", "for", "of", "website", "web", "site", "online",
        "increase", "increasing", "get", "getting", "generate", "generating", "drive", "driving", "boost", "boosting",
        "grow", "growing", "raise", "raising", "win", "winning", "attract", "attracting",
    )
)  # fmt: skip


def goal_of(text: str) -> Goal | None:
    """The goal that somebody's words mean (`Lead generation`, `sign-ups`, `e-commerce`); None where none is known."""
    words = _words(text)
    return _GOALS.get(_joined(words)) or _GOALS.get(_joined(word for word in words if word not in _FILLERS))


def accepted_words() -> str:
    """The goals with their synonyms, for people whose word was not understood."""
    words = "; ".join(f"{goal.value} ({', '.join(words[1:])})" for goal, words in SYNONYMS.items())
    return f"{words}; or the same in German, French, Spanish, Portuguese or Italian"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())


def _joined(words: Iterable[str]) -> str:
    return "".join(words)


_GOALS = {
    _joined(_words(word)): goal
    for language in (_IN_OTHER_LANGUAGES, SYNONYMS)
    for goal, words in language.items()
    for word in words
}
