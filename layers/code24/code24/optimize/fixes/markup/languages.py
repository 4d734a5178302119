"""The language of a page, from what the page and its site say."""

from collections import Counter
from collections.abc import Iterator

from turbohtml import Document, Element, Text
from turbohtml.detect import detect_language

from code24.audit.rules.accessibility.languages import WELL_FORMED
from code24.optimize.fix import Setting, page_fix
from code24.optimize.models import Change, Phase
from code24.website.accessibility.semantics import UNRENDERED
from code24.website.page import Page
from code24.website.website import Website

ENOUGH_LETTERS = 24
MOST_LETTERS = 4_000
LEAST_CONFIDENCE = 0.8
_PAIRS = """
afr=af sqi=sq ara=ar hye=hy aze=az eus=eu bel=be ben=bn bos=bs bul=bg cat=ca zho=zh cmn=zh hrv=hr ces=cs dan=da nld=nl
eng=en epo=eo est=et fin=fi fra=fr glg=gl kat=ka deu=de ell=el guj=gu heb=he hin=hi hun=hu isl=is ind=id gle=ga ita=it
jpn=ja kaz=kk kor=ko lat=la lav=lv lit=lt mkd=mk msa=ms mar=mr mon=mn nob=nb nno=nn nor=no fas=fa pes=fa pol=pl por=pt
ron=ro rus=ru srp=sr slk=sk slv=sl spa=es swa=sw swe=sv tgl=tl tam=ta tel=te tha=th tur=tr ukr=uk urd=ur uzb=uz vie=vi
cym=cy
"""
_SHORT = dict(pair.split("=") for pair in _PAIRS.split())
"""ISO 639-3 to the short codes that BCP 47 asks for."""


def stated_language(page: Page) -> str:
    """What the page's `lang` says, as it is written; empty where it is no language tag."""
    root = page.document.root
    said = (root.attr("lang") or "").strip() if root is not None else ""
    return said if WELL_FORMED.fullmatch(said) else ""


def language_of(page: Page, website: Website) -> str:
    """The page's language: stated, else in its metadata, else as its words read, else that of the other pages.

    Empty where nothing tells.
    """
    return _own(page, website) or _usual(website)


def _own(page: Page, website: Website) -> str:
    return website.remembered(("language", page), lambda: stated_language(page) or _hinted(page) or _read(page))


def _hinted(page: Page) -> str:
    root = page.document.root
    candidates = [root.attr("xml:lang") or "" if root is not None else "", page.meta("og:locale") or ""]
    candidates += [
        meta.attr("content") or ""
        for meta in page.named("meta")
        if (meta.attr("http-equiv") or "").lower() == "content-language"
    ]
    tags = (candidate.strip().replace("_", "-") for candidate in candidates)
    return next((tag for tag in tags if tag and WELL_FORMED.fullmatch(tag)), "")


def _words(page: Page) -> str:
    found: list[str] = []
    length = 0
    for body in page.named("body"):
        for node in body.descendants:
            holder = node.parent
            if isinstance(node, Text) and isinstance(holder, Element) and holder.tag not in UNRENDERED:
                text = " ".join(node.data.split())
                found.append(text)
                length += len(text)
                if length > MOST_LETTERS:
                    break
    return " ".join(filter(None, found))[:MOST_LETTERS]


def _read(page: Page) -> str:
    text = _words(page)
    if sum(character.isalpha() for character in text) < ENOUGH_LETTERS:
        return ""
    match = detect_language(text)
    if match.language is None or match.confidence < LEAST_CONFIDENCE:
        return ""
    return _SHORT.get(match.language, "")


def _usual(website: Website) -> str:
    stated = Counter(filter(None, (stated_language(page) or _hinted(page) for page in website.pages)))
    if not stated:
        stated = Counter(filter(None, (_own(page, website) for page in website.pages)))
    return stated.most_common(1)[0][0] if stated else ""


@page_fix(
    "markup-language", Phase.MARKUP, "Pages say their language",
    "html-has-lang", "html-lang-valid", "html-xml-lang-mismatch", "valid-lang",
)  # fmt: skip
def language(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """From metadata or from the words; what is no language tag leaves its element."""
    root = document.root
    if root is None:
        return
    found = language_of(page, website)
    said = root.attr("lang")
    if found and found != (said or "").strip():
        root.attrs["lang"] = found
        yield Change(path=page.path, what="The page says its language.", before=said or "", after=found)
    other = root.attr("xml:lang")
    if other is not None and found and other.strip().lower().split("-")[0] != found.lower().split("-")[0]:
        root.attrs["xml:lang"] = found
        yield Change(path=page.path, what="xml:lang agrees with lang.", before=other, after=found)
    for element in document.iter_elements():
        part = element.attr("lang") if "lang" in element.attrs else None
        if part is None or element is root or WELL_FORMED.fullmatch(part.strip()):
            continue
        mended = part.strip().replace("_", "-")
        if WELL_FORMED.fullmatch(mended):
            element.attrs["lang"] = mended
        else:
            del element.attrs["lang"]
            mended = ""
        yield Change(path=page.path, what="A part's language is a language tag.", selector=element.css_path(),
                     before=part, after=mended)  # fmt: skip


FIXES = (language,)
