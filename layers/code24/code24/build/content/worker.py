"""Content: every word on every page."""

from code24.ai.embedded import EmbeddedWriter
from code24.build.content.defects import Stated, defects_of, section_defects
from code24.build.content.models import ContentRequest, RewriteRequest, SectionContent, SiteContent, ToDo
from code24.build.content.repair import repaired
from code24.errors import InvalidRequest
from code24.ports import Writer


def write_content(request: ContentRequest, *, writer: Writer) -> SiteContent:
    """Write every word of the plan, from stated facts only.

    What a writer returns is checked by machine; parts with a defect are replaced by the embedded writer's, and the
    whole where that is not enough. Pictures that could not be used join the owner's to-do list. Raises
    InvalidRequest where an upstream result is missing.
    """
    brief, market, brand, plan = request.brief, request.market_research, request.brand, request.design
    if market is None:
        raise InvalidRequest(
            "Content needs the market research: send it, or let it be made first.", field="marketResearch"
        )
    if brand is None:
        raise InvalidRequest("Content needs the brand: send it, or let it be made first.", field="brand")
    if plan is None:
        raise InvalidRequest("Content needs the design: send it, or let it be made first.", field="design")
    content = writer.content(brief, market, brand, plan)
    if defects_of(content, brief, plan):
        substitute = EmbeddedWriter().content(brief, market, brand, plan)
        mended = repaired(content, substitute, brief, plan)
        content = mended if not defects_of(mended, brief, plan) else substitute
    refused = tuple(ToDo(field=f"images.{each.id}", message=each.reason) for each in request.pictures.refused)
    return content.model_copy(update={"to_do": (*content.to_do, *refused)}) if refused else content


def rewrite_section(request: RewriteRequest, *, writer: Writer) -> SectionContent:
    """Write one section in other words, held to the same rules as the whole.

    The section comes back as it is where there are no other words for it. Raises InvalidRequest for a page or section
    that the plan does not have.
    """
    brief, plan = request.brief, request.design
    words = writer.section(request)
    page = next(page for page in plan.pages if page.path == request.page)
    section = next(section for section in page.sections if section.id == request.section)
    if any(section_defects(words, section, page, plan, Stated.by(brief, plan))):
        return EmbeddedWriter().section(request)
    return words
