import gzip
import re

from turbohtml import parse

from code24.analytics.tracker.script import LASTING_PATH, script, script_path, tag


def test_the_script_is_within_a_kilobyte() -> None:
    assert len(gzip.compress(script().encode(), 9, mtime=0)) <= 1_024


def test_its_name_changes_with_it_and_names_nothing_that_blockers_look_for() -> None:
    assert re.fullmatch(r"/assets/visit\.[0-9a-f]{8}\.js", script_path())
    assert not re.search(r"track|analytic|stat|count|event|pixel|beacon|plausible|umami|matomo|ga\b", LASTING_PATH)
    found = parse(tag()).select_one("script")
    assert found is not None
    assert (found.attr("src"), found.text) == (script_path(), "")
    assert "defer" in found.attrs


def test_it_knows_of_no_storage_and_no_cookie() -> None:
    assert not re.search(r"cookie|storage|indexedDB|caches|fingerprint|canvas|userAgent", script(), re.IGNORECASE)
