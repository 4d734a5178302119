"""What is the same on every page of a site: head, header and footer."""

from dataclasses import dataclass

from markupsafe import Markup

from code24.build.brand.models import Brand
from code24.build.content.models import Action, InterfaceWords, SiteContent
from code24.build.design.models import DesignPlan, PageKind
from code24.build.development.art.ornaments import ornament
from code24.build.development.languages import direction
from code24.build.development.opening_hours import Row, rows_of
from code24.build.development.rhythm import RHYTHMS
from code24.build.development.views import ContactView, contact_view, header_action
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
    navigation: tuple[Link, ...]
    action: Action | None
    action_is_foreign: bool
    """True where the action's label is in the interface language and that is not the site's."""
    contact: ContactView
    opening_hours: tuple[Row, ...]
    mark: str
    """Path of the mark's SVG."""
    icon_url: str
    light: str
    dark: str
    """Background colours, for the browser's frame."""
    footer_tone: str
    footer_art: Markup

    @classmethod
    def of(
        cls, brief: Brief, brand: Brand, plan: DesignPlan, content: SiteContent, *, origin: str, mark: str
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
            navigation=tuple(
                Link(page.path, page.nav_label) for page in content.pages if page.kind is not PageKind.NOT_FOUND
            ),
            action=action,
            action_is_foreign=foreign and content.interface.language != content.language,
            contact=contact_view(brief),
            opening_hours=rows_of(brief.contact.opening_hours),
            mark=mark,
            icon_url=f"{origin}/apple-touch-icon.png",
            light=brand.light.background,
            dark=brand.dark.background,
            footer_tone=f"tone-{rhythm.footer}",
            footer_art=ornament(style.ornament, "strip", style.seed, "footer") if rhythm.footer_art else Markup(),
        )
