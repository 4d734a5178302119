"""The objects of a page's JSON-LD. Each value stands on the page, or follows from its address."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from turbohtml import Element

from code24.optimize.fixes.metadata.addresses import address_of, canonical_address
from code24.website.page import Page
from code24.website.search.json_ld import Node
from code24.website.search.metadata import description_of, language_of, title_of
from code24.website.search.reading import is_hidden, is_home, main_heading, site_name, text_of, title_parts
from code24.website.website import Website

SOCIAL = (
    "facebook.com", "instagram.com", "linkedin.com", "twitter.com", "x.com", "youtube.com", "tiktok.com", "github.com",
    "pinterest.com", "mastodon.social", "bsky.app", "xing.com", "threads.net", "vimeo.com", "dribbble.com",
    "behance.net",
)  # fmt: skip
_ABOUT = re.compile(
    r"(?:^|[/_-])(?:about(?:-?us)?|ueber-uns|uber-uns|chi-siamo|quienes-somos|a-propos|sobre)(?:[/._-]|$)"
)
_CONTACT = re.compile(r"(?:^|[/_-])(?:contact(?:-?us)?|kontakt|contatti|contacto|contato)(?:[/._-]|$)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?")
_PHONE = re.compile(r"\+?[\d\s()./-]{6,20}")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_SHARING = re.compile(r"/(?:sharer?|intent|share|dialog|cws)(?:[/.?]|$)", re.IGNORECASE)


def graph(page: Page, website: Website) -> list[Node]:
    """The website, the page, and of whom, where, what and which answers it is, as far as it says."""
    home = f"{website.origin}/"
    url = canonical_address(page, website)
    name = site_name(website)
    site: Node = {"@type": "WebSite", "@id": f"{home}#website", "url": home, "name": name}
    this: Node = {
        "@type": _kind(page),
        "@id": f"{url}#webpage",
        "url": url,
        "name": title_of(page) or main_heading(page) or name,
        "isPartOf": {"@id": f"{home}#website"},
    }
    if description_of(page):
        this["description"] = description_of(page)
    language = language_of(page)
    if language:
        this["inLanguage"] = language
    picture = (page.meta("og:image") or "").strip()
    if picture.startswith(("https://", "http://")):
        this["primaryImageOfPage"] = {"@type": "ImageObject", "url": picture}
    nodes = [site, this]
    organization = _organization(page, website, name)
    if organization:
        site["publisher"] = {"@id": organization["@id"]}
        nodes.append(organization)
    trail = breadcrumbs(page, website)
    if trail:
        this["breadcrumb"] = {"@id": trail[0]["@id"]}
        nodes += trail
    nodes += _article(page, this)
    questions = _questions(page)
    if questions:
        nodes.append({"@type": "FAQPage", "@id": f"{url}#faq", "mainEntity": questions})
    return nodes


def _kind(page: Page) -> str:
    address = page.address.lower()
    if _ABOUT.search(address):
        return "AboutPage"
    return "ContactPage" if _CONTACT.search(address) else "WebPage"


def breadcrumbs(page: Page, website: Website) -> list[Node]:
    """The pages of the folders above, the home page first; nothing for a page at the root."""
    parts = page.address.strip("/").split("/")
    if len(parts) < 2 or is_home(page):
        return []
    above = [website.page_at.get("/index.html")]
    above += [
        website.page_at.get(website.file_path("/" + "/".join(parts[:at]) + "/") or "") for at in range(1, len(parts))
    ]
    trail = [each for each in dict.fromkeys(above) if each is not None and each.path != page.path]
    items: list[Node] = [
        {"@type": "ListItem", "position": at, "name": _label(each, website), "item": address_of(each, website)}
        for at, each in enumerate([*trail, page], start=1)
    ]
    list_id = f"{canonical_address(page, website)}#breadcrumb"
    return [{"@type": "BreadcrumbList", "@id": list_id, "itemListElement": items}]


def _label(page: Page, website: Website) -> str:
    """A page in a few words."""
    if is_home(page):
        return site_name(website)
    return next(iter(title_parts(title_of(page))), "") or main_heading(page) or page.address


def _organization(page: Page, website: Website, name: str) -> Node | None:
    """Who stands behind the website: only with a name that it states, and with something to say about it."""
    if name == (urlsplit(website.origin).hostname or "").removeprefix("www."):
        return None
    known: Node = {}
    phones = [text for link in _links(page, "tel:") if (text := _phone(link))]
    mails = [text for link in _links(page, "mailto:") if (text := _email(link))]
    if phones:
        known["telephone"] = phones[0]
    if mails:
        known["email"] = mails[0]
    profiles = list(dict.fromkeys(_profiles(page)))
    if profiles:
        known["sameAs"] = profiles
    home = f"{website.origin}/"
    organization: Node = {"@type": "Organization", "@id": f"{home}#organization", "name": name, "url": home}
    return organization | known if known else None


def _links(page: Page, scheme: str) -> Iterator[str]:
    for link in page.named("a"):
        href = (link.attr("href") or "").strip()
        if href.lower().startswith(scheme):
            yield href[len(scheme) :].partition("?")[0].strip()


def _phone(text: str) -> str | None:
    return text if _PHONE.fullmatch(text) and sum(char.isdigit() for char in text) >= 6 else None


def _email(text: str) -> str | None:
    return text if _EMAIL.fullmatch(text) else None


def _profiles(page: Page) -> Iterator[str]:
    """Addresses of profiles that the page links to in its header, footer or navigation, or by icons."""
    for link in page.named("a"):
        href = (link.attr("href") or "").strip()
        try:
            parts = urlsplit(href)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and host in SOCIAL and parts.path.strip("/") and not _SHARING.search(href):
            around = link.closest("footer, header, nav, address, [class*=social i]")
            if around is not None and link.closest("article") is None:
                yield href


def _article(page: Page, this: Node) -> list[Node]:
    """An article: only with a date that machines can read on the page, and a heading."""
    published = (page.meta("article:published_time") or "").strip()
    marked = [
        (each.attr("datetime") or "").strip()
        for each in page.named("time")
        if each.attr("pubdate") is not None
        or "datePublished" in (each.attr("itemprop") or "")
        or each.closest("article header, header") is not None
    ]
    articles = page.named("article")
    date = published or (marked[0] if marked and len(articles) <= 1 else "")
    heading = main_heading(page)
    if not _DATE.fullmatch(date) or not heading or (not published and not articles):
        return []
    url = str(this["url"])
    node: Node = {
        "@type": "Article",
        "@id": f"{url}#article",
        "headline": heading,
        "datePublished": date.replace(" ", "T"),
        "mainEntityOfPage": {"@id": this["@id"]},
    }
    modified = (page.meta("article:modified_time") or "").strip()
    if _DATE.fullmatch(modified):
        node["dateModified"] = modified.replace(" ", "T")
    author = " ".join((page.meta("author") or "").split())
    if author:
        node["author"] = {"@type": "Person", "name": author}
    if "primaryImageOfPage" in this:
        node["image"] = this["primaryImageOfPage"]["url"]
    return [node]


def _questions(page: Page) -> list[Node]:
    """Questions with answers as the page shows them: `details`, or accordions with questions as heads; two at least."""
    pairs = [*_details(page), *_accordions(page)]
    found = {question: answer for question, answer in pairs if question.endswith(("?", "？", "؟")) and answer}  # noqa: RUF001
    if len(found) < 2:
        return []
    return [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for question, answer in found.items()
    ]


def _details(page: Page) -> Iterator[tuple[str, str]]:
    for element in page.named("details"):
        summary = element.select_one("summary")
        if summary is not None and not is_hidden(element):
            question = text_of(summary)
            yield question, text_of(element).removeprefix(question).strip()


def _accordions(page: Page) -> Iterator[tuple[str, str]]:
    for item in page.document.select(".accordion-item"):
        head, body = item.select_one(".accordion-header, .accordion-button"), item.select_one(".accordion-body")
        if isinstance(head, Element) and isinstance(body, Element):
            yield text_of(head), text_of(body)
