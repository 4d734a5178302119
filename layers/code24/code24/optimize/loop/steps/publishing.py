"""The end of what a cycle made: a release that visitors see, and what is learnt from it."""

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from code24.analytics.ports import SiteAnalytics
from code24.build.development.models import SiteFile
from code24.errors import InvalidRequest
from code24.experiments.holding_out import settle, wants_copy
from code24.experiments.ports import TrafficPlans
from code24.forms.models import SiteForms
from code24.models import Model
from code24.optimize.learning.workers import learn_from
from code24.optimize.loop.fitting import MEDIA
from code24.optimize.loop.models import CycleResult, Turn
from code24.optimize.loop.ports import Loops, Optimizations
from code24.optimize.loop.workspace import Loaded, keep, kept, kept_website, valid_loop
from code24.optimize.ports import Knowledge
from code24.ports import Clock, Media, ReleaseArchive, SiteFunctions, Sites
from code24.sites.addresses import SiteAddresses
from code24.sites.models import ReleaseOrigin
from code24.sites.publishing import publish_release
from code24.sites.site_function import SECURITY_HEADERS
from code24.types import ReleaseId
from code24.website.models import WebFile
from code24.website.website import Website

_POLICY = "content-security-policy"
_PERMISSIVE = "frame-ancestors 'none'"
"""Of a page that had no policy of its own: a stricter one would break what was never meant for it."""
_UNQUOTED_STAMP = re.compile(rb"value=code24-stamp(?=[\s/>])")
"""A form's stamp after a minifier: the site's function looks for it in quotes."""


class Published(Model):
    """The release."""

    release_id: ReleaseId


def publish_optimization(
    request: Turn,
    *,
    loops: Loops,
    sites: Sites,
    optimizations: Optimizations,
    media: Media,
    release_archive: ReleaseArchive,
    site_functions: SiteFunctions,
    traffic_plans: TrafficPlans,
    site_analytics: SiteAnalytics,
    addresses: SiteAddresses,
    clock: Clock,
) -> Published:
    """Make what the cycle made a release, and the live one if nothing else went live since it began.

    A share of the visitors goes on seeing the website as it was before (`experiments.holding_out`): of an imported
    website, whose copy is in no function yet, that is published too, as a preview. Raises Conflict where something else
    went live, and where the site is suspended or being deleted.
    """
    loop = valid_loop(request, loops=loops)
    loaded = kept(request, "loaded", Loaded, optimizations=optimizations)
    result = kept(request, "result", CycleResult, optimizations=optimizations)
    source = kept_website(request, "source", loaded, optimizations=optimizations)
    website = kept_website(request, "applied", loaded, optimizations=optimizations)
    for file in website.files.values():
        # What a site that was built here has there lies there already.
        if file.path.startswith(MEDIA) and (loop.source.is_import or file.path not in source.files):
            media.put(file.path.removeprefix(MEDIA), file.content_type, file.content)
    site = sites.get(request.site_id)
    share = site_analytics.get(site.site_id).holdout_share
    copied = None
    if loop.source.is_import and wants_copy(traffic_plans.get(site.site_id), loaded.source_release, share):
        copied = _copy_of(
            source,
            ReleaseOrigin(
                site_id=site.site_id,
                customer_id=site.customer_id,
                made_at=loop.imported_at or site.created_at,
                publish=False,
            ),
            loaded.forms,
            sites=sites,
            media=media,
            release_archive=release_archive,
            site_functions=site_functions,
            addresses=addresses,
            clock=clock,
        )
    release = publish_release(
        ReleaseOrigin(
            site_id=site.site_id,
            customer_id=site.customer_id,
            made_at=loop.working_since or clock.now(),
            build_id=loaded.build_id,
            optimization_id=result.job_id,
            source=loaded.source_release,
            over=(loaded.live_release,) if loaded.live_release else (),
        ),
        tuple(site_files(website.files, source.files)),
        loaded.forms,
        sites=sites,
        release_archive=release_archive,
        site_functions=site_functions,
        addresses=addresses,
        clock=clock,
    )
    settle(site.site_id, copied=copied, sites=sites, traffic_plans=traffic_plans, site_analytics=site_analytics)
    keep(request, "result", result.model_copy(update={"release_id": release.release_id}), optimizations=optimizations)
    return Published(release_id=release.release_id)


def _copy_of(
    source: Website,
    origin: ReleaseOrigin,
    forms: SiteForms | None,
    *,
    sites: Sites,
    media: Media,
    release_archive: ReleaseArchive,
    site_functions: SiteFunctions,
    addresses: SiteAddresses,
    clock: Clock,
) -> ReleaseId | None:
    """An imported website as a release, as it was read; None where no release can hold it as it was."""
    for file in source.files.values():
        if file.path.startswith(MEDIA):
            media.put(file.path.removeprefix(MEDIA), file.content_type, file.content)
    with suppress(InvalidRequest):
        return publish_release(
            origin,
            tuple(_as_read(file) for file in site_files(source.files, source.files)),
            forms,
            sites=sites,
            release_archive=release_archive,
            site_functions=site_functions,
            addresses=addresses,
            clock=clock,
        ).release_id
    return None


def _as_read(file: SiteFile) -> SiteFile:
    if not file.content_type.startswith("text/html") or _POLICY in file.headers:
        return file
    return file.model_copy(update={"headers": {**file.headers, _POLICY: _PERMISSIVE}})


def site_files(files: Mapping[str, WebFile], before: Mapping[str, WebFile]) -> Iterator[SiteFile]:
    """The files of a release. Raises InvalidRequest for a path that no release can hold.

    A policy that was made for the page as it was before goes where the page has changed: the release makes a new one.
    """
    for path, file in files.items():
        if path.startswith(MEDIA):
            continue
        headers, content = dict(file.headers), _UNQUOTED_STAMP.sub(b'value="code24-stamp"', file.content)
        old = before.get(path)
        if old is not None and old.content != content and headers.get(_POLICY) == old.headers.get(_POLICY):
            headers.pop(_POLICY, None)
        text = _text(file, content)
        yield SiteFile(
            path=path,
            content_type=file.content_type,
            text=text,
            base64=None if text is not None else base64.b64encode(content).decode(),
            headers={name: value for name, value in headers.items() if SECURITY_HEADERS.get(name) != value},
        )


def _text(file: WebFile, content: bytes) -> str | None:
    if not file.media_type.startswith("text/") and not file.media_type.endswith(("json", "xml", "javascript")):
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        if file.media_type in {"text/html", "text/css"}:
            raise InvalidRequest(f"{file.path} is not in UTF-8.") from None
        return None
    return text if text.encode() == content else None


class Learnt(Model):
    """How many kinds of fix taught something."""

    kinds: int


def learn_from_cycle(request: Turn, *, loops: Loops, optimizations: Optimizations, knowledge: Knowledge) -> Learnt:
    """Add the cycle's outcomes to what is known to work."""
    loop = valid_loop(request, loops=loops)
    made = kept(request, "result", CycleResult, optimizations=optimizations).optimization
    learn_from(made, loop.site_id, request.cycle, loop.business, knowledge=knowledge)
    return Learnt(kinds=len({fix.kind for fix in made.fixes}))
