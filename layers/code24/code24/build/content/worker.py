"""Content: every word on every page."""

from code24.ai.embedded import EmbeddedWriter
from code24.build.content.defects import defects_of
from code24.build.content.models import ContentRequest, SiteContent
from code24.build.content.repair import repaired
from code24.errors import InvalidRequest
from code24.ports import Writer


def write_content(request: ContentRequest, *, writer: Writer) -> SiteContent:
    """Write every word of the plan, from stated facts only.

    What a writer returns is checked by machine; parts with a defect are replaced by the embedded writer's, and the
    whole where that is not enough. Raises InvalidRequest where an upstream result is missing.
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
    if not defects_of(content, brief, plan):
        return content
    substitute = EmbeddedWriter().content(brief, market, brand, plan)
    mended = repaired(content, substitute, brief, plan)
    return mended if not defects_of(mended, brief, plan) else substitute
