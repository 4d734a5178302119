"""A section once more: other words for the same facts, while everything around it stays as it is."""

from code24.ai.desk import Desk
from code24.ai.sections import write_section
from code24.ai.subject import Subject, Used
from code24.ai.targets import Signposts
from code24.build.brand.models import Brand
from code24.build.content.models import PageContent, SectionContent, SiteContent
from code24.build.design.models import DesignPlan
from code24.build.market_research.models import MarketResearch
from code24.build.models import Brief
from code24.errors import InvalidRequest

_TURNS = 12
"""Wordings that are tried: more than any kind of section has."""


def write_section_again(
    brief: Brief,
    market: MarketResearch,
    brand: Brand,
    plan: DesignPlan,
    *,
    content: SiteContent,
    page_path: str,
    section_id: str,
    variation: int,
) -> SectionContent:
    """The section in other words, none of which stand elsewhere on its page; as it is, where there are no others.

    The same arguments give the same words, another `variation` most often others. Raises InvalidRequest where the site
    has no such page or section.
    """
    page = next((page for page in plan.pages if page.path == page_path), None)
    written = next((page for page in content.pages if page.path == page_path), None)
    if page is None or written is None:
        raise InvalidRequest(f"the site has no page {page_path!r}", field="page")
    section = next((section for section in page.sections if section.id == section_id), None)
    current = next((section for section in written.sections if section.id == section_id), None)
    if section is None or current is None:
        raise InvalidRequest(f"the page {page_path} has no section {section_id!r}", field="section")
    subject = Subject.of(brief)
    signposts = Signposts(plan, subject.brief.contact)
    for turn in range(_TURNS):
        words = write_section(Desk(subject, signposts, page, section, _beside(current, written), variation + turn))
        if words != current:
            return words
    return current


def _beside(current: SectionContent, page: PageContent) -> Used:
    """What the other sections of the page say."""
    others = [section for section in page.sections if section.id != current.id]
    texts = [text for other in others for text in (*other.paragraphs, *(item.text for item in other.items))]
    return Used(headings={other.heading for other in others}, elsewhere="\n".join(texts))
