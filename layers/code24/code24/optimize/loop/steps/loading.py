"""The first step of a cycle that has something to do: the website that it works on."""

import mimetypes
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from code24.errors import NotFound
from code24.identifiers import derived
from code24.optimize.loop.chain import changed
from code24.optimize.loop.control import ASKED_FOR
from code24.optimize.loop.engine_version import engine_version
from code24.optimize.loop.fitting import MEDIA
from code24.optimize.loop.models import Action, JobStatus, LoopState, Next, Turn
from code24.optimize.loop.origins import Origin, imported
from code24.optimize.loop.ports import Jobs, Loops, Optimizations
from code24.optimize.loop.state import fingerprint, import_due, rested
from code24.optimize.loop.steps.beginning import resting
from code24.optimize.loop.workspace import ORIGINAL, Loaded, Superseded, content_id, keep, keep_website, valid_loop
from code24.optimize.ports import Web
from code24.ports import Clock, Media, ReleaseArchive, Sites, Uploads
from code24.sites.addresses import SiteAddresses
from code24.sites.models import Site
from code24.sites.site_function import SECURITY_HEADERS
from code24.website.models import WebFile
from code24.website.packing import packed, unpacked
from code24.website.references import document_references
from code24.website.website import Website, base_of

_SECONDS = 200
"""For reading somebody's website; the function has some more for the rest."""
_SOURCE = "source.json"
"""What is known of the copy of somebody's website that lies in the archive."""
_BINARY = "application/octet-stream"
_MOST_MEDIA = 300
"""Media files of a site that are looked at."""


def import_site(
    request: Turn,
    *,
    loops: Loops,
    jobs: Jobs,
    sites: Sites,
    optimizations: Optimizations,
    release_archive: ReleaseArchive,
    uploads: Uploads,
    media: Media,
    web: Web,
    addresses: SiteAddresses,
    clock: Clock,
) -> Next:
    """Read somebody's website, or load what a site's visitors see, for the steps that follow.

    A website that was read again and is still the same is no work: the loop rests. Raises NotRead for what cannot be
    read, and InvalidRequest for an upload that is no website.
    """
    loop, now = valid_loop(request, loops=loops), clock.now()
    site = sites.get(request.site_id)
    if not loop.source.is_import:
        website, loaded = _released(
            loop, site, sites=sites, release_archive=release_archive, media=media, addresses=addresses
        )
    elif loop.source_release is not None and not import_due(loop, now):
        website, loaded = _archived(site, release_archive, optimizations)
    else:
        found, loaded = _read(loop, site, web=web, uploads=uploads, addresses=addresses, clock=clock)
        website = found.website
        valid_loop(request, loops=loops)  # reading takes minutes: the site may be gone
        release_archive.put(site.site_id, loaded.source_release, packed(website.files.values()))
        if loaded.has_original:
            body = packed(found.original.files.values())
            optimizations.write(site.site_id, ORIGINAL, body, "application/zip")
        optimizations.write(site.site_id, _SOURCE, loaded.model_dump_json().encode())
        try:
            loop = changed(site.site_id, lambda state: state.model_copy(update={"imported_at": now}), loops=loops)
        except NotFound as gone:  # deleted just now: nothing of it stays
            release_archive.delete_all(site.site_id)
            optimizations.delete_all(site.site_id)
            raise Superseded(f"The loop of site {site.site_id} is gone.") from gone
        same = loop.fingerprint == fingerprint(loaded.source_release, loop, engine_version())
        if same and not _was_asked(loop, jobs):
            return _idle(request, loop, jobs, loops, clock)
    keep_website(request, "source", website, optimizations=optimizations)
    keep(request, "loaded", loaded, optimizations=optimizations)
    return Next(site_id=request.site_id, generation=request.generation, cycle=request.cycle, action=Action.WORK)


def _released(
    loop: LoopState,
    site: Site,
    *,
    sites: Sites,
    release_archive: ReleaseArchive,
    media: Media,
    addresses: SiteAddresses,
) -> tuple[Website, Loaded]:
    """A release of a site that was built here: the live one, or what that was made of."""
    source = loop.source_release if site.live_release == loop.published_release else site.live_release
    if source is None:
        raise NotFound(f"Site {site.site_id} has nothing live that could be optimized.")
    release = sites.release(site.site_id, source)
    files = unpacked(release_archive.get(site.site_id, source))
    served = [replace(file, headers={**SECURITY_HEADERS, **file.headers}) for file in files]
    website = Website(served, origin=addresses.origin(site.slug))
    website = website.changed(_media_of(website, media))
    loaded = Loaded(
        source_release=source,
        origin=website.origin,
        live_release=site.live_release,
        build_id=release.build_id,
        forms=release.forms,
    )
    return website, loaded


def _media_of(website: Website, media: Media) -> list[WebFile]:
    """The files of the media bucket that pages name: rules see them, and releases leave them where they are."""
    wanted: set[str] = set()
    for page in website.pages:
        for reference in document_references(page.document):
            target = website.target(reference.url, base_of(page))
            if target is not None and website.is_own(target) and target.path.startswith(MEDIA):
                wanted.add(target.path)
    found = []
    for path in sorted(wanted)[:_MOST_MEDIA]:
        with suppress(NotFound):
            found.append(WebFile(path, mimetypes.guess_type(path)[0] or _BINARY, media.get(path.removeprefix(MEDIA))))
    return found


def _archived(site: Site, release_archive: ReleaseArchive, optimizations: Optimizations) -> tuple[Website, Loaded]:
    """The copy of somebody's website that was read before."""
    loaded = Loaded.kept(optimizations.read(site.site_id, _SOURCE))
    files = unpacked(release_archive.get(site.site_id, loaded.source_release))
    return Website(files, origin=loaded.origin), loaded.model_copy(update={"live_release": site.live_release})


def _read(
    loop: LoopState, site: Site, *, web: Web, uploads: Uploads, addresses: SiteAddresses, clock: Clock
) -> tuple[Origin, Loaded]:
    found = imported(
        loop.source,
        site.customer_id,
        addresses.origin(site.slug),
        web=web,
        uploads=uploads,
        clock=clock,
        deadline=clock.now() + timedelta(seconds=_SECONDS),
    )
    loaded = Loaded(
        source_release=derived("r", 10, "source", site.site_id, content_id(found.website)),
        origin=found.website.origin,
        has_original=found.original is not found.website,
        live_release=site.live_release,
        notes=found.notes,
    )
    return found, loaded


def _was_asked(loop: LoopState, jobs: Jobs) -> bool:
    """Whether somebody waits for this cycle, so that it has to come to a result."""
    return loop.job_id is not None and jobs.get(loop.job_id).priority == ASKED_FOR


def _idle(request: Turn, loop: LoopState, jobs: Jobs, loops: Loops, clock: Clock) -> Next:
    now = clock.now()
    if loop.job_id is not None:
        ended = {"status": JobStatus.COMPLETE, "completed_at": now}
        jobs.put(jobs.get(loop.job_id).model_copy(update=ended))

    def idle(state: LoopState) -> LoopState:
        if state.generation != request.generation or state.cycle >= request.cycle:
            return state
        return rested(state, now, changed=False)

    return resting(changed(request.site_id, idle, loops=loops), request)
