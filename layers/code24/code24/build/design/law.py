"""Which pages the law asks for, by country and language."""

from code24.build.design.models import PageKind
from code24.build.models import Brief
from code24.types import Goal

IMPRINT_COUNTRIES = frozenset({"DE", "AT", "CH", "LI", "LU", "BE", "FR", "MC", "ES", "AD", "IT", "SM", "PT"})
"""Countries where a business has to say on its site who it is: § 5 DDG (DE), § 5 ECG (AT), Art. 3 UWG (CH),
Art. 1-1 LCEN (FR), Art. 10 LSSI (ES), Art. 7 D.Lgs. 70/2003 (IT), Art. 10 DL 7/2004 (PT), and their neighbours."""
IMPRINT_LANGUAGES = frozenset({"de", "fr", "es", "it", "pt"})
"""Languages that stand for those countries where none is known."""
_SELLING = frozenset({Goal.SALES, Goal.SIGNUPS, Goal.BOOKINGS})


def language_of(brief: Brief) -> str:
    """The language of a site without script and region, in small letters."""
    return brief.language.partition("-")[0].lower()


def country_of(brief: Brief) -> str | None:
    """The country of a business: as stated, else its address's, else the region of its language."""
    address = brief.contact.address
    if known := brief.country or (address.country if address else None):
        return known
    region = brief.language.rpartition("-")[2]
    return region.upper() if len(region) == 2 and "-" in brief.language else None


def needs_imprint(brief: Brief) -> bool:
    """True where the law asks who answers for a site: by country, and by language where no country is known."""
    country = country_of(brief)
    return country in IMPRINT_COUNTRIES if country else language_of(brief) in IMPRINT_LANGUAGES


def required_pages(brief: Brief) -> frozenset[PageKind]:
    """The legal pages that no site of this business may lack."""
    required = {PageKind.PRIVACY, PageKind.COOKIES}
    return frozenset(required | {PageKind.IMPRINT} if needs_imprint(brief) else required)


def legal_pages(brief: Brief, wished: frozenset[PageKind]) -> tuple[PageKind, ...]:
    """The legal pages of a site, in the order of the footer.

    Privacy and cookies always; an imprint where the law asks for one; terms of use in English, where they are
    customary, and in any language where visitors order, book or sign up. What the
    owner wishes for beside these comes too.
    """
    terms = language_of(brief) == "en" or brief.primary_goal in _SELLING
    planned = required_pages(brief) | wished | ({PageKind.TERMS} if terms else set())
    return tuple(kind for kind in PageKind if kind.legal and kind in planned)
