"""What is the same on every page of a site: head, header and footer."""

from dataclasses import dataclass

from markupsafe import Markup

from code24.build.brand.models import Brand
from code24.build.content.models import Action, InterfaceWords, SiteContent
from code24.build.design.grounds import RHYTHMS
from code24.build.design.models import DesignPlan
from code24.build.development.art.ornaments import ornament
from code24.build.development.assets import Assets
from code24.build.development.contact_details import ContactView, contact_view
from code24.build.development.languages import direction, locale
from code24.build.development.opening_hours import Row, rows_of
from code24.build.development.profiles import profile_name
from code24.build.development.views import header_action
from code24.build.models import Brief

LONG_NAME = 30
"""Characters from which a name is set small in the header."""


@dataclass(frozen=True)
class Link:
    """One entry of the navigation."""

    path: str
    label: str


@dataclass(frozen=True)
class Frame:
    """Everything that the templates need beside the page itself."""

    name: str
    long_name: bool
    tagline: str
    language: str
    direction: str
    words: InterfaceWords
    words_direction: str
    header: str
    footer: str
    """Arrangements of the frame."""
    navigation: tuple[Link, ...]
    legal: tuple[Link, ...]
    """The pages that the law asks for."""
    profiles: tuple[Link, ...]
    """Where else the business is to be found."""
    action: Action | None
    action_is_foreign: bool
    """True where the action's label is in the interface language and that is not the site's."""
    contact: ContactView
    opening_hours: tuple[Row, ...]
    mark: str
    """Path of the mark's SVG."""
    social_url: str
    """The image for links shared elsewhere; empty where the brand has none."""
    locale: str
    """Open Graph's name for the language; empty where it has none."""
    light: str
    dark: str
    """Background colours, for the browser's frame."""
    footer_tone: str
    footer_art: Markup

    @classmethod
    def of(
        cls, brief: Brief, brand: Brand, plan: DesignPlan, content: SiteContent, assets: Assets, *, origin: str
    ) -> "Frame":
        """The frame of a site."""
        rhythm = RHYTHMS[plan.style.family]
        style = plan.style
        action, foreign = header_action(content, plan) or (None, False)
        return cls(
            name=brief.name,
            long_name=len(brief.name) > LONG_NAME,
            tagline=content.tagline,
            language=content.language,
            direction=direction(content.language),
            words=content.interface,
            words_direction=direction(content.interface.language),
            header=style.header,
            footer=style.footer,
            navigation=tuple(
                Link(page.path, page.nav_label) for page in content.pages if page.kind.indexed and not page.kind.legal
            ),
            legal=tuple(Link(page.path, page.nav_label) for page in content.pages if page.kind.legal),
            profiles=tuple(Link(str(url), profile_name(url.host or "")) for url in brief.profiles),
            action=action,
            action_is_foreign=foreign and content.interface.language != content.language,
            contact=contact_view(brief),
            opening_hours=rows_of(brief.contact.opening_hours),
            mark=assets.mark,
            social_url=f"{origin}{assets.social}" if assets.social else "",
            locale=locale(content.language),
            light=brand.light.background,
            dark=brand.dark.background,
            footer_tone=f"tone-{rhythm.footer}",
            footer_art=ornament(style.ornament, "strip", style.seed, "footer") if rhythm.footer_art else Markup(),
        )
