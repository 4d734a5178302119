"""Which files of other hosts may live with the website, and which have to stay where they are, and why."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

MEASURES = "it measures visits, and its answers change"
ADVERTISES = "it is advertising, which its network serves itself"
MANAGES = "it decides at each visit what else is loaded"
PAYS = "payment scripts have to come from the payment service"
MAPS = "maps come with their service's own terms and change with it"
PROTECTS = "protection against bots works from its own host only"
EMBEDS = "it belongs to an embed of another service"
TALKS = "it is a live service for visitors"
LICENSED = "its licence allows its own host only"
CONSENTS = "consent tools are served, and answered for, by their maker"

_STAY: Mapping[str, tuple[str, ...]] = {
    MEASURES: (
        "google-analytics.com", "analytics.google.com", "stats.wp.com", "pixel.wp.com", "plausible.io", "hotjar.com",
        "hotjar.io", "clarity.ms", "matomo.cloud", "mixpanel.com", "segment.com", "segment.io", "amplitude.com",
        "fullstory.com", "heapanalytics.com", "heap.io", "newrelic.com", "nr-data.net", "scorecardresearch.com",
        "quantserve.com", "static.cloudflareinsights.com", "mouseflow.com", "crazyegg.com", "luckyorange.com",
        "statcounter.com", "simpleanalyticscdn.com", "usefathom.com", "goatcounter.com", "umami.is", "piwik.pro",
        "yandex.ru", "mc.yandex.com", "hm.baidu.com", "chartbeat.com", "parsely.com", "sentry.io", "sentry-cdn.com",
        "bugsnag.com", "datadoghq-browser-agent.com", "snap.licdn.com", "bat.bing.com", "connect.facebook.net",
        "analytics.tiktok.com", "static.ads-twitter.com", "optimizely.com", "vwo.com", "visualwebsiteoptimizer.com",
    ),
    ADVERTISES: (
        "doubleclick.net", "googlesyndication.com", "googleadservices.com", "adservice.google.com", "adnxs.com",
        "amazon-adsystem.com", "criteo.com", "criteo.net", "taboola.com", "outbrain.com", "adroll.com", "media.net",
        "pubmatic.com", "rubiconproject.com", "carbonads.com", "carbonads.net", "buysellads.com", "ads-twitter.com",
    ),
    MANAGES: (
        "googletagmanager.com", "tealiumiq.com", "tiqcdn.com", "adobedtm.com", "ensighten.com",
        "kit.fontawesome.com", "ka-f.fontawesome.com", "ka-p.fontawesome.com", "polyfill.io", "cdn.polyfill.io",
        "js.hs-scripts.com", "hsforms.net", "js.hsforms.net", "zapier.com", "typeform.com", "embed.typeform.com",
    ),
    PAYS: (
        "js.stripe.com", "stripe.com", "paypal.com", "paypalobjects.com", "braintreegateway.com", "klarna.com",
        "klarnaservices.com", "adyen.com", "squareup.com", "squarecdn.com", "mollie.com", "checkout.com",
        "pay.google.com", "applepay.cdn-apple.com", "sumup.com", "paddle.com", "gumroad.com", "payments-amazon.com",
    ),
    MAPS: (
        "maps.googleapis.com", "maps.google.com", "maps.gstatic.com", "api.mapbox.com", "api.tiles.mapbox.com",
        "virtualearth.net", "tile.openstreetmap.org", "api.maptiler.com", "cdn.apple-mapkit.com", "js.api.here.com",
        "basemaps.cartocdn.com", "staticmap.openstreetmap.de",
    ),
    PROTECTS: ("challenges.cloudflare.com", "hcaptcha.com", "recaptcha.net", "arkoselabs.com", "datadome.co"),
    EMBEDS: (
        "youtube.com", "youtube-nocookie.com", "ytimg.com", "vimeo.com", "vimeocdn.com", "platform.twitter.com",
        "platform.x.com", "instagram.com", "cdninstagram.com", "facebook.com", "fbcdn.net", "tiktok.com",
        "platform.linkedin.com", "assets.pinterest.com", "w.soundcloud.com", "open.spotify.com", "scdn.co",
        "disqus.com", "disquscdn.com", "buttons.github.io", "calendly.com", "opentable.com", "tripadvisor.com",
        "jscache.com", "trustpilot.com", "booking.com", "elfsight.com", "elfsightcdn.com", "addthis.com",
        "addtoany.com", "sharethis.com", "wistia.com", "wistia.net", "jotform.com", "airtable.com", "codepen.io",
        "gist.github.com", "giscus.app", "utteranc.es", "bandsintown.com", "eventbrite.com",
        "accounts.google.com", "apis.google.com", "appleid.cdn-apple.com", "cdn.embedly.com", "gist-it.appspot.com",
    ),
    TALKS: (
        "intercom.io", "intercomcdn.com", "tawk.to", "crisp.chat", "zdassets.com", "zendesk.com", "drift.com",
        "driftt.com", "livechatinc.com", "olark.com", "freshchat.com", "userlike.com", "tidio.co", "hubspot.com",
        "usemessages.com", "onesignal.com", "pusher.com", "algolia.net", "firebaseio.com", "mailchimp.com",
        "list-manage.com", "klaviyo.com", "convertkit.com", "sendinblue.com", "brevo.com", "gleam.io",
    ),
    LICENSED: (
        "use.typekit.net", "use.typekit.com", "p.typekit.net", "fast.fonts.net", "fast.fonts.com",
        "cloud.typography.com", "fonts.shopifycdn.com", "hello.myfonts.net", "webfonts.fontstand.com",
    ),
    CONSENTS: (
        "cookiebot.com", "cookielaw.org", "onetrust.com", "usercentrics.eu", "consensu.org", "iubenda.com",
        "cookie-script.com", "cookieyes.com", "trustarc.com", "quantcast.com", "cookiefirst.com", "termly.io",
        "osano.com", "borlabs.io", "didomi.io", "privacy-center.org",
    ),
}  # fmt: skip
_BY_HOST = {host: reason for reason, hosts in _STAY.items() for host in hosts}
_STAY_BELOW: Mapping[str, str] = {
    "www.google.com/recaptcha": PROTECTS, "www.gstatic.com/recaptcha": PROTECTS, "www.google.com/maps": MAPS,
    "www.google.com/jsapi": MANAGES, "www.gstatic.com/charts": MANAGES, "www.gstatic.com/firebasejs": TALKS,
    "use.fontawesome.com/kit": MANAGES,
    "translate.google.com/": EMBEDS, "cse.google.com/": EMBEDS, "www.google.com/cse": EMBEDS,
}  # fmt: skip

_LIBRARIES = frozenset({
    "cdn.jsdelivr.net", "fastly.jsdelivr.net", "unpkg.com", "cdnjs.cloudflare.com", "ajax.googleapis.com",
    "ajax.aspnetcdn.com", "ajax.microsoft.com", "code.jquery.com", "maxcdn.bootstrapcdn.com", "oss.maxcdn.com",
    "stackpath.bootstrapcdn.com", "netdna.bootstrapcdn.com", "use.fontawesome.com", "code.ionicframework.com",
    "cdn.rawgit.com", "rawcdn.githack.com", "raw.githack.com", "cdn.statically.io", "esm.sh", "cdn.skypack.dev",
    "cdn.startbootstrap.com", "cdn.tailwindcss.com", "cdn.datatables.net", "cdn.plyr.io", "cdn.quilljs.com",
    "cdn.ckeditor.com", "cdn.ampproject.org", "d3js.org", "html5shim.googlecode.com", "html5shiv.googlecode.com",
    "css3-mediaqueries-js.googlecode.com", "yastatic.net", "cdn.staticfile.org", "cdn.bootcdn.net", "cdn.bootcss.com",
    "lib.baomitu.com", "libs.baidu.com", "unicons.iconscout.com", "code.iconify.design", "kenwheeler.github.io",
    "sachinchoolur.github.io", "cdn.linearicons.com", "cdn.lineicons.com", "static.tildacdn.com", "vjs.zencdn.net",
    "getbootstrap.com", "fonts.googleapis.com", "unpkg.io", "cdn.delivr.net",
})  # fmt: skip
"""Hosts of libraries: what is there under an address is meant to stay the same."""
_VERSION = re.compile(r"(?:^|[/@_.=v-])\d+\.\d+(?:\.\d+)?(?:[/._-]|$)|[.-][0-9a-f]{8,}\.", re.IGNORECASE)
_MAX_AGE = re.compile(r"max-age\s*=\s*(\d+)")
_WEEK = 604_800
_LOADS_ITSELF = re.compile(
    r"document\s*+\.\s*+(?:currentScript|scripts)\b|script\[src|__webpack_public_path__|\bimport\.meta\b"
    r"|\bimportScripts\s*\(|\bimport\s*\(|\.p\s*=\s*['\"]https?://"
)
_IMPORTS = re.compile(r"(?:^|[;\s}])(?:import|export)\b[^'\"();=]{0,200}+['\"]")
_COMMENT = re.compile(r"/\*[!*\n].*?(?:\*/|\Z)|(?m:^[ \t]*//[^\n]*$)", re.DOTALL)
"""Licences and documentation; `/*` alone may stand in a string."""


def stays(url: str) -> str | None:
    """Why a file has to stay with its host; None where nothing speaks against taking it."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    whole = f"{host}{parts.path}"
    for prefix, reason in _STAY_BELOW.items():
        if whole.startswith(prefix):
            return reason
    labels = host.split(".")
    return next((found for start in range(len(labels)) if (found := _BY_HOST.get(".".join(labels[start:])))), None)


def script_stays(url: str, text: str, cache_control: str, *, integrity: bool, own: bool, module: bool) -> str | None:
    """Why a script has to stay with its host; None for one that is the same tomorrow, and needs its host no more."""
    host = urlsplit(url).hostname or ""
    code = _COMMENT.sub(" ", text)
    if _LOADS_ITSELF.search(code) or f"//{host}/" in code:
        return "it loads more from its own host by itself"
    if module and _IMPORTS.search(code):
        return "it imports more modules from its own host"
    if not (own or integrity or host in _LIBRARIES or _is_versioned(url) or _is_kept(cache_control)):
        return "nothing says that it stays as it is: it has no version, and its host keeps it for less than a week"
    return None


def same_owner(host: str, site_host: str) -> bool:
    """Whether two hosts look like one owner's: both below the same domain that one can register."""
    return _registered(host) == _registered(site_host)


def _registered(host: str) -> str:
    """The last two labels, or three below what looks like a registry's second level (`co.uk`, `com.au`)."""
    labels = host.lower().rstrip(".").split(".")
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if second_level else -2 :])


def _is_versioned(url: str) -> bool:
    parts = urlsplit(url)
    return bool(_VERSION.search(parts.path) or _VERSION.search(parts.query))


def _is_kept(cache_control: str) -> bool:
    value = cache_control.lower()
    found = _MAX_AGE.search(value)
    return "immutable" in value or (found is not None and int(found[1][:12]) >= _WEEK)
