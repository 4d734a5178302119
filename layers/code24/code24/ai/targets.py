"""Where calls to action lead: always somewhere that exists."""

import re
from dataclasses import dataclass
from typing import Literal

from code24.build.content.models import Action
from code24.build.design.models import DesignPlan, Page, PageKind, SectionKind
from code24.build.models import Contact

type Wish = Literal["contact", "offer", "about", "home", "booking", "quote", "order", "newsletter"]

_PAGE: dict[Wish, PageKind] = {
    "contact": PageKind.CONTACT,
    "offer": PageKind.OFFER,
    "about": PageKind.ABOUT,
    "home": PageKind.HOME,
}
_SECTION: dict[Wish, tuple[SectionKind, ...]] = {
    "contact": (SectionKind.CONTACT, SectionKind.HOURS),
    "offer": (
        SectionKind.OFFERS,
        SectionKind.MENU,
        SectionKind.PRICE_LIST,
        SectionKind.PRODUCTS,
        SectionKind.PLANS,
        SectionKind.COMPARISON,
        SectionKind.FEATURES,
    ),
    "about": (SectionKind.STORY,),
    "home": (),
}
_FORM: dict[Wish, SectionKind] = {
    "booking": SectionKind.BOOKING,
    "quote": SectionKind.QUOTE,
    "order": SectionKind.ORDER,
    "newsletter": SectionKind.NEWSLETTER,
}


def telephone(phone: str) -> str:
    """`tel:` and the dialled characters (RFC 3966 visual separators left out)."""
    return "tel:" + re.sub(r"[^\d+]", "", phone)


def _first(page: Page, kinds: tuple[SectionKind, ...]) -> str | None:
    """The id of the page's section of the most wanted kind."""
    return next((section.id for kind in kinds for section in page.sections if section.kind is kind), None)


@dataclass(frozen=True)
class Signposts:
    """Finds ways from one page of a plan."""

    plan: DesignPlan
    contact: Contact

    def to(self, wish: Wish, page: Page) -> str | None:
        """A target that exists; None on the wished page itself, or where there is no such thing.

        Where the site lacks the wished form, the way leads to the contact page.
        """
        if form := _FORM.get(wish):
            return self._form(form, page) or self.to("contact", page)
        kind = _PAGE[wish]
        own = _first(page, _SECTION[wish])
        if page.kind is kind:
            return None
        for other in self.plan.pages:
            if other.kind is kind:
                return other.path
        if own:
            return f"#{own}"
        for other in self.plan.pages:
            if there := _first(other, _SECTION[wish]):
                return f"{other.path}#{there}"
        return None

    def _form(self, kind: SectionKind, page: Page) -> str | None:
        if here := _first(page, (kind,)):
            return f"#{here}"
        return next((f"{other.path}#{there}" for other in self.plan.pages if (there := _first(other, (kind,)))), None)

    def anywhere(self, kind: SectionKind) -> bool:
        """Whether any page has such a section."""
        return any(section.kind is kind for page in self.plan.pages for section in page.sections)

    def direct(self, call: str, write: str) -> tuple[Action, ...]:
        """Telephone and e-mail, as far as they were given."""
        actions = []
        if self.contact.phone:
            actions.append(Action(label=call, target=telephone(self.contact.phone)))
        if self.contact.email:
            actions.append(Action(label=write, target=f"mailto:{self.contact.email}"))
        return tuple(actions)


def distinct(*actions: Action | None, besides: str = "") -> tuple[Action, ...]:
    """The actions that exist, each target and each label once, none that leads to `besides`."""
    kept: list[Action] = []
    for action in actions:
        if (
            action
            and action.target != besides
            and not any(action.target == other.target or action.label == other.label for other in kept)
        ):
            kept.append(action)
    return tuple(kept)
