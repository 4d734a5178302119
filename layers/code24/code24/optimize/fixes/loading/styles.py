"""Pages that are drawn without waiting for a stylesheet.

The rules that choose something of a page stand in the page, in their order. What only scripts bring about is either
there, too, where it is little, or comes later with the complete file, whose rules then change nothing that is seen.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from gzip import compress

from turbohtml import Document, Element, parse

from code24.optimize.fix import FixKind, Outcome, Setting
from code24.optimize.fixes.loading.inlining import inlinable, names_on, runs, text_of
from code24.optimize.fixes.loading.late import SWITCH, load_late
from code24.optimize.models import Change, Phase
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.styles.cascade import DESKTOP, PHONE
from code24.website.styles.layout import layout
from code24.website.styles.matching import chosen, selected, tokens_of
from code24.website.styles.minifying import minified
from code24.website.styles.page_styles import Applied
from code24.website.styles.selectors import Selector
from code24.website.styles.usage import Usage, usage
from code24.website.website import Website, base_of

KIND = "critical-css"
FIRST_FLIGHT = 14_000
"""Bytes, compressed, that arrive without a second wait (RFC 6928: ten packets)."""
LITTLE = 8 * 1024
"""Characters of rules for states that do not matter."""
MOST = 100 * 1024
"""Characters of rules in a page; with more, only those for its beginning are."""
_SEEN = 1.5
"""Screens that count as the beginning of a page."""


def _critical_css(website: Website, setting: Setting) -> Outcome:
    known = usage(website)
    files: list[WebFile] = []
    changes: list[Change] = []
    for page in website.pages:
        if not setting.allows(KIND, page.path) or forbids_inline_styles(page, website):
            continue
        made = _Inlining(page, website, known).made()
        if made is not None:
            files.append(website.files[page.path].with_content(made[0]))
            changes.append(made[1])
    name = SWITCH.path.rpartition("/")[2]
    if any(name in file.text for file in files) and SWITCH.path not in website.files:
        files.append(SWITCH)
    return Outcome(tuple(files), (), tuple(changes))


critical_css = FixKind(
    KIND,
    Phase.LOADING,
    "Pages bring the styles that they are drawn with",
    ("render-blocking-styles", "unused-css-rules", "css-import-chains"),
    _critical_css,
)


def forbids_inline_styles(page: Page, website: Website) -> bool:
    """Whether a policy of the page or of its server keeps styles inside pages from applying."""
    policies = [website.files[page.path].headers.get("content-security-policy", "")]
    policies += [
        element.attr("content") or ""
        for element in page.named("meta")
        if (element.attr("http-equiv") or "").strip().lower() == "content-security-policy"
    ]
    return any(_forbids(policy) for policy in policies if policy.strip())


def _forbids(policy: str) -> bool:
    directives: dict[str, list[str]] = {}
    for part in policy.lower().split(";"):
        name, *sources = part.split() or [""]
        directives.setdefault(name, sources)
    for name in ("style-src-elem", "style-src", "default-src"):
        if name in directives:
            sources = directives[name]
            return "'unsafe-inline'" not in sources or any(
                each.startswith(("'nonce-", "'sha256-", "'sha384-", "'sha512-")) for each in sources
            )
    return False


class _Inlining:
    """What becomes of one page."""

    def __init__(self, page: Page, website: Website, known: Usage) -> None:
        self.page = page
        self.website = website
        self.known = known
        self.sheets = inlinable(page, website, known)
        self.applied = [each for sheets in self.sheets.values() for each in sheets]

    def made(self) -> tuple[str, Change] | None:
        """The page's new text and what was done; None where nothing is to be done."""
        if not self.sheets:
            return None
        groups = runs(self.page, self.sheets)
        texts = self._texts(groups, self._may_choose)
        late: set[Element] = set()
        if self.known.unknown_scripts or not self._fits(self._texts(groups, self._chooses_now), texts):
            late = {link for group in groups for link in self._late_links(group)}
            texts = self._texts(groups, self._chooses_now)
            if sum(map(len, texts)) > MOST:
                late = {link for group in groups for link in group}
                texts = self._texts(groups, self._chooses_early)
        document, own = _again(self.page)
        for group, text in zip(groups, texts, strict=True):
            _replace(document, [own[link] for link in group], text, {own[link] for link in late})
        if late:
            links = [own[link] for group in groups for link in group if link in late]
            load_late(document, links, self.page, links[0].attr("href") or "")
        self._forget_preloads(document, {each.path for link, each in self._all() if link not in late})
        return document.serialize(), self._change(texts, is_complete=not late)

    def _all(self) -> list[tuple[Element, Applied]]:
        return [(link, each) for link, sheets in self.sheets.items() for each in sheets]

    def _late_links(self, group: Sequence[Element]) -> list[Element]:
        """The links of a group whose files are needed later, and those after them: the order has to stay."""
        for index, link in enumerate(group):
            sheets = self.sheets[link]
            has_rules = any(each.sheet.rules for each in sheets)
            if (self.known.unknown_scripts and has_rules) or any(
                self._may_choose(selector) and not self._chooses_now(selector)
                for each in sheets
                for rule in each.sheet.rules
                for selector in rule.selectors
            ):
                return list(group[index:])
        return []

    def _chooses_now(self, selector: Selector) -> bool:
        """Whether a selector chooses something of the page as it is."""
        return self.known.chooses_now(selector, self.page)

    def _may_choose(self, selector: Selector) -> bool:
        return self.known.may_choose(selector, (self.page,))

    def _texts(self, groups: Sequence[Sequence[Element]], wanted: Callable[[Selector], bool]) -> list[str]:
        names = names_on(self.page, self.applied, self.known, wanted)
        return [
            minified("".join(text_of(self.sheets[link], self.page, self.website, wanted, names) for link in group))
            for group in groups
        ]

    def _fits(self, now: Sequence[str], complete: Sequence[str]) -> bool:
        size = sum(map(len, complete))
        if size > MOST:
            return False
        if size - sum(map(len, now)) <= LITTLE:
            return True
        return len(compress((self.page.text + "".join(complete)).encode())) <= FIRST_FLIGHT

    def _chooses_early(self, selector: Selector) -> bool:
        if not self._chooses_now(selector):
            return False
        if selector.simple is not None and selector.possible == selector.resting:
            elements = chosen(selector, self.page.document, tokens_of(self.page, self.website))
        else:
            elements = selected(self.page.document, selector.possible)
        return not self._late.issuperset(elements)

    @cached_property
    def _late(self) -> frozenset[Element]:
        """The elements that begin below what is seen first, on phones and on desktops."""
        layouts = [layout(self.page, self.website, view) for view in (PHONE, DESKTOP)]
        return frozenset(
            element
            for element in self.page.elements
            if all(each.top_of(element) > _SEEN * each.viewport.height for each in layouts)
        )

    def _forget_preloads(self, document: Document, paths: set[str]) -> None:
        """Remove hints to load what nothing loads any more."""
        base = base_of(self.page)
        for link in document.select("link[rel~=preload i], link[rel~=prefetch i]"):
            if self.website.path_of(link.attr("href") or "", base) in paths and "onload" not in link.attrs:
                link.decompose()

    def _change(self, texts: Sequence[str], *, is_complete: bool) -> Change:
        rest = "no stylesheet is loaded" if is_complete else "the complete stylesheets come later"
        return Change(
            path=self.page.path,
            what=f"{sum(map(len, texts)):,} characters of styles stand in the page, and {rest}.",
            before=", ".join(each.path for each in self.applied)[:200],
        )


def _again(page: Page) -> tuple[Document, dict[Element, Element]]:
    """A fresh document of a page, and its links by those of the page."""
    document = parse(page.text)
    return document, dict(zip(page.named("link"), document.select("link"), strict=True))


def _replace(document: Document, links: Sequence[Element], text: str, late: set[Element]) -> None:
    style = Element("style")
    style.set_text(text)
    head = document.select_one("head")
    in_head = head is not None and any(above == head for above in links[0].ancestors)
    styled_body = document.select_one("body style, body link[rel~=stylesheet i]")
    if text.strip() and (in_head or head is None or late or styled_body not in links):
        links[0].insert_before(style)
    elif text.strip() and head is not None:
        head.append(style)
    for link in links:
        if link not in late:
            link.decompose()


FIXES = (critical_css,)
