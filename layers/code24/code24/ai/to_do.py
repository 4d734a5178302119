"""What the owner should add, in the frame's language."""

import re

from code24.ai.subject import Subject
from code24.ai.typography import listed
from code24.build.content.models import ToDo
from code24.build.design.models import DesignPlan, PageKind, SectionKind
from code24.build.design.sitemap import known_page

_TERSE = 2
"""Descriptions with fewer usable sentences than this leave the pages to the playbook."""
_COMPANY = re.compile(
    r"(?<!\w)(?:gmbh|mbh|ag|ug|kg|ohg|gbr|e\.? ?[gvk]\.?|se|ltd|limited|llc|llp|inc|plc|corp"
    r"|s\.?a\.?r\.?l|sas|sasu|eurl|s\.?a|s\.?l\.?u?|s\.?l\.?p|s\.?r\.?l|s\.?p\.?a|s\.?n\.?c"
    r"|lda|ltda|b\.?v|n\.?v|oy|ab|as|aps|sp\. z o\. ?o)\.?$",
    re.IGNORECASE,
)
"""Legal forms that have a representative, and most often an entry in a register."""
_SUPERVISED = frozenset({"accounting", "dentist", "law", "medical", "real-estate"})
"""Industries whose professions have a chamber or a supervisory authority in most countries."""


def to_do(subject: Subject, plan: DesignPlan) -> tuple[ToDo, ...]:
    """Fields that would make the site better, those that visitors miss most first."""
    words = subject.frame.to_do
    undescribed = _undescribed(subject)
    needed = _of_visitors(subject, plan) | {"images.alt": bool(undescribed)} | _of_the_law(subject, plan)
    slots = {"{pages}": _wished(subject), "{images}": undescribed}
    asked = [ToDo(field=field, message=_filled(words[field], slots)) for field, lacks in needed.items() if lacks]
    return (*asked, *(ToDo(field=field, message=words["left_out"]) for field in subject.facts.given.left_out))


def _filled(message: str, slots: dict[str, str]) -> str:
    """The message with the one slot that it may have."""
    slot = next((slot for slot in slots if slot in message), "")
    return message.replace(slot, slots[slot]) if slot else message


def _of_visitors(subject: Subject, plan: DesignPlan) -> dict[str, bool]:
    """What visitors would miss, by the request field that answers it."""
    brief, facts = subject.brief, subject.facts
    contact = brief.contact
    expected = {section.kind for page in plan.pages for section in page.sections}
    return {
        "contact.phone": not contact.phone,
        "contact.email": not contact.email,
        "contact.address": not contact.address,
        "contact.openingHours": not contact.opening_hours
        and (SectionKind.HOURS in expected or "hours" in subject.playbook.expects),
        "description": len(facts.sentences) < _TERSE,
        "offers": not facts.offers,
        "pages": bool(_wished(subject)),
        "images": not brief.images,
        "team": SectionKind.TEAM in expected and not facts.given.team,
        "testimonials": SectionKind.TESTIMONIALS in expected and not facts.given.testimonials,
        "figures": SectionKind.FIGURES in expected and not facts.given.figures,
        "language": subject.spoken is None,
    }


def _of_the_law(subject: Subject, plan: DesignPlan) -> dict[str, bool]:
    """What the legal pages of the plan lack."""
    legal = subject.brief.legal
    planned = {page.kind for page in plan.pages}
    lawful = any(kind.legal for kind in planned)
    company = PageKind.IMPRINT in planned and bool(_COMPANY.search(legal.owner or subject.brief.name))
    supervised = PageKind.IMPRINT in planned and subject.recognised.industry in _SUPERVISED
    return {
        "legal.owner": lawful and not legal.owner,
        "legal.representative": company and not legal.representative,
        "legal.registerEntry": company and not legal.register_entry,
        "legal.vatId": company and not legal.vat_id,
        "legal.authority": supervised and not legal.authority,
        "legal.check": lawful,
    }


def _wished(subject: Subject) -> str:
    """Pages that were wished for and that no plan has."""
    unknown = [page for page in subject.brief.pages if known_page(page) is None]
    return listed(unknown, subject.frame.pages.and_) if unknown else ""


def _undescribed(subject: Subject) -> str:
    """The names of pictures about which nothing was said."""
    unknown = [image.id for image in subject.brief.images if image.id not in subject.facts.alts]
    return listed(unknown, subject.frame.pages.and_) if unknown else ""
