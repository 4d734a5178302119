"""A Content-Security-Policy under which a page goes on working, derived from the page and its files (CSP Level 3).

Everything is forbidden first; then allowed is what the page is seen to use: hosts by kind, inline code by SHA-256,
event handlers and style attributes by SHA-256 with `'unsafe-hashes'`. Where scripts cannot be read, or write what no
hash can foresee, the part of the policy that they need is looser, and `Policy.notes` says why.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from turbohtml import Element

from code24.website.page import Page
from code24.website.scripting.inline_code import handlers, hash_sources, is_script, script_addresses
from code24.website.scripting.script_habits import LIBRARY_HOSTS, Habits, habits, hosts_in, script_hosts_in
from code24.website.website import Website, base_of

MOST_HASHES = 60
"""Of one directive: some servers refuse headers of more than 8 KB."""
MOST_HOSTS = 20
"""Of one directive, for the same reason; the names of hosts may be long."""
FRAMED = {
    "https://www.youtube.com": ("https://www.youtube-nocookie.com",),
    "https://youtube.com": ("https://www.youtube.com",),
    "https://www.youtube-nocookie.com": (),
    "https://player.vimeo.com": (),
    "https://www.google.com": ("https://maps.google.com",),
    "https://maps.google.com": ("https://www.google.com",),
    "https://www.openstreetmap.org": (),
    "https://open.spotify.com": (),
    "https://w.soundcloud.com": (),
}
"""Hosts whose frames stay where they are, or go on to these; frames of others may lead anywhere."""
FORMS = {
    "https://formspree.io": (),
    "https://formsubmit.co": (),
    "https://getform.io": (),
    "https://formcarry.com": (),
    "https://api.web3forms.com": (),
}
"""Services whose answer to a form is their own page, or one of the website."""
_CSS_HOST = re.compile(r"url\(\s*[\"']?\s*((?:https?:)?//[^\s\"')]+)", re.IGNORECASE)
_CSS_IMPORT = re.compile(r"@import\s+[\"']((?:https?:)?//[^\"']+)", re.IGNORECASE)


@dataclass(frozen=True)
class Policy:
    """A policy, and what is looser in it than it could be."""

    text: str
    notes: tuple[str, ...] = ()


def policy_for(page: Page, website: Website) -> Policy:
    """The policy of one page of a website that is served over its origin's scheme."""
    return _Maker(page, website).policy()


class _Maker:
    def __init__(self, page: Page, website: Website) -> None:
        self._page, self._website, self._base = page, website, base_of(page)
        self._notes: list[str] = []

    @cached_property
    def _scripts(self) -> list[Element]:
        return [script for script in self._page.named("script") if is_script(script)]

    @cached_property
    def _code(self) -> tuple[str, ...]:
        """The text of every script that can be read: inline, handlers, the website's own files."""
        texts = [script.text for script in self._scripts if not _source(script)]
        texts += [code for element in self._page.elements for _, code in handlers(element)]
        texts += [code for element in self._page.elements for _, code in script_addresses(element)]
        for script in self._scripts:
            file = self._website.file(_source(script), self._base) if _source(script) else None
            texts += [file.text] if file is not None else []
        return tuple(texts)

    @cached_property
    def _habits(self) -> Habits:
        found = [self._website.remembered(("habits", text), lambda text=text: habits(text)) for text in self._code]  # type: ignore[misc]
        return Habits.all_of(found)

    @cached_property
    def _elsewhere(self) -> tuple[str, ...]:
        """Hosts that scripts are loaded from."""
        named = [host for script in self._scripts if (host := self._host(_source(script)))]
        asked = [host for text in self._code for host in script_hosts_in(text)]
        imported = [host for text in self._code if self._habits.loads_scripts for host in hosts_in(text)]
        known = [host for host in imported if host in LIBRARY_HOSTS]
        return tuple(dict.fromkeys([*named, *asked, *known]))

    @cached_property
    def _is_open(self) -> str:
        """Why scripts of this page cannot be held to a list; empty where they can."""
        unknown = [host for host in self._elsewhere if host not in LIBRARY_HOSTS]
        if unknown:
            return f"Scripts of {', '.join(unknown[:3])} may load others that nobody can list."
        if self._habits.writes_code:
            return "Scripts of the page write other scripts into it."
        if any(frame.attr("srcdoc") for frame in self._page.named("iframe")):
            return "A frame of the page brings its own markup."
        inline = sum(1 for _ in self._inline_code())
        return "The page has too many scripts in attributes to list them." if inline > MOST_HASHES else ""

    @property
    def _has_scripts(self) -> bool:
        return bool(self._code or self._elsewhere)

    def _inline_code(self) -> Iterator[str]:
        yield from (script.text for script in self._scripts if not _source(script))
        yield from self._attribute_code()

    def _attribute_code(self) -> Iterator[str]:
        for element in self._page.elements:
            yield from (code for _, code in handlers(element))
            yield from (code for _, code in script_addresses(element))

    def policy(self) -> Policy:
        directives = {
            "default-src": ["'none'"],
            "script-src": self._script_sources(),
            "style-src": self._style_sources(),
            "img-src": self._picture_sources(),
            "font-src": self._font_sources(),
            "media-src": self._media_sources(),
            "frame-src": self._frame_sources(),
            "connect-src": self._connections(),
            "worker-src": ["'self'", "blob:"] * (self._habits.works_aside or bool(self._is_open)),
            "object-src": self._objects(),
            "manifest-src": ["'self'", *self._hosts("link[rel~=manifest i]", "href")],
            "base-uri": ["'self'" if self._page.named("base") else "'none'"],
            "form-action": self._form_targets(),
            "frame-ancestors": ["'self'"],
        }
        parts = [f"{name} {' '.join(self._listable(name, each))}" for name, each in directives.items() if each]
        if self._website.origin.startswith("https://"):
            parts.append("upgrade-insecure-requests")
        return Policy("; ".join(parts), tuple(dict.fromkeys(self._notes)))

    def _listable(self, directive: str, sources: Sequence[str]) -> list[str]:
        """The sources, each once; hosts that are too many to be listed are allowed as a whole."""
        each = list(dict.fromkeys(sources))
        listed = [source for source in each if "//" not in source]
        if len(each) - len(listed) <= MOST_HOSTS:
            return each
        self._notes.append(f"The page names too many hosts to list them in {directive}.")
        return list(dict.fromkeys([*listed, "https:"]))

    def _script_sources(self) -> list[str]:
        if not self._has_scripts:
            return []
        evals = ["'unsafe-eval'"] * self._habits.evaluates
        if self._is_open:
            self._notes.append(f"{self._is_open} Its policy allows all scripts over HTTPS.")
            return ["'self'", "'unsafe-inline'", "'unsafe-eval'", "https:", "blob:"]
        if evals:
            self._notes.append("A script of the page makes code of text; its policy allows that.")
        in_attributes = list(dict.fromkeys(self._attribute_code()))
        hashes = hash_sources(self._inline_code())
        return ["'self'", *self._elsewhere, *["'unsafe-hashes'"] * bool(in_attributes), *hashes, *evals]

    def _style_sources(self) -> list[str]:
        sheets = [style.text for style in self._page.named("style")]
        attributes = [written for each in self._page.elements if (written := each.attr("style"))]
        imported = [host for text in self._css for host in self._css_hosts(text, _CSS_IMPORT)]
        hosts = [*self._hosts("link[rel~=stylesheet i]", "href"), *imported]
        free = self._habits.writes_markup or bool(self._is_open) or self._reads_nothing
        if free or len({*sheets, *attributes}) > MOST_HASHES:
            if not self._is_open:
                said = "Scripts may write styles" if free else "The page has many styles in attributes"
                self._notes.append(f"{said}; its policy allows styles in the page.")
            return ["'self'", "'unsafe-inline'", *hosts, *["https:"] * bool(self._is_open)]
        return ["'self'", *hosts, *["'unsafe-hashes'"] * bool(attributes), *hash_sources([*sheets, *attributes])]

    @property
    def _reads_nothing(self) -> bool:
        """Whether there are scripts of libraries elsewhere, which cannot be read."""
        return bool(self._elsewhere)

    def _picture_sources(self) -> list[str]:
        found = ["'self'", "data:"]
        if self._has_scripts:
            return [*found, "blob:", "https:"]
        hosts = [
            *self._hosts("link[rel~=stylesheet i]", "href"),
            *(h for t in self._css for h in self._css_hosts(t, _CSS_HOST)),
        ]
        return [*found, "https:"] if hosts else [*found, *self._loaded_hosts()]

    def _font_sources(self) -> list[str]:
        outside = self._hosts("link[rel~=stylesheet i]", "href") or any(
            self._css_hosts(text, _CSS_HOST) or self._css_hosts(text, _CSS_IMPORT) for text in self._css
        )
        return ["'self'", "data:", *["https:"] * (bool(outside) or bool(self._elsewhere))]

    def _media_sources(self) -> list[str]:
        if self._has_scripts:
            return ["'self'", "data:", "blob:", "https:"]
        named = self._page.named("video", "audio")
        return ["'self'", *self._hosts("video, audio, source, track", "src")] if named else []

    def _frame_sources(self) -> list[str]:
        frames = self._page.named("iframe", "frame", "object", "embed")
        hosts = [host for each in frames for name in ("src", "data") if (host := self._host(each.attr(name) or ""))]
        if self._is_open or self._elsewhere or self._habits.makes_frames or any(host not in FRAMED for host in hosts):
            return ["'self'", "https:"] if frames or self._has_scripts else []
        return ["'self'", *(each for host in hosts for each in (host, *FRAMED[host]))] if frames else []

    def _connections(self) -> list[str]:
        if not self._has_scripts and not any(link.attr("ping") for link in self._page.named("a")):
            return []
        if self._is_open or self._elsewhere:
            return ["'self'", "https:", *["wss:"] * (self._habits.opens_sockets or bool(self._is_open))]
        asked = [host for text in self._code for host in hosts_in(text)] if self._habits.asks else []
        if self._habits.asks_elsewhere:
            return ["'self'", "https:", *["wss:"] * self._habits.opens_sockets]
        return ["'self'", *asked, *["wss:"] * self._habits.opens_sockets]

    def _objects(self) -> list[str]:
        found = self._page.named("object", "embed", "applet")
        hosts = [host for each in found for name in ("data", "src") if (host := self._host(each.attr(name) or ""))]
        return ["'self'", *hosts] if found else ["'none'"]

    def _form_targets(self) -> list[str]:
        actions = [form.attr("action") or "" for form in self._page.named("form")]
        actions += [each.attr("formaction") or "" for each in self._page.named("button", "input")]
        hosts = [host for action in actions if (host := self._host(action))]
        if any(host not in FORMS for host in hosts) or self._is_open:
            return ["'self'", "https:"]
        return ["'self'", *hosts]

    @cached_property
    def _css(self) -> tuple[str, ...]:
        """All styles that can be read: elements, attributes, the website's own files."""
        texts = [style.text for style in self._page.named("style")]
        texts += [written for each in self._page.elements if (written := each.attr("style")) and "url(" in written]
        for url in self._page.linked("stylesheet"):
            file = self._website.file(url, self._base) if url else None
            texts += [file.text] if file is not None else []
        return tuple(texts)

    def _css_hosts(self, css: str, pattern: re.Pattern[str]) -> Sequence[str]:
        found = self._website.remembered(("css hosts", pattern.pattern, css), lambda: tuple(pattern.findall(css)))
        return [host for url in found if (host := self._host(url))]

    def _hosts(self, selector: str, attribute: str) -> list[str]:
        found = self._page.document.select(selector)
        return [host for each in found if (host := self._host(each.attr(attribute) or ""))]

    def _loaded_hosts(self) -> list[str]:
        """Hosts of everything that the page loads by itself."""
        return list(dict.fromkeys(host for each in self._page.references if (host := self._host(each.url))))

    def _host(self, url: str) -> str:
        """Scheme and host of an address elsewhere, over HTTPS where the website is; empty for the website's own."""
        target = self._website.target(url, self._base) if url.strip() else None
        if target is None or target.origin is None or self._website.is_own(target):
            return ""
        origin = target.origin
        if self._website.origin.startswith("https://"):
            origin = origin.replace("http://", "https://", 1)
        return origin if _is_source(origin) else ""


def _source(script: Element) -> str:
    return script.attr("src") or script.attr("href") or script.attr("xlink:href") or ""


def _is_source(origin: str) -> bool:
    """Whether an origin can stand in a policy (CSP 3, `host-source`): nothing that would end it does."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return re.fullmatch(r"[a-z0-9.-]+(?::\d{1,5})?", parts.netloc) is not None


def is_loose(sources: Iterable[str]) -> bool:
    """Whether a list allows inline code."""
    return "'unsafe-inline'" in set(sources)
