"""What well-known scripts write into pages, for those that are loaded from elsewhere and cannot be read."""

import re

from code24.website.vocabulary import words

_BOOTSTRAP = words(
    "show showing hiding fade collapse collapsing collapsed active disabled modal modal-open modal-static "
    "modal-backdrop modal-dialog modal-body offcanvas offcanvas-backdrop carousel carousel-item carousel-item-next "
    "carousel-item-prev carousel-item-start carousel-item-end carousel-item-left carousel-item-right slide "
    "pointer-event dropdown dropup dropend dropstart dropleft dropright dropdown-menu dropdown-menu-end dropdown-item "
    "dropdown-toggle nav nav-link nav-item list-group list-group-item navbar navbar-nav tooltip tooltip-inner "
    "tooltip-arrow arrow popover popover-header popover-body popover-arrow bs-tooltip-auto bs-tooltip-top "
    "bs-tooltip-bottom bs-tooltip-start bs-tooltip-end bs-popover-auto bs-popover-top bs-popover-bottom "
    "bs-popover-start bs-popover-end toast toast-body hide focus btn accordion accordion-button accordion-collapse "
    "data-popper-placement data-bs-popper data-bs-theme data-bs-toggle aria-expanded aria-selected aria-modal "
    "role style title id div span h3 top bottom start end left right sticky-top fixed-top fixed-bottom is-fixed"
)
_FONT_AWESOME = words(
    "svg-inline--fa svg path g fa fas far fab fal fad fa-solid fa-regular fa-brands fa-layers fa-layers-text "
    "fa-layers-counter fa-w-16 fa-w-20 fa-stack fa-stack-1x fa-stack-2x fa-inverse fa-spin fa-pulse fa-fw fa-lg "
    "fontawesome-i2svg-active fontawesome-i2svg-complete fontawesome-i2svg-pending"
)
_SERVICES = words(
    "googletagmanager.com google-analytics.com googleadservices.com doubleclick.net googlesyndication.com "
    "maps.googleapis.com maps.google.com www.google.com www.gstatic.com recaptcha.net hcaptcha.com "
    "challenges.cloudflare.com cloudflareinsights.com plausible.io hotjar.com matomo.cloud clarity.ms "
    "connect.facebook.net platform.twitter.com platform.linkedin.com snap.licdn.com assets.pinterest.com "
    "www.youtube.com player.vimeo.com js.stripe.com paypal.com calendly.com js.hs-scripts.com widget.intercom.io "
    "client.crisp.chat embed.tawk.to buttons.github.io cdn.segment.com bat.bing.com"
)
"""Hosts of what measures visitors, or fills frames and boxes of its own with styles of its own."""
_NOTHING = frozenset({"script"})
_SERVICE = rf"^(?:https?:)?//(?:[\w-]+\.)*(?:{'|'.join(map(re.escape, sorted(_SERVICES)))})(?:[:/?]|\Z)"
_KNOWN = (
    (re.compile(r"/bootstrap(?:[@/.-][\w.@/-]*)?\.js", re.IGNORECASE), _BOOTSTRAP),
    (re.compile(r"font-?awesome", re.IGNORECASE), _FONT_AWESOME),
    (re.compile(r"/(?:jquery(?:[.-][\d.]+)?(?:\.slim)?(?:\.min)?|popper(?:\.min)?|umd/popper(?:\.min)?)\.js",
                re.IGNORECASE), frozenset({"x-placement", "data-popper-placement", "style"})),
    (re.compile(_SERVICE), _NOTHING),
)  # fmt: skip


def words_of_known(url: str) -> frozenset[str] | None:
    """Classes, attributes and tags that the script at an address may add; None where nothing is known about it."""
    return next((words for pattern, words in _KNOWN if pattern.search(url)), None)
