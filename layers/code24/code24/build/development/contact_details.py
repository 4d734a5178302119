"""How visitors reach the business, as the templates show it."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from code24.build.development.links import mail_link, phone_link
from code24.build.models import Brief

CITY_FIRST = frozenset({"AU", "CA", "GB", "IE", "IN", "NZ", "US", "ZA"})
"""Countries that write the city before the postal code."""


@dataclass(frozen=True)
class AddressView:
    """An address in lines, in the order of its country."""

    street: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ContactView:
    """How to reach the business."""

    phone: str | None
    phone_link: str
    email: str | None
    email_text: Markup
    """The e-mail address with places where a line may end."""
    mail_link: str
    address: AddressView | None

    @property
    def any(self) -> bool:
        """True when there is at least one way."""
        return bool(self.phone or self.email or self.address)


def email_text(email: str) -> Markup:
    """An e-mail address that breaks after its @ and before the dots of its host, not in the middle of a word."""
    user, at, host = email.rpartition("@")
    opportunity = Markup("<wbr>")
    return escape(user + at) + opportunity + (opportunity + ".").join(escape(part) for part in host.split("."))


def contact_view(brief: Brief) -> ContactView:
    """The contact details of a brief with their links."""
    contact, address = brief.contact, None
    if contact.address:
        given = contact.address
        parts = [given.postal_code or "", given.city]
        if given.country in CITY_FIRST:
            parts.reverse()
        address = AddressView(given.street, (" ".join(part for part in parts if part),))
    return ContactView(
        phone=contact.phone,
        phone_link=phone_link(contact.phone or ""),
        email=contact.email,
        email_text=email_text(contact.email or ""),
        mail_link=mail_link(contact.email or ""),
        address=address,
    )
