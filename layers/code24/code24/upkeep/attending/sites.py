"""A site whose record, alias and function may not agree, or that does not answer."""

from datetime import timedelta

from code24.errors import Code24Error, Damaged, NotFound, Transient, WorkerFailed
from code24.optimize.loop.chain import wake_loop
from code24.sites.going_live import LIVE, route_of
from code24.sites.models import Release, RouteStatus, Serving, Site, SiteStatus
from code24.types import ReleaseId
from code24.upkeep.attending.means import Means
from code24.upkeep.attending.models import PARKED_IS_LOOKED_AT, Attended, Result
from code24.upkeep.attending.restoring import Unrestorable, pointed, restored
from code24.upkeep.attending.retiring import Versions, retire_versions, unserved_again
from code24.upkeep.models import CHANGES_SETTLE_IN, DELETED_WITHIN, Attention

DELETION_GIVEN_UP_AFTER = timedelta(hours=4)
"""After which a deletion that fails waits for a person: three attempts, an hour between each two."""


def attend_site(attention: Attention, means: Means) -> Attended:
    """Make record, alias and function agree again: the record decides, and the archive holds what it names.

    A suspended site is left alone. Raises Transient for what passes by itself.
    """
    try:
        site = means.sites.get(attention.id)
    except NotFound:
        return Attended.gone("There is no such site.")
    if site.status not in {SiteStatus.ACTIVE, SiteStatus.BUILDING}:
        return _shut(site, means)
    unreadable = _woken(site, means)
    attended = _looked_at(site, attention, means)
    if unreadable is not None and attended.outcome in {Result.WELL, Result.LEFT}:  # what visitors see comes first
        raise unreadable
    return attended


def _woken(site: Site, means: Means) -> Damaged | None:
    """Let the loop go on: whoever brought the site back was cut off, or met the cycle that was about to pause for it.

    Returns what is wrong with a loop that cannot be read.
    """
    try:
        wake_loop(site.site_id, loops=means.loops, loop_executions=means.loop_executions, clock=means.clock)
    except Damaged as error:
        return error
    return None


def _looked_at(site: Site, attention: Attention, means: Means) -> Attended:
    if site.live_release is None:
        return Attended.left("Nothing of the site is live yet.", retire_versions(Versions(site, means)).again_at)
    return _repaired(site, site.live_release, attention, means)


def _repaired(site: Site, live: ReleaseId, attention: Attention, means: Means) -> Attended:
    """Make it agree, unless it is deleted meanwhile."""
    try:
        attended = _reconciled(site, live, attention, means)
    except Unrestorable as error:
        state, done = f"{live}-lost", "Publish the site again: build it, edit it, or go back to a release."
        return _parked(state, str(error), done, means)
    except NotFound as error:
        if means.site(site.site_id) is None:
            return _swept(site, means)
        raise Transient(f"{error} Somebody else is at work on the site; look again.") from error
    if attended.outcome is Result.REPAIRED and means.site(site.site_id) is None:
        return _swept(site, means)
    return attended


def _swept(site: Site, means: Means) -> Attended:
    """A site that was deleted during its repair: what was published meanwhile goes with it."""
    means.delete(site)
    return Attended.gone("The site was deleted during its repair, and what that had made is removed.")


def _shut(site: Site, means: Means) -> Attended:
    match site.status:
        case SiteStatus.DELETED:
            return Attended.gone("The site is deleted.")
        case SiteStatus.DELETING:
            return _deleting(site, means)
        case _:
            return Attended.left("The site is suspended.")


def _deleting(site: Site, means: Means) -> Attended:
    """Go on with a deletion that was cut off; one that keeps failing waits for a person, and is tried all the same."""
    now = means.clock.now()
    since = now - site.updated_at
    if since < DELETED_WITHIN:
        return Attended.left("The site is being deleted.", site.updated_at + DELETED_WITHIN + CHANGES_SETTLE_IN)
    state = f"deleting-{site.updated_at:%Y%m%d%H%M%S}"
    wrong = f"The deletion that began at {site.updated_at:%Y-%m-%d %H:%M} UTC has not ended."
    try:
        means.delete(site)
    except Code24Error as error:
        if since < DELETION_GIVEN_UP_AFTER:
            return Attended.left(f"The deletion goes on later: {error}", now + PARKED_IS_LOOKED_AT)
        done = f"It is tried every hour; DELETE /sites/{site.site_id} does so at once."
        return _parked(state, f"{wrong} {error}", done, means)
    means.note(Attended.repaired(state, wrong, "It was completed."))
    return Attended.gone("The deletion was completed.")


def _reconciled(site: Site, live: ReleaseId, attention: Attention, means: Means) -> Attended:
    try:
        release = means.sites.release(site.site_id, live)
    except NotFound as error:
        raise Unrestorable(f"{error} It is recorded as live.") from error
    found = means.site_probe.serving(site.site_id, LIVE)
    wrong: list[str] = []
    done: list[str] = []

    def repaired() -> Attended:
        # Of two at once one may see what the other has begun: what they were called for is what they have in common.
        state = f"{live}-{attention.due_at:%Y%m%dT%H%M%S.%f}"
        return Attended.repaired(state, " ".join(wrong), " ".join(done))

    def note() -> None:
        """Before the step that makes the site whole."""
        means.note(repaired())

    if not _serves(found, release):
        wrong.append(_how(found, release))
        if _is_there(release, means):
            done.append("The alias was pointed at the recorded release.")
        else:
            restored(site.site_id, release, means)
            done.append("The release was published again from the archive.")
        note()
        pointed(site.site_id, means)
    versions = Versions(site, means)
    again = unserved_again(versions)
    if again:
        wrong.append(f"{again} releases had no version in the site's function.")
        done.append("They were published again from the archive.")
    if _route_is_shut(site, means):
        wrong.append("The site's host did not lead to it.")
        done.append("Its route was opened.")
        note()
        route = route_of(site, RouteStatus.ACTIVE, addresses=means.addresses)
        means.sites.set_live(site.site_id, live, route, means.clock.now(), over=(live,), customer_id=site.customer_id)
    failure = _failure(site, means)
    if failure:
        return _parked(f"{live}-silent", " ".join([*wrong, failure]), " ".join([*done, _BY_HAND]), means)
    retired = retire_versions(versions)
    answers = "The site answers."
    if retired.versions:
        answers += f" Of its function {retired.versions} old versions were deleted, which nothing needs."
    found_well = repaired() if wrong else Attended.well(answers)
    return found_well.model_copy(update={"again_at": retired.again_at})


def _parked(state: str, wrong: str, done: str, means: Means) -> Attended:
    """It waits for a person, and is looked at now and then: what passes by itself waits for nobody."""
    return Attended.parked(state, wrong, done, again_at=means.clock.now() + PARKED_IS_LOOKED_AT)


_BY_HAND = "See the log of the site's function; going back to an earlier release brings the site back."


def _serves(found: Serving | None, release: Release) -> bool:
    return found is not None and found.version == release.version and found.sha256 == release.sha256


def _is_there(release: Release, means: Means) -> bool:
    """Whether the recorded version exists and has the release's code."""
    found = means.site_probe.serving(release.site_id, release.version)
    return _serves(found, release)


def _how(found: Serving | None, release: Release) -> str:
    if found is None:
        return f"The alias {LIVE} of the site's function, or the function itself, is gone."
    if found.version != release.version:
        return f"The alias {LIVE} points at version {found.version}; version {release.version} is recorded as live."
    return f"Version {release.version} of the site's function has another code than the release that is recorded."


def _route_is_shut(site: Site, means: Means) -> bool:
    return means.site_probe.led_to(means.addresses.host(site.slug)) != site.site_id


def _failure(site: Site, means: Means) -> str | None:
    """Why the site does not answer; None where it does."""
    try:
        status = means.site_probe.status(site.site_id, LIVE)
    except WorkerFailed as error:
        return f"The site's function fails: {error}"
    except NotFound as error:
        raise Transient(f"{error} It was there a moment ago; look again.") from error
    return f"The site's function answers its home page with {status}." if status >= 400 else None
