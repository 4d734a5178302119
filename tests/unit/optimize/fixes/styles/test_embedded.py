from base64 import b64encode
from random import Random

import pytest

from code24.optimize.fix import Setting
from code24.optimize.fixes.styles.embedded import embedded_files
from tests.styled import website

CONTENT = Random(7).randbytes(3_000)
DATA = f"data:font/woff2;base64,{b64encode(CONTENT).decode()}"


def test_large_files_leave_their_sheets() -> None:
    css = f"@font-face{{font-family:A;src:url({DATA}) format('woff2')}}p{{background:url(data:image/gif;base64,R0lG)}}"
    site = website({"/x/i.html": f"<html><head><style>{css}</style></head><body></body></html>", "/css/a.css": css})
    outcome = embedded_files.apply(site, Setting())
    after = site.changed(outcome.files)
    [made] = [path for path in after.files if path.startswith("/assets/")]
    assert (after.files[made].content, after.files[made].content_type) == (CONTENT, "font/woff2")
    assert f'src:url("..{made}") format' in after.files["/css/a.css"].text
    assert f"..{made}" in after.files["/x/i.html"].text
    assert "R0lG" in after.files["/css/a.css"].text
    assert embedded_files.apply(after, Setting()).files == ()


def test_drawings_are_decoded() -> None:
    drawing = "<svg xmlns='http://www.w3.org/2000/svg'>" + "<g/>" * 600 + "</svg>"
    site = website({"/a.css": f'p{{background:url("data:image/svg+xml,{drawing.replace("<", "%3C")}")}}'})
    after = site.changed(embedded_files.apply(site, Setting()).files)
    assert [file.text for file in after.files.values() if file.path.endswith(".svg")] == [drawing]


@pytest.mark.parametrize("start", ["data:text/html,", "data:image/png;base64,%%%", "data:,", "data:image/svg+xml,#"])
def test_what_is_no_file_stays(start: str) -> None:
    site = website({"/a.css": f"p{{background:url({start}{'x' * 3_001})}}"})
    assert embedded_files.apply(site, Setting()).files == ()
