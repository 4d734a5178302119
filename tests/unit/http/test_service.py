"""Health and the documentation page: no key, and nothing from anywhere else."""

import gzip
import re
import tomllib
from pathlib import Path

import pytest

from tests.unit.http.client import Api

ROOT = Path(__file__).parents[3]


def test_health_says_which_version_runs_where(api: Api) -> None:
    answer = api.ask("GET", "/health", key=None)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert answer.status == 200
    assert answer.json() == {"status": "ok", "version": version, "environment": "test"}


def test_the_page_loads_its_own_files_only(api: Api) -> None:
    page = api.ask("GET", "/docs", key=None)
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page.body.decode())
    assert addresses
    for address in addresses:
        if address != "data:,":
            assert address.startswith("/"), address
            assert api.ask("GET", address, key=None).status == 200, address


def test_the_pages_policy_has_no_exception(api: Api) -> None:
    page = api.ask("GET", "/docs", key=None)
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert not re.search(r"<script(?![^>]*src)|<style|style=|\son\w+=", page.body.decode())


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("swagger-ui-bundle.js", "text/javascript; charset=utf-8"), ("swagger-ui.css", "text/css; charset=utf-8")],
)
def test_its_files_are_compressed_for_who_reads_that(api: Api, name: str, media_type: str) -> None:
    plain = api.ask("GET", f"/docs/{name}", key=None)
    packed = api.ask("GET", f"/docs/{name}", key=None, headers={"accept-encoding": "gzip, br"})
    assert plain.headers["content-type"] == packed.headers["content-type"] == media_type
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert plain.headers["cache-control"] == "public, max-age=86400"


@pytest.mark.parametrize("name", ["redoc.standalone.js", "..%2fcore.py", "%2e%2e/core.py", "core.py", "", "start.js/x"])
def test_other_files_are_not_served(api: Api, name: str) -> None:
    assert api.ask("GET", f"/docs/{name}", key=None).status == 404
