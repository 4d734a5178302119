"""What the JSON-LD of all pages of a site follows from."""

from dataclasses import dataclass
from typing import Any

from code24.build.content.models import PageContent, SiteContent
from code24.build.design.law import country_of
from code24.build.models import Brief
from code24.build.pictures.models import Pictures
from code24.website.search.schema_org import LOCAL_BUSINESSES, ORGANIZATIONS

type Node = dict[str, Any]


@dataclass(frozen=True)
class SiteData:
    """Facts of a site for its JSON-LD."""

    brief: Brief
    content: SiteContent
    pictures: Pictures
    origin: str
    wished_type: str
    """The narrowest schema.org type that is true of the business."""
    logo: str
    """Paths of the logo and of the image for shared links; empty where there is none."""
    social: str

    @property
    def type(self) -> str:
        """The type that the business can be marked up as: a LocalBusiness must have an address (Google)."""
        if self.wished_type in ORGANIZATIONS:
            return self.wished_type
        if self.brief.contact.address is None:
            return "Organization"
        return self.wished_type if self.wished_type in LOCAL_BUSINESSES else "LocalBusiness"

    @property
    def business(self) -> Node:
        """A reference to the business, which the home page describes."""
        return {"@id": f"{self.origin}/#business"}

    @property
    def website(self) -> Node:
        """A reference to the site."""
        return {"@id": f"{self.origin}/#website"}

    @property
    def country(self) -> str | None:
        """Where the business is, for the currency of its prices."""
        return country_of(self.brief)

    def url(self, page: PageContent) -> str:
        """The address of a page."""
        return self.origin + page.path

    def image(self, image_id: str | None) -> str | None:
        """The address of the largest file of a picture that every browser reads."""
        picture = self.pictures.of(image_id) if image_id else None
        return self.origin + picture.variants[-1].path if picture and picture.variants else None


def filled(node: Node) -> Node:
    """The node without properties that have no value."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
