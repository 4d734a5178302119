"""A light test of the optimizer: a small page with known defects has to come out better."""

from code24.errors import WorkerFailed
from code24.optimize.engine import Bounds, optimize
from code24.optimize.fix import Setting
from code24.optimize.models import Business
from code24.ports import Clock
from code24.website.models import WebFile
from code24.website.website import Website

_PAGE = """<html><head><title>Harbour Bakery</title><style>p { color: #333333; }</style></head>
<body><h1>Harbour Bakery</h1><p>Bread from our own oven, every morning from seven. <img src="/loaf.svg">
<a href="/">Home</a></p></body></html>"""
_PICTURE = (
    """<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h40v30H0z" fill="#a52"/></svg>"""
)


def try_optimizing(*, clock: Clock) -> None:
    """Audit, fix and prove the page. Raises WorkerFailed where no score gets better, or one gets worse."""
    page = WebFile("/index.html", "text/html; charset=utf-8", _PAGE.encode())
    picture = WebFile("/loaf.svg", "image/svg+xml", _PICTURE.encode())
    website = Website([page, picture], origin="https://www.example.com")
    _, done = optimize(website, Setting(business=Business()), browser=None, clock=clock, bounds=Bounds(rounds=3))
    before = {score.category: score.value for score in done.before.scores}
    after = {score.category: score.value for score in done.after.scores}
    worse = [
        f"{name} {before[name]:g} -> {after.get(name, 0):g}" for name in before if after.get(name, 0) < before[name]
    ]
    if worse:
        raise WorkerFailed(f"Optimizing the page made it worse: {', '.join(worse)}.")
    if sum(after.values()) <= sum(before.values()):
        raise WorkerFailed(f"Optimizing the page improved none of its scores ({len(done.fixes)} fixes).")
