"""Where a visitor came from: source, channel, campaign, and the name of a click id, of two addresses.

The channels follow those of Google Analytics 4 and Plausible as far as a small website can act on them: what was paid
for, then mail, assistants (AI), social networks, search, whatever else carries a campaign's tags, and other websites.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from code24.analytics.collecting import lists
from code24.analytics.collecting.bounds import MAX_PATH, MAX_TAG, is_token, line, without_persons
from code24.analytics.collecting.pages import Referrer, bare, parameters_of

UTM = ("source", "medium", "campaign", "term", "content")
CLICK_IDS = {
    "gclid": ("Google", True),
    "gbraid": ("Google", True),
    "wbraid": ("Google", True),
    "dclid": ("Doubleclick", True),
    "msclkid": ("Bing", True),
    "ttclid": ("TikTok", True),
    "twclid": ("Twitter", True),
    "li_fat_id": ("LinkedIn", True),
    "rdt_cid": ("Reddit", True),
    "epik": ("Pinterest", True),
    "ScCid": ("Snapchat", True),
    "yclid": ("Yandex", True),
    "fbclid": ("Facebook", False),
    "igshid": ("Instagram", False),
    "mc_eid": ("Mailchimp", False),
}
"""Parameters that name a click, with who adds them, and whether that is to advertisements only."""

_ASSISTANTS = {
    "chatgpt.com": "ChatGPT",
    "chat.openai.com": "ChatGPT",
    "openai.com": "ChatGPT",
    "claude.ai": "Claude",
    "perplexity.ai": "Perplexity",
    "gemini.google.com": "Gemini",
    "bard.google.com": "Gemini",
    "copilot.microsoft.com": "Copilot",
    "copilot.com": "Copilot",
    "deepseek.com": "DeepSeek",
    "grok.com": "Grok",
    "x.ai": "Grok",
    "meta.ai": "Meta AI",
    "mistral.ai": "Le Chat",
    "you.com": "You.com",
    "phind.com": "Phind",
    "poe.com": "Poe",
}
_NETWORKS = {
    "t.co": "Twitter",
    "x.com": "Twitter",
    "lnkd.in": "LinkedIn",
    "tiktok.com": "TikTok",
    "snapchat.com": "Snapchat",
    "t.me": "Telegram",
    "telegram.org": "Telegram",
    "discord.com": "Discord",
    "nextdoor.com": "Nextdoor",
    "com.linkedin.android": "LinkedIn",
    "com.facebook.katana": "Facebook",
    "com.instagram.android": "Instagram",
    "org.telegram.messenger": "Telegram",
    "org.telegram.plus": "Telegram",
    "com.reddit.frontpage": "Reddit",
    "com.pinterest": "Pinterest",
}
_NO_SEARCH = frozenset(
    f"{name}.google.com" for name in ("calendar", "chat", "classroom", "docs", "keep", "meet", "translate")
)
"""Hosts of a search engine's company on which nobody searches; the list has more of them."""
_NAMES = {
    "adwords": "google.com",
    "google": "google.com",
    "googleads": "google.com",
    "bing": "bing.com",
    "duckduckgo": "duckduckgo.com",
    "ecosia": "ecosia.org",
    "yahoo": "yahoo.com",
    "facebook": "facebook.com",
    "fb": "facebook.com",
    "facebook_ad": "facebook.com",
    "facebook-ads": "facebook.com",
    "ig": "instagram.com",
    "instagram": "instagram.com",
    "linkedin": "linkedin.com",
    "pinterest": "pinterest.com",
    "reddit": "reddit.com",
    "tiktok": "tiktok.com",
    "twitter": "x.com",
    "x": "x.com",
    "youtube": "youtube.com",
    "yt": "youtube.com",
    "whatsapp": "whatsapp.com",
    "chatgpt": "chatgpt.com",
    "claude": "claude.ai",
    "perplexity": "perplexity.ai",
    "copilot": "copilot.microsoft.com",
    "gemini": "gemini.google.com",
}
"""What people write into `utm_source`, by a host of the source that they mean."""
_PAID_SOURCES = frozenset({"adwords", "googleads", "facebook_ad", "facebook-ads", "fb-ads", "yt-ads", "bingads"})
_PAID = re.compile(r".*cp[acmv].*|ppc|retargeting|remarketing|paid.*|display|banner|expandable|interstitial|ads?")
_MAIL = re.compile(r".*(?:e[-_ ]?mail|newsletter).*")
_SOCIAL = frozenset({"social", "social-network", "social-media", "sm", "social network", "social media"})
_MAX_NUMBER = 20
"""Digits of what an advertiser's system calls a campaign."""
_CHANNELS = {"social": "social", "email": "email", "search": "search", "paid": "paid", "ai": "ai"}


@dataclass(frozen=True, slots=True)
class Origin:
    """As of `analytics.event.Event`."""

    source: str = ""
    channel: str = "direct"
    referrer: str = ""
    campaign: Mapping[str, str] = field(default_factory=dict)
    click: str = ""


NOWHERE = Origin()


def origin_of(query: str, referrer: Referrer | None) -> Origin:
    """Where a visit comes from, by the page's query and a page of another website before it."""
    if not query and referrer is None:
        return NOWHERE
    parameters = parameters_of(query)
    tags = {name: value for name, value in parameters if name.startswith("utm_") or name in {"ref", "source"}}
    campaign = {name: text for name in UTM if (text := _tag(tags.get(f"utm_{name}", "")))}
    click = next((name for name, _ in parameters if name in CLICK_IDS), "")
    medium, source = _came_from(_tag(_named_by(tags)), click, referrer)
    channel = _channel(campaign, click, medium, bool(source))
    before = f"{referrer.host}{referrer.path}"[:MAX_PATH] if referrer else ""
    return Origin(source, channel, before, campaign, click)


def _named_by(tags: Mapping[str, str]) -> str:
    """The source that the address names, in Plausible's order."""
    return tags.get("utm_source") or tags.get("source") or tags.get("ref") or ""


def _came_from(named: str, click: str, referrer: Referrer | None) -> tuple[str, str]:
    """Medium and source: what the address says, else the referrer, else whoever added the click id."""
    if named:
        host = _NAMES.get(named.lower(), bare(named))
        return known(host) or ("", named)
    if referrer:
        return known(referrer.host) or ("", referrer.host.removeprefix("www."))
    return ("", CLICK_IDS[click][0]) if click else ("", "")


def known(host: str) -> tuple[str, str] | None:
    """Medium and source of a host that is known, or of the nearest one above it that is."""
    name = host.removeprefix("www.")
    while "." in name:
        if name in _ASSISTANTS:
            return "ai", _ASSISTANTS[name]
        if name in _NETWORKS:
            return "social", _NETWORKS[name]
        if name in _NO_SEARCH:
            return "referral", "Google"
        if found := lists.referrers().get(name):
            return found
        name = name.partition(".")[2]
    return None


def _channel(campaign: Mapping[str, str], click: str, medium: str, from_somewhere: bool) -> str:
    tagged, source = campaign.get("medium", "").lower(), campaign.get("source", "").lower()
    if _PAID.fullmatch(tagged) or source in _PAID_SOURCES or (click and CLICK_IDS[click][1]):
        return "paid"
    if _MAIL.fullmatch(tagged) or _MAIL.fullmatch(source) or click == "mc_eid":
        return "email"
    if tagged in _SOCIAL:
        return "social"
    if channel := _CHANNELS.get(medium):
        return channel
    if campaign and tagged != "referral":
        return "search" if tagged == "organic" else "campaign"
    return "referral" if from_somewhere else "direct"


def is_spam(referrer: Referrer) -> bool:
    """True for a host that is known for being seen in statistics, or one below it."""
    name = referrer.host
    while "." in name:
        if name in lists.spammers():
            return True
        name = name.partition(".")[2]
    return False


def _tag(value: str) -> str:
    """A parameter's value; nothing where it names somebody: an address of mail, or a token. Campaigns have numbers."""
    whole = value[: 4 * MAX_TAG]
    if without_persons(whole) != whole:
        return ""
    text = line(value, MAX_TAG)
    is_number = text.isdecimal() and len(text) <= _MAX_NUMBER
    return "" if is_token(text) and not is_number else text
