"""The questions that a page answers."""

from code24.build.content.models import Item, PageContent
from code24.build.design.models import SectionKind
from code24.build.development.structured_data.site_data import Node, SiteData


def _answered(page: PageContent) -> dict[str, Item]:
    items = (item for section in page.sections if section.kind is SectionKind.QUESTIONS for item in section.items)
    return {item.title: item for item in items if item.title and item.text}


def questions(page: PageContent, site: SiteData) -> Node | None:
    """The page's questions with their answers, each on the first page that answers it (Google, "FAQ guidelines")."""
    pages = site.content.pages
    earlier = {title for each in pages[: pages.index(page)] for title in _answered(each)}
    found = [item for title, item in _answered(page).items() if title not in earlier]
    if not found:
        return None
    return {
        "@type": "FAQPage",
        "@id": f"{site.url(page)}#questions-and-answers",
        "mainEntity": [
            {"@type": "Question", "name": item.title, "acceptedAnswer": {"@type": "Answer", "text": item.text}}
            for item in found
        ],
    }
