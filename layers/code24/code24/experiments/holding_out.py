"""Who goes on seeing a website as it was before it was optimized, so that what optimization is worth can be measured.

The holdout is a share of the visitors (5 % unless the owner says otherwise), always the same ones, as a hash under the
plan's lasting salt chooses them. They see the release from before optimization: the alias `preview-<release_id>` that
every release has since it was published, so nothing is pinned, and nothing can come to point elsewhere. Old releases
lose it with their versions, but never the one that the holdout sees; where that comes to be an old one, upkeep's look
at what went live publishes it again, and until then its visitors see what is live.

Everything follows from what is live (`settle`), whatever happened in between:

- An optimized release, or the winner of a test, is live: it names the release from before (`Release.content`), through
  any number of cycles and tests. The holdout sees that one. Later optimizations change nothing about it.
- A release that nobody optimized is live, since the owner built, edited or went back: there is no holdout, as all see
  the same. It begins again, with the same people, when the loop publishes over it. So nobody is left with content (a
  price, an opening hour) that the owner has replaced. For the same reason tests whose arms show the former content end
  in the moment in which other content goes live: everybody sees what is live, and the engine finds its tests gone.
- The copy of an imported website is in the archive, and no function has it. The loop publishes it as it is, as a
  preview, beside its first optimized release (`copied`), and again when the website was read anew and had changed.
  Where the owner goes back to a release of an earlier reading, there is no holdout until the loop publishes again.
- A suspended site shows its notice to everybody, and has the same plan when it is resumed. With a deleted one the plan
  goes, and with it the salt.

A changed share counts at once, and where there was none for an imported website with the loop's next release. A
visitor who is in the holdout of 5 % is in that of 10 % too.
"""

from dataclasses import replace

from code24.analytics.ports import SiteAnalytics
from code24.errors import Conflict, NotFound, Transient
from code24.experiments.ports import TrafficPlans
from code24.experiments.traffic import Holdout, TrafficPlan
from code24.ports import Sites
from code24.sites.models import Release, SiteStatus
from code24.types import ReleaseId, SiteId

_ATTEMPTS = 5


def settle(
    site_id: SiteId,
    *,
    copied: ReleaseId | None = None,
    sites: Sites,
    traffic_plans: TrafficPlans,
    site_analytics: SiteAnalytics,
) -> TrafficPlan:
    """Bring a site's plan in line with the release that is recorded as live; repeating it changes nothing.

    `copied` is the release that shows an imported website as it was read. The record decides: it is read again after
    the plan was written, so that of two publishes at once the later one's content counts, and of a deletion meanwhile
    nothing stays. Raises NotFound for a site that never was, and Transient where the plan is changed all the time.
    """
    for _ in range(_ATTEMPTS):
        site, plan = sites.get(site_id), traffic_plans.get(site_id)
        if site.status in {SiteStatus.DELETING, SiteStatus.DELETED}:
            traffic_plans.delete(site_id)
            return plan
        if site.live_release is None:
            return plan
        live = sites.release(site_id, site.live_release)
        share = site_analytics.get(site_id).holdout_share
        settled = _settled(plan, live, share, _alias(live, plan, copied, sites))
        if settled == plan:
            return plan
        try:
            traffic_plans.replace(settled)
        except Conflict:
            continue
    raise Transient(f"The plan of site {site_id} changes all the time; try again shortly.")


def wants_copy(plan: TrafficPlan, content: ReleaseId, share: float) -> bool:
    """Whether an imported website has to be published as it was read, before `settle` can hold anybody out."""
    return share > 0 and (plan.holdout is None or plan.content != content)


def _settled(plan: TrafficPlan, live: Release, share: float, alias: str | None) -> TrafficPlan:
    is_other = plan.content not in {"", live.content}
    return replace(
        plan,
        content=live.content,
        holdout=Holdout(alias, share) if alias and share > 0 and live.content != live.release_id else None,
        tests=() if is_other else plan.tests,
    )


def _alias(live: Release, plan: TrafficPlan, copied: ReleaseId | None, sites: Sites) -> str | None:
    """The alias of the release from before optimization; None where no function has it."""
    try:
        return f"preview-{sites.release(live.site_id, live.content).release_id}"
    except NotFound:
        pass
    if copied is not None:
        return f"preview-{copied}"
    return plan.holdout.alias if plan.holdout and plan.content == live.content else None
