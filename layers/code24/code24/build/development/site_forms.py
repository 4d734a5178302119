"""What the receiver of a site's forms has to know."""

from code24.build.content.models import SiteContent
from code24.build.design.models import DesignPlan, PageKind
from code24.build.development.form_views import KINDS
from code24.build.models import Brief
from code24.forms.models import FormKind, SiteForms


def site_forms(brief: Brief, plan: DesignPlan, content: SiteContent) -> SiteForms | None:
    """The forms of a plan; None where it has none."""
    planned = {KINDS[section.kind] for page in plan.pages for section in page.sections if section.kind in KINDS}
    if not planned:
        return None
    return SiteForms(
        language=content.interface.forms.language if content.interface.forms else content.interface.language,
        kinds=tuple(kind for kind in FormKind if kind in planned),
        thanks_path=next((page.path for page in plan.pages if page.kind is PageKind.THANKS), "/"),
        name=brief.name,
        notify=brief.contact.email,
    )
