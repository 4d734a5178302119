"""What the pages that were read miss, in words for the owner."""

from collections.abc import Callable

from code24.build.competitive_analysis.models import CompetitorPage

_HEAVY = 300_000
_FEW_WORDS = 150

# What a page may lack, and what this site does instead: English and German.
_LACKS: tuple[tuple[Callable[[CompetitorPage], bool], str, str], ...] = (
    (
        lambda page: not page.description,
        "without a description for search results: write one for every page",
        "ohne Beschreibung für Suchergebnisse: für jede Seite eine schreiben",
    ),
    (
        lambda page: not page.structured_data,
        "without structured data: tell search engines what the business is",
        "ohne strukturierte Daten: Suchmaschinen sagen, um was für einen Betrieb es geht",
    ),
    (
        lambda page: page.images_without_alt > 0,
        "with images that have no text alternative: describe every image",
        "mit Bildern ohne Textalternative: jedes Bild beschreiben",
    ),
    (
        lambda page: not page.calls_to_action,
        "without a call to action: say on every page what to do next",
        "ohne Handlungsaufforderung: auf jeder Seite sagen, wie es weitergeht",
    ),
    (
        lambda page: page.words < _FEW_WORDS,
        "with very little text: answer what visitors come to find out",
        "mit sehr wenig Text: beantworten, was Besucher wissen wollen",
    ),
    (
        lambda page: page.bytes > _HEAVY,
        "with more than 300 KB of HTML alone: keep pages light",
        "mit mehr als 300 KB allein an HTML: Seiten leicht halten",
    ),
    (
        lambda page: not page.headings,
        "without headings: give every section one",
        "ohne Überschriften: jedem Abschnitt eine geben",
    ),
)


def differences(pages: tuple[CompetitorPage, ...], language: str) -> tuple[str, ...]:
    """What this site should do that those pages do not; the most frequent gap first, each with its count."""
    german = language == "de"
    counted = [(sum(map(lacks, pages)), german_words if german else english) for lacks, english, german_words in _LACKS]
    total = len(pages)
    return tuple(
        f"{count} von {total} gelesenen Seiten {words}." if german else f"{count} of {total} pages read {words}."
        for count, words in sorted(counted, key=lambda gap: -gap[0])
        if count
    )
