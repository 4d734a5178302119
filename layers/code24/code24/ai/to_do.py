"""What the owner should add, in the frame's language."""

from code24.ai.subject import Subject
from code24.ai.typography import listed
from code24.build.content.models import ToDo
from code24.build.design.models import DesignPlan, SectionKind
from code24.build.design.sitemap import known_page

_TERSE = 2
"""Descriptions with fewer usable sentences than this leave the pages to the playbook."""


def to_do(subject: Subject, plan: DesignPlan) -> tuple[ToDo, ...]:
    """Fields that would make the site better, those that visitors miss most first."""
    contact, facts = subject.brief.contact, subject.facts
    expected = {section.kind for page in plan.pages for section in page.sections}
    missing = {
        "contact.phone": not contact.phone,
        "contact.email": not contact.email,
        "contact.address": not contact.address,
        "contact.openingHours": not contact.opening_hours
        and (SectionKind.HOURS in expected or "hours" in subject.playbook.expects),
        "description": len(facts.sentences) < _TERSE,
        "offers": not facts.offers,
        "pages": bool(_wished(subject)),
        "images": not subject.brief.images,
        "legal.check": True,
        "language": subject.spoken is None,
    }
    messages = subject.frame.to_do
    return tuple(
        ToDo(field=field, message=messages[field].replace("{pages}", _wished(subject)))
        for field, needed in missing.items()
        if needed
    )


def _wished(subject: Subject) -> str:
    """Pages that were wished for and that no plan has."""
    unknown = [page for page in subject.brief.pages if known_page(page) is None]
    return listed(unknown, subject.frame.pages.and_) if unknown else ""
