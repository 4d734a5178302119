"""Content made whole: what has defects is replaced by a substitute's words, part by part; the rest is kept."""

from code24.build.content.defects import Stated, head_defects, section_defects, text_defects
from code24.build.content.models import PageContent, SectionContent, SiteContent
from code24.build.design.models import DesignPlan, Page
from code24.build.models import Brief


def repaired(content: SiteContent, substitute: SiteContent, brief: Brief, plan: DesignPlan) -> SiteContent:
    """`content` with every faulty part taken from `substitute`, which has none.

    Pages are matched by path and sections by id, so that a writer that left something out or added something
    loses no more than that.
    """
    stated = Stated.by(brief, plan)
    written = {page.path: page for page in content.pages if content.language == brief.language}
    pages: list[PageContent] = []
    for planned, spare in zip(plan.pages, substitute.pages, strict=True):
        page = written.get(planned.path)
        sections = _sections(page, spare, planned, plan, stated)
        titles = {other.title.casefold() for other in pages}
        descriptions = {other.description.casefold() for other in pages}
        whole = page and page.kind is planned.kind and not any(head_defects(page, titles, descriptions, stated.said))
        pages.append((page if page and whole else spare).model_copy(update={"sections": sections}))
    faulty = any(text_defects(content.tagline, (1, 200), stated.said))
    tagline = substitute.tagline if faulty else content.tagline
    return substitute.model_copy(update={"tagline": tagline, "pages": tuple(pages)})


def _sections(
    page: PageContent | None, spare: PageContent, planned: Page, plan: DesignPlan, stated: Stated
) -> tuple[SectionContent, ...]:
    written = {section.id: section for section in page.sections} if page else {}
    return tuple(
        words
        if (words := written.get(section.id)) and not any(section_defects(words, section, planned, plan, stated))
        else substitute
        for section, substitute in zip(planned.sections, spare.sections, strict=True)
    )
