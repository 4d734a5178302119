"""The people that a page presents."""

from collections.abc import Iterator

from code24.build.content.models import PageContent
from code24.build.design.models import SectionKind
from code24.build.development.structured_data.site_data import Node, SiteData, filled


def people(page: PageContent, site: SiteData) -> Iterator[Node]:
    """A node for each person of the team. What customers said is no review of the business by the business (Google)."""
    for section in page.sections:
        for item in section.items if section.kind is SectionKind.TEAM else ():
            yield filled(
                {
                    "@type": "Person",
                    "name": item.title,
                    "jobTitle": item.detail,
                    "image": site.image(item.picture),
                    "worksFor": site.business,
                }
            )
