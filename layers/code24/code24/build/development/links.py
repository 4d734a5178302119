"""Where links may lead: places of the plan, and ways to reach the business."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from code24.build.design.models import DesignPlan

FRAME_ANCHORS = frozenset({"main"})


def anchors_of(plan: DesignPlan) -> dict[str, frozenset[str]]:
    """The anchors on each page."""
    return {page.path: frozenset(section.id for section in page.sections) | FRAME_ANCHORS for page in plan.pages}


def phone_link(phone: str) -> str:
    """A `tel:` URL (RFC 3966): a plus sign and digits; an optional trunk zero after a country code is dropped."""
    dialled = re.sub(r"\(0\)", "", phone) if phone.startswith("+") else phone
    return "tel:" + re.sub(r"[^+\d]", "", dialled)


def mail_link(email: str) -> str:
    """A `mailto:` URL (RFC 6068)."""
    return "mailto:" + quote(email, safe="@+._-")


def resolves(target: str, path: str, anchors: Mapping[str, frozenset[str]]) -> bool:
    """True when a link on the page at `path` leads somewhere: nothing but known pages and anchors, mail and phone."""
    if re.fullmatch(r"tel:\+?\d{3,20}|mailto:[^\s<>\"'?]+@[^\s<>\"'?]+", target):
        return True
    page, _, anchor = target.partition("#")
    page = page or path
    return page in anchors and page != "/404.html" and (not anchor or anchor in anchors[page])
