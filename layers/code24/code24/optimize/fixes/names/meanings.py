"""What a control without words is for, by its icon, its address or what it does."""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from turbohtml import Element, Namespace

from code24.website.vocabulary import words

SERVICES = {
    "facebook": "Facebook", "twitter": "Twitter", "instagram": "Instagram", "linkedin": "LinkedIn",
    "youtube": "YouTube", "github": "GitHub", "gitlab": "GitLab", "dribbble": "Dribbble", "behance": "Behance",
    "pinterest": "Pinterest", "whatsapp": "WhatsApp", "telegram": "Telegram", "tiktok": "TikTok",
    "mastodon": "Mastodon", "bluesky": "Bluesky", "threads": "Threads", "vimeo": "Vimeo", "medium": "Medium",
    "reddit": "Reddit", "discord": "Discord", "slack": "Slack", "skype": "Skype", "flickr": "Flickr",
    "tumblr": "Tumblr", "snapchat": "Snapchat", "spotify": "Spotify", "soundcloud": "SoundCloud",
    "bitbucket": "Bitbucket", "stackoverflow": "Stack Overflow", "stack-overflow": "Stack Overflow", "xing": "XING",
    "codepen": "CodePen", "twitch": "Twitch", "yelp": "Yelp", "tripadvisor": "Tripadvisor", "paypal": "PayPal",
    "messenger": "Messenger", "wechat": "WeChat", "weixin": "WeChat", "weibo": "Weibo", "x-twitter": "X",
    "twitter-x": "X", "google-plus": "Google+", "google": "Google", "appstore": "App Store", "app-store": "App Store",
    "google-play": "Google Play", "patreon": "Patreon", "npm": "npm", "steam": "Steam", "quora": "Quora",
    "airbnb": "Airbnb", "foursquare": "Foursquare", "etsy": "Etsy", "amazon": "Amazon", "vk": "VK", "orcid": "ORCID",
}  # fmt: skip
_HOSTS = {"t.me": "Telegram", "wa.me": "WhatsApp", "youtu.be": "YouTube", "fb.com": "Facebook", "x.com": "X",
          "m.me": "Messenger", "bsky.app": "Bluesky", "lnkd.in": "LinkedIn", "g.page": "Google"}  # fmt: skip
_FUNCTIONS = (
    ("close", r"close|times|xmark|x-lg|dismiss|schliessen"),
    ("menu", r"bars|hamburger|burger|navbar-toggler?|menu|nav-toggle|toggle-nav|sidebar-toggle|offcanvas"),
    ("search", r"search|magnif\w*|lupe"),
    ("previous", r"prev|previous|(?:chevron|arrow|angle|caret)(?:-circle|-double)?-left"),
    ("next", r"next|(?:chevron|arrow|angle|caret)(?:-circle|-double)?-right"),
    ("up", r"(?:chevron|arrow|angle|caret)(?:-circle|-double)?-up|to-?top|scroll-?(?:to-?)?top|back-?to-?top|go-?top"),
    ("email", r"envelope|e?-?mail|at-sign"),
    ("phone", r"phone|telephone|tel|mobile|call"),
    ("cart", r"cart|basket|shopping-bag|bag"),
    ("account", r"user|account|person|profile|avatar"),
    ("play", r"play"),
    ("pause", r"pause"),
    ("download", r"download"),
    ("favorite", r"heart|favou?rite|wishlist|bookmark"),
    ("filter", r"filter|funnel"),
    ("share", r"share|share-alt|share-nodes"),
    ("add", r"plus|add"),
    ("remove", r"minus|trash|delete|remove"),
    ("copy", r"copy|clipboard|clone"),
    ("print", r"print|printer"),
    ("settings", r"gear|cog|settings|sliders"),
    ("language", r"globe|language|translate"),
    ("home", r"home|house"),
    ("map", r"map|geo|location|marker|pin|map-pin"),
    ("edit", r"pencil|pen|edit"),
    ("more", r"ellipsis|three-dots|more|dots"),
    ("info", r"info|info-circle|circle-info|question-circle"),
    ("feed", r"rss|feed"),
    ("login", r"login|log-in|sign-in|signin|box-arrow-in-right"),
)
_PATTERNS = tuple((kind, re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])")) for kind, pattern in _FUNCTIONS)
_ICON_PREFIX = re.compile(r"^(?:fa[srlbd]?|bi|icon|ion|ti|mdi|ri|lni|la|las|lab|bx|bxl|glyphicon|feather|uil|zmdi|ico"
                          r"|material-icons|socicon|et|fi)(?=-|$)-?(?:logo-|social-|brands?-)?")  # fmt: skip
_NO_ICONS = words(
    "align badge bg btn col d display float font fs g h m mb me ml mr ms mt mx my opacity p pb position pt px py "
    "rounded text top w"
)
"""First parts of classes that say how something looks, not what an icon shows."""
_NO_OBJECTS = words("alt circle fill icon icons line minimal outline outlined square")
MOST_INSIDE = 40


def clues(element: Element) -> str:
    """The words of classes, ids, sources and handlers on a control and on what it holds, separated by spaces."""
    found: list[str] = []
    for number, one in enumerate(element.iter_elements(include_self=True)):
        if number > MOST_INSIDE:
            break
        found += [_ICON_PREFIX.sub("", name) for name in (one.attr("class") or "").lower().split()]
        for name in ("id", "data-icon", "data-feather", "data-lucide", "name", "data-action", "data-bs-slide",
                     "data-slide", "data-bs-dismiss", "data-dismiss", "aria-controls"):  # fmt: skip
            if name in one.attrs:
                found.append((one.attr(name) or "").lower())
        if one.tag == "use":
            found.append((one.attr("href") or one.attr("xlink:href") or "").lower().rpartition("#")[2])
        elif one.tag == "img":
            found.append((one.attr("src") or "").lower().rpartition("/")[2].partition(".")[0])
        elif one.namespace is Namespace.HTML and "material" in (one.attr("class") or ""):
            found.append(one.text.strip().lower().replace("_", "-"))
    return " ".join(found).replace("_", "-")


def service_of(text: str, href: str = "") -> str:
    """The service whose icon or address a link has; empty where it is none."""
    host = (urlsplit_safe(href)[0]).removeprefix("www.")
    if host in _HOSTS:
        return _HOSTS[host]
    labels = host.split(".")
    for key, name in SERVICES.items():
        if key in labels[:-1]:
            return name
    found = [(key, name) for key, name in SERVICES.items() if re.search(rf"(?<![a-z]){re.escape(key)}(?![a-z])", text)]
    return max(found, key=lambda pair: len(pair[0]))[1] if found else ""


def function_of(text: str) -> str:
    """What a control does, as a key of the words; empty where nothing tells."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), "")


def icon_words(element: Element) -> str:
    """What the icon in a control shows, as its class says it (`fa-thermometer-full`); empty where that says nothing."""
    for number, one in enumerate(element.iter_elements()):
        if number > MOST_INSIDE:
            break
        for name in (one.attr("class") or "").lower().replace("_", "-").split() if one.tag == "i" else ():
            first, *parts = name.split("-")
            if first in _NO_ICONS or "icons" in parts:
                continue
            shown = [part for part in parts if part.isalpha() and len(part) > 2 and part not in _NO_OBJECTS]
            if shown:
                return " ".join(shown).capitalize()
    return ""


def id_words(element: Element) -> str:
    """What the id of a tab says (`home-tab`); empty where it has none that is made of words."""
    parts = re.split(r"[-_]", (element.attr("id") or "").lower()) if "id" in element.attrs else []
    shown = [part for part in parts if part not in {"tab", "nav", "pill", "pills", "link", "v"}]
    is_words = shown and len(shown) < len(parts) and all(part.isalpha() and len(part) > 2 for part in shown)
    return " ".join(shown).capitalize() if is_words else ""


def urlsplit_safe(href: str) -> tuple[str, str]:
    """Host and path of an address; empty where it cannot be read."""
    try:
        parts = urlsplit(href.strip())
        return (parts.hostname or "").lower(), unquote(parts.path)
    except ValueError:
        return "", ""


def address_name(href: str, said: Mapping[str, str]) -> str:
    """What a link to a mail address, a telephone or another host is called; empty for other addresses."""
    address = href.strip()
    kind, _, rest = address.partition(":")
    rest = unquote(rest).partition("?")[0].strip().lstrip("/")
    if kind.lower() == "mailto":
        return f"{said['email']}: {rest}" if rest else said["email"]
    if kind.lower() in {"tel", "sms", "callto"}:
        return f"{said['phone']}: {rest}" if rest else said["phone"]
    host, _ = urlsplit_safe(address)
    return said["link"].format(name=host.removeprefix("www.")) if host else ""
