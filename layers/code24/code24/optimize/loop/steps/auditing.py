"""One auditor's look at a website: a step of the cycle, or called by name."""

from code24.audit.auditing import audit
from code24.audit.models import Auditor
from code24.optimize.loop.models import AuditOutcome, Turn
from code24.optimize.loop.ports import Optimizations
from code24.optimize.loop.workspace import Loaded, keep, kept, kept_website


def audit_website(request: Turn, auditor: Auditor, *, optimizations: Optimizations) -> AuditOutcome:
    """Ask an auditor's rules about the website that the cycle works on, and keep its report."""
    loaded = kept(request, "loaded", Loaded, optimizations=optimizations)
    website = kept_website(request, "source", loaded, optimizations=optimizations)
    report = audit(website, auditor.categories)
    keep(request, f"audit-{auditor.value}", report, optimizations=optimizations)
    return AuditOutcome(auditor=auditor, findings=sum(result.found for result in report.results))
