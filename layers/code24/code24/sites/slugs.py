"""Slugs: a site's host label from any name in any script."""

import re
from collections.abc import Iterator

from slugify import slugify

from code24.identifiers import derived
from code24.types import SiteId, Slug

MAX_LENGTH = 40
_NUMBERED = 9
"""Up to which number a taken slug is tried (`acme-2` … `acme-9`) before it gets a suffix that nobody else has."""
_SUFFIX_LENGTH = 6

RESERVED = frozenset(
    """
    about abuse access account accounts action actions activate ad admin administrator ads affiliate affiliates alerts
    analytics announcement announcements api apis app apps assets audit auth authentication autoconfig autodiscover
    backup backups beta billing blog bot bots broadcasthost bug bugs business
    cache calendar callback careers cart cdn cert certs chat checkout ci client clients cloud cloudfront cname code
    code24 collect community compliance config connect console contact contactus copyright core cron css customer
    customers
    dashboard data db demo deploy dev developer developers dev-api dispatcher dmarc dns dns1 dns2 docs documentation
    domain domains download downloads
    email embed enterprise error errors event events example exchange experiment experiments
    faq favicon feed feedback feeds file files forgot form forms forum forums ftp
    gateway git go graph graphql group groups guest guests
    health healthcheck help helpdesk home host hosting hostmaster hostname http https
    id image images imap img info infrastructure internal intranet invite invoice invoices ipv4 ipv6 isatap
    jobs js
    kb
    ldap legal license lists live local localdomain localhost log login logout logs
    mail mail1 mail2 mailer mailer-daemon mailhost mailman main marketing master me media member members metrics mobile
    monitor monitoring mta-sts mx mx1 mx2 my
    net network new news newsletter nobody noc no-reply noreply ns ns0 ns1 ns2 ns3 ns4 null
    oauth oauth2 office official oidc old ops optimize order orders origin owner
    page pages partner partners password pay payment payments paypal phish phishing platform policy pop pop3 portal
    post postfix postmaster press preview previews pricing privacy private prod production profile promo proxy public
    queue
    recovery redirect register registration release releases remote report reports reset root router rss
    sales sandbox search secret secure security server service services session settings setup shop signin signup sip
    site sitemap sites smtp sms sql ssh ssl sso staging stat static stats status store storage stream subdomain
    subscribe support svn sync sys sysadmin system
    team teams telnet tenant tenants terms test testing tests tls token tokens tos trace track tracking trust
    undefined unsubscribe update updates upload uploads url usenet user username users uucp
    verification verify version vpn
    wap web webdisk webhook webhooks webmail webmaster website websites welcome whm widget widgets wiki wpad www www1
    www2 www3
    xml xmpp
    you
    """.split()
)
"""Names that belong to the platform, to mail and name services (RFC 2142, WPAD, ISATAP, MTA-STS), or that a visitor
would take for the platform itself."""

_RESERVED_PREFIX = re.compile(r"preview|xn-|www\d*(?:-|$)|code24(?:-|$)|[sbrcw][0-9a-z]{12,16}$")
"""Preview hosts, Punycode, look-alikes of the platform, and what has the form of an identifier."""


def slug_candidates(name: str, site_id: SiteId) -> Iterator[Slug]:
    """Slugs for a name, best first: `acme`, `acme-2` … `acme-9`, and one that no other site can have.

    Any script is transliterated; a name that leaves nothing gives `site-<hash>`, always the same for the same name.
    All candidates are within `MAX_LENGTH`, and none is reserved.
    """
    base = _base(name)
    for number in range(1, _NUMBERED + 1):
        slug = base if number == 1 else _with_suffix(base, str(number))
        if not is_reserved(slug):
            yield slug
    yield _with_suffix(base if not is_reserved(_with_suffix(base, "x")) else "site", derived("", 12, "slug", site_id))


def is_reserved(slug: str) -> bool:
    """True for host labels that no customer gets."""
    return slug in RESERVED or _RESERVED_PREFIX.match(slug) is not None


def _base(name: str) -> str:
    slug = slugify(name, max_length=MAX_LENGTH, word_boundary=True)
    return slug or derived("site-", _SUFFIX_LENGTH, "name", name)


def _with_suffix(base: str, suffix: str) -> str:
    return f"{base[: MAX_LENGTH - 1 - len(suffix)].rstrip('-')}-{suffix}"
