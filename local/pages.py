"""The front door's own pages: plain, complete in themselves, safe with any text."""

from collections.abc import Iterable
from html import escape
from http import HTTPStatus

from local.deployed import Deployed
from local.settings import Settings

HEADERS = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'"),
    (b"x-content-type-options", b"nosniff"),
)

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body{{font:1rem/1.6 system-ui,sans-serif;max-width:46rem;margin:10vh auto;padding:0 1.5rem;color:#1c2430}}
code{{background:#eef1f5;padding:.1em .35em;border-radius:4px}}dt{{font-weight:600}}dd{{margin:0 0 .8rem}}</style>
<h1>{title}</h1>
{body}
"""


def error_page(status: int, explanation: str) -> bytes:
    """A page that says what is wrong and what to do."""
    title = f"{status} {HTTPStatus(status).phrase}"
    return _PAGE.format(title=title, body=f"<p>{escape(explanation)}</p><p>Code24 local cloud</p>").encode()


def status_page(settings: Settings, deployed: Deployed | None, emulator_runs: bool) -> bytes:
    """What `http://localhost:8024/` shows."""
    if not emulator_runs:
        state = "The emulated AWS has ended. <code>make up</code> starts it again."
    elif deployed is None:
        state = "Nothing is deployed yet."
    else:
        state = "Running."
    rows = [
        ("State", state),
        ("Sites", f"<code>{escape(settings.sites_url)}/</code>, * being the site's name"),
        ("Platform API", f'<a href="{settings.api_url}/docs">{escape(settings.api_url)}/docs</a>'),
        ("Emulated AWS", f"<code>{escape(settings.aws_url)}</code>, region us-east-1, any credentials"),
        ("Build a site", "<code>make demo</code>"),
        ("Stop", "<code>make down</code>"),
    ]
    return _PAGE.format(title="Code24 local cloud", body=f"<dl>{_terms(rows)}</dl>").encode()


def _terms(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
