"""Every page of a plan, in words."""

from code24.ai.desk import Desk
from code24.ai.heads import Heads, nav_label
from code24.ai.sections import write_section
from code24.ai.subject import Subject, Used
from code24.ai.targets import Signposts
from code24.build.content.models import PageContent
from code24.build.design.models import DesignPlan


def write_pages(subject: Subject, plan: DesignPlan) -> tuple[PageContent, ...]:
    """One page of words for each page of the plan."""
    signposts = Signposts(plan, subject.brief.contact)
    heads = Heads(subject)
    pages = []
    for page in plan.pages:
        used = Used()
        sections = tuple(write_section(Desk(subject, signposts, page, section, used)) for section in page.sections)
        pages.append(
            PageContent(
                kind=page.kind,
                path=page.path,
                nav_label=nav_label(subject, page),
                title=heads.title(page),
                description=heads.description(page),
                sections=sections,
            )
        )
    return tuple(pages)
