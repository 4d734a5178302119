"""The pictures of the brand as files: what pages, browsers and other sites show of it."""

import hashlib
from dataclasses import dataclass

from code24.build.brand.models import Logo
from code24.build.development.models import SiteFile

SVG, PNG = "image/svg+xml", "image/png"


@dataclass(frozen=True)
class Assets:
    """Paths of the brand's files; empty where the brand has no such picture."""

    mark: str
    social: str
    """1200 x 630 pixels, for links shared elsewhere."""
    icon_192: str
    icon_512: str
    files: tuple[SiteFile, ...]


def hashed(content: str) -> str:
    """The part of a file's name that changes with its content."""
    return hashlib.sha256(content.encode()).hexdigest()[:10]


def assets_of(logo: Logo) -> Assets:
    """The brand's pictures; those that browsers ask for by themselves have fixed names, all others hashed ones."""
    mark = SiteFile(path=f"/assets/mark.{hashed(logo.mark)}.svg", content_type=SVG, text=logo.mark)
    social, small, large = (
        SiteFile(path=f"/assets/{name}.{hashed(picture)}.png", content_type=PNG, base64=picture) if picture else None
        for name, picture in (
            ("social", logo.social_png),
            ("icon-192", logo.icon_png_192),
            ("icon-512", logo.icon_png_512),
        )
    )
    fixed = (
        SiteFile(path="/favicon.svg", content_type=SVG, text=logo.mark),
        SiteFile(path="/favicon.ico", content_type="image/x-icon", base64=logo.icon_ico),
        SiteFile(path="/apple-touch-icon.png", content_type=PNG, base64=logo.icon_png),
    )
    return Assets(
        mark=mark.path,
        social=social.path if social else "",
        icon_192=small.path if small else "",
        icon_512=large.path if large else "",
        files=(mark, *(file for file in (social, small, large) if file), *fixed),
    )
