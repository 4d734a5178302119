"""Writing background pictures into styles: for phones, for desktops, and in the formats that browsers know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from code24.optimize.addresses import for_stylesheet, spelled_like
from code24.optimize.fixes.images.layers import Assignment, assignment
from code24.optimize.fixes.images.variants import WORTH, Variant, Variants
from code24.optimize.restyling import Cut
from code24.pictures.encoding import Format
from code24.pictures.reading import Facts
from code24.website.models import WebFile
from code24.website.styles.scanning import split_list
from code24.website.styles.sheets import StyleRule

PHONE_QUERY = "(max-width:600px)"
_SET = "-webkit-image-set"
"""The older name of `image-set`, which browsers take for the same; where it has no `type()`, the WebP before it stands.
The Nu checker reads styles inside pages, knows no `image-set` yet, and leaves names with a prefix alone."""
_CLOSE = 0.95
"""Share of the WebP file's bytes above which AVIF is not worth a second file."""


@dataclass(frozen=True)
class Use:
    """One background picture in one place."""

    file: WebFile
    facts: Facts
    desktop: int
    """Pixels of width that are enough."""
    phone: int | None
    """Likewise; None where one file is enough for all."""


type Uses = Mapping[str, Use]
"""By address as written."""


class Writer:
    """Writes addresses of variants into styles, and keeps count of the files."""

    def __init__(self, variants: Mapping[str, Variants], base: str, used: dict[str, WebFile]) -> None:
        """`base` is what addresses are relative to; `used` gets the files that are named."""
        self._variants = variants
        self._base = base
        self._used = used

    def cuts(self, text: str, rule: StyleRule, uses: Uses) -> Iterator[Cut]:
        """What changes in a sheet's text for one rule."""
        before = split_list(text[rule.block.start : rule.block.end], ";")
        after, phones = self.declarations(before, uses)
        if after != before:
            yield Cut(rule.block.start, rule.block.end, ";".join(after))
        if phones:
            end = rule.span.end
            yield Cut(end, end, f"@media {PHONE_QUERY}{{{rule.selector_text}{{{';'.join(phones)}}}}}")

    def declarations(self, parts: list[str], uses: Uses) -> tuple[list[str], list[str]]:
        """The declarations for all screens, and what is different on phones."""
        everywhere: list[str] = []
        phones: list[str] = []
        for part in parts:
            found = assignment(part)
            if found is None:
                everywhere.append(part)
                continue
            everywhere += self._written(found, part, uses, is_phone=False)
            if any(use.phone and self._smaller(use, use.phone) for url in found.urls if (use := uses.get(url[1]))):
                phones += self._written(found, "", uses, is_phone=True)
        return everywhere, phones

    def _written(self, found: Assignment, part: str, uses: Uses, *, is_phone: bool) -> list[str]:
        """A declaration that all browsers know, and one for those that choose by format.

        The second one also says that the picture has been dealt with, so it stands there where only phones get another.
        """

        def plain(url: str) -> str | None:
            use = uses.get(url)
            webp = [each for each in self._files(use, is_phone=is_phone) if each.format is Format.WEBP] if use else []
            return self._url(url, webp[0].file) if webp else None

        def choice(url: str) -> str | None:
            use = uses.get(url)
            if use is None:
                return None
            options = self._files(use, is_phone=is_phone)
            written = [f'{self._url(url, each.file)} type("{each.format.content_type}")' for each in options]
            if not any(each.format is Format.WEBP for each in options) and (options or use.phone):
                written.append(f'{self._url(url, use.file)} type("image/{use.facts.format}")')
            is_single = len(written) == 1 and bool(options)
            return plain(url) if is_single or not written else f"{_SET}({','.join(written)})"

        change = found.pictures_with if is_phone else found.with_urls
        first, second = change(plain), change(choice)
        written = [str(first)] if is_phone or first != found else [part]
        return written if first == second else [*written, str(second)]

    def _files(self, use: Use, *, is_phone: bool) -> list[Variant]:
        return self._smaller(use, use.phone or use.desktop if is_phone else use.desktop)

    def _smaller(self, use: Use, width: int) -> list[Variant]:
        """The files for a width that are worth it, the smallest first; empty where the original is as good."""
        made_of = self._variants[use.file.path]
        found = [each for format_ in Format if (each := made_of.get((width, format_)))]
        worth = [each for each in found if len(each.file.content) <= len(use.file.content) * WORTH]
        worth.sort(key=lambda each: len(each.file.content))
        if len(worth) > 1 and len(worth[0].file.content) > len(worth[1].file.content) * _CLOSE:
            worth = [each for each in worth if each.format is Format.WEBP]
        return worth[:1] if worth and worth[0].format is Format.WEBP else worth

    def _url(self, url: str, file: WebFile) -> str:
        self._used[file.path] = file
        return f"url({for_stylesheet(spelled_like(url, self._base, file.path))})"
