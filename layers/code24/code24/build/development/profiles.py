"""What a business's profiles on other sites are called."""

NETWORKS = {
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
    "linkedin.com": "LinkedIn",
    "pinterest.com": "Pinterest",
    "threads.net": "Threads",
    "tiktok.com": "TikTok",
    "tripadvisor.com": "Tripadvisor",
    "whatsapp.com": "WhatsApp",
    "x.com": "X",
    "xing.com": "XING",
    "yelp.com": "Yelp",
    "youtube.com": "YouTube",
}


def profile_name(host: str) -> str:
    """What a profile's link is called: the network where it is well known, else the host."""
    host = host.removeprefix("www.")
    return next((name for domain, name in NETWORKS.items() if host == domain or host.endswith(f".{domain}")), host)
