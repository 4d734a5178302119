"""Calling one auditor by name, outside a cycle: for an address, a site, or a page as it is."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from code24.audit.models import Auditor
from code24.build.calls import WorkerCall
from code24.errors import Conflict, NotRead
from code24.models import Model
from code24.optimize.loop.starting import web_address
from code24.optimize.ports import Ways
from code24.ports import Ids, Sites, WorkerFunctions, WorkerResults
from code24.sites.addresses import SiteAddresses
from code24.sites.reservation import owned_site
from code24.types import CustomerId, ReleaseId, SiteId

_ORIGIN = r"^https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?/?$"


class AuditCall(Model):
    """What is to be audited: exactly one of `url`, `site_id` and `html`."""

    url: Annotated[str, Field(max_length=2_048)] | None = None
    site_id: SiteId | None = None
    html: Annotated[str, Field(max_length=2_000_000)] | None = None
    """One page; what it names is not there."""
    origin: Annotated[str, Field(max_length=300, pattern=_ORIGIN)] = "https://www.example.com"
    """Under which address `html` is live."""

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if [self.url, self.site_id, self.html].count(None) != 2:
            raise ValueError("name exactly one of url, siteId and html")
        return self


class InlineAudit(Model):
    """The same for the auditor's function, which believes who calls it: the release of a site is named."""

    url: str | None = None
    html: str | None = None
    origin: str
    site_id: SiteId | None = None
    release_id: ReleaseId | None = None


def call_auditor(
    auditor: Auditor,
    call: AuditCall,
    customer_id: CustomerId,
    *,
    sites: Sites,
    addresses: SiteAddresses,
    worker_functions: WorkerFunctions,
    worker_results: WorkerResults,
    ids: Ids,
    ways: Ways,
) -> WorkerCall:
    """Let one auditor look, and keep its report (`AuditReport`) for a day.

    Raises InvalidRequest for an address that is none, NotRead for one that cannot be read, NotFound for somebody else's
    site, Conflict for one with nothing live, and WorkerFailed.
    """
    origin = call.origin.rstrip("/")
    inline = InlineAudit(html=call.html, origin=origin)
    if call.url is not None:
        inline = InlineAudit(url=web_address(call.url, ways=ways), origin=origin)
    if call.site_id is not None:
        site = owned_site(call.site_id, customer_id, sites=sites)
        if site.live_release is None:
            raise Conflict(f"Site {site.site_id} has nothing live yet.")
        origin = addresses.origin(site.slug)
        inline = InlineAudit(site_id=site.site_id, release_id=site.live_release, origin=origin)
    payload = {"inline": inline.model_dump(mode="json")}
    try:
        result = worker_functions.invoke(auditor.value, payload, team="audit")
    except NotRead as problem:
        raise NotRead(problem.detail, field="url", because=problem.because) from problem
    made = WorkerCall(id=ids.new("w", 16), worker="audit", action=auditor.value, result=result)
    worker_results.put(made.id, customer_id, made.model_dump(mode="json", exclude={"id"}))
    return made
