"""A website of ten pages as template sites are: a framework's stylesheet, photographs from a camera, cards, forms."""

import io
from collections.abc import Iterator
from functools import cache
from html import escape
from random import Random

from PIL import Image

from code24.website.file_types import web_file
from code24.website.models import WebFile
from code24.website.vocabulary import words
from code24.website.website import Website

ORIGIN = "https://harbour-bakery.example"
PAGE_BYTES = 50_000
SITE_BYTES = 5_000_000
_WORDS = sorted(
    words(
        "bread flour oven morning harbour street crust rye wheat slow dough night baker window warm table family order"
        " coffee butter salt seed loaf market stone mill river wood fire apron basket counter season apple cinnamon"
        " honey village guest early fresh quiet corner recipe grandmother sourdough visit taste small local"
    )
)
_NAMES = ("index", "about", "bread", "cakes", "coffee", "catering", "courses", "journal", "team", "contact")
_BREAKPOINTS = {"": 0, "-sm": 576, "-md": 768, "-lg": 992, "-xl": 1200, "-xxl": 1400}
_COLORS = {
    "primary": "#8a4b1f", "secondary": "#5c636a", "success": "#146c43", "info": "#087990", "warning": "#997404",
    "danger": "#b02a37", "light": "#f8f4ef", "dark": "#211a15",
}  # fmt: skip
_SPACES = ("0", ".25rem", ".5rem", "1rem", "1.5rem", "3rem", "auto")
_SIDES = {"t": ("top",), "b": ("bottom",), "s": ("left",), "e": ("right",), "x": ("left", "right"), "": ("",)}
_PARTS = (
    *("accordion", "modal", "carousel", "toast", "offcanvas", "popover", "tooltip", "dropdown", "breadcrumb"),
    *("pagination", "list-group", "progress", "spinner", "figure", "input-group", "nav-tabs", "nav-pills", "timeline"),
)
_UTILITIES = {
    "d": ("display", ("none", "inline", "inline-block", "block", "grid", "table", "flex", "inline-flex")),
    "flex": ("flex-direction", ("row", "column", "row-reverse", "column-reverse")),
    "justify-content": ("justify-content", ("flex-start", "flex-end", "center", "space-between", "space-around")),
    "align-items": ("align-items", ("flex-start", "flex-end", "center", "baseline", "stretch")),
    "align-self": ("align-self", ("auto", "flex-start", "flex-end", "center", "baseline", "stretch")),
    "text": ("text-align", ("left", "right", "center")),
    "float": ("float", ("left", "right", "none")),
    "order": ("order", ("0", "1", "2", "3", "4", "5")),
    "position": ("position", ("static", "relative", "absolute", "fixed", "sticky")),
    "w": ("width", ("25%", "50%", "75%", "100%", "auto")),
    "h": ("height", ("25%", "50%", "75%", "100%", "auto")),
    "gap": ("gap", ("0", ".25rem", ".5rem", "1rem", "1.5rem", "3rem")),
    "row-gap": ("row-gap", ("0", ".25rem", ".5rem", "1rem", "1.5rem", "3rem")),
    "z": ("z-index", ("-1", "0", "1", "2", "3")),
    "fw": ("font-weight", ("300", "400", "500", "600", "700")),
    "opacity": ("opacity", ("0", ".25", ".5", ".75", "1")),
    "align-content": ("align-content", ("flex-start", "flex-end", "center", "space-between", "stretch")),
    "overflow": ("overflow", ("auto", "hidden", "visible", "scroll")),
    "object-fit": ("object-fit", ("contain", "cover", "fill", "scale", "none")),
}


def website(pages: int = 10, *, edition: int = 0) -> Website:
    """The website; another edition has other texts and the same pictures."""
    files = [page(number, edition) for number in range(pages)]
    files += [web_file("/css/framework.css", framework().encode()), web_file("/js/site.js", _SCRIPT.encode())]
    return Website([*files, *photographs()], origin=ORIGIN)


@cache
def photographs() -> tuple[WebFile, ...]:
    """Pictures that make the website as large as it is said to be."""
    return tuple(_pictures(SITE_BYTES - 10 * PAGE_BYTES - len(framework())))


def _pictures(size: int) -> Iterator[WebFile]:
    """Pictures of about so many bytes together: soft shapes with grain, as cameras write them."""
    number = 0
    while size > 0:
        width, height = ((2400, 1350), (1600, 1067), (1200, 900))[min(number, 2) if number < 3 else 1 + number % 2]
        content = _photograph(width, height, number)
        size -= len(content)
        yield web_file(f"/img/photo-{number}.jpg", content)
        number += 1


def _photograph(width: int, height: int, seed: int) -> bytes:
    random = Random(seed)
    soft = Image.frombytes("RGB", (12, 9), random.randbytes(324)).resize((width, height), Image.Resampling.BICUBIC)
    size = (width // 3, height // 3)
    grain = Image.frombytes("RGB", size, random.randbytes(size[0] * size[1] * 3)).resize((width, height))
    out = io.BytesIO()
    Image.blend(soft, grain, 0.12).save(out, "JPEG", quality=90)
    return out.getvalue()


def page(number: int, edition: int = 0) -> WebFile:
    """One page of about 50 KB."""
    random = Random(1000 * edition + number)
    name = f"{_NAMES[number % len(_NAMES)]}{number // len(_NAMES) or ''}"
    parts = [_head(name, random), _hero(number, random)]
    section = 0
    while sum(map(len, parts)) < PAGE_BYTES - 5_000:
        parts.append((_cards, _prose, _features, _prices)[section % 4](number, section, random))
        section += 1
    parts.append(_foot(random))
    return web_file(f"/{name}.html", "".join(parts).encode())


def _said(random: Random, words: int) -> str:
    chosen = [random.choice(_WORDS) for _ in range(words)]
    return " ".join([chosen[0].capitalize(), *chosen[1:]])


def _text(random: Random, sentences: int) -> str:
    return " ".join(f"{_said(random, random.randint(8, 18))}." for _ in range(sentences))


def _head(name: str, random: Random) -> str:
    links = "".join(
        f'\n          <li class="nav-item"><a class="nav-link px-lg-3 py-3" href="{each}.html">{each.title()}</a></li>'
        for each in _NAMES
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
  <title>{escape(name.title())} - Harbour Bakery</title>
  <meta name="description" content="{_said(random, 14)}">
  <link rel="stylesheet" href="css/framework.css">
  <script src="js/site.js"></script>
</head>
<body id="page-top">
  <nav class="navbar navbar-expand-lg navbar-dark fixed-top bg-dark" id="mainNav">
    <div class="container">
      <a class="navbar-brand" href="index.html">Harbour Bakery</a>
      <button class="navbar-toggler" type="button" data-bs-toggle="collapse" data-bs-target="#menu">Menu</button>
      <div class="collapse navbar-collapse" id="menu">
        <ul class="navbar-nav ms-auto py-4 py-lg-0">{links}
        </ul>
      </div>
    </div>
  </nav>
"""


def _hero(number: int, random: Random) -> str:
    return f"""  <header class="masthead text-center text-light">
    <div class="container px-4 px-lg-5">
      <h1 class="masthead-heading text-uppercase">{_said(random, 4)}</h1>
      <p class="lead mb-4">{_text(random, 1)}</p>
      <a class="btn btn-primary btn-xl text-uppercase" href="#section-0">Tell me more</a>
      <img class="img-fluid" src="img/photo-{number % 3}.jpg" alt="">
    </div>
  </header>
"""


def _section(number: int, title: str, content: str) -> str:
    shade = " bg-light" if number % 2 else ""
    return f"""  <section class="page-section{shade} py-5" id="section-{number}">
    <div class="container">
      <h2 class="section-heading text-uppercase">{title}</h2>
      <div class="row gx-4 align-items-center">{content}
      </div>
    </div>
  </section>
"""


def _cards(page_number: int, number: int, random: Random) -> str:
    cards = "".join(
        f"""
        <div class="col-lg-4 col-sm-6 mb-4">
          <div class="card h-100 portfolio-item">
            <a class="portfolio-link" href="{random.choice(_NAMES)}.html">
              <img class="card-img-top img-fluid" src="img/photo-{random.randrange(6)}.jpg" alt="{_said(random, 3)}">
            </a>
            <div class="card-body p-4">
              <span class="badge bg-primary mb-2">{random.choice(_WORDS)}</span>
              <h3 class="card-title h5">{_said(random, 3)}</h3>
              <p class="card-text text-muted mb-0">{_text(random, 2)}</p>
            </div>
            <div class="card-footer p-4 pt-0 d-flex justify-content-between"><small>{_said(random, 2)}</small>
              <a class="btn btn-secondary btn-sm" href="contact.html">Order now</a></div>
          </div>
        </div>"""
        for _ in range(6)
    )
    return _section(number, f"{_said(random, 2)} {page_number}", cards)


def _prose(_: int, number: int, random: Random) -> str:
    texts = "".join(f"\n          <p>{_text(random, 5)}</p>" for _ in range(5))
    items = "".join(f"\n            <li>{_said(random, 6)}</li>" for _ in range(6))
    return _section(
        number,
        _said(random, 3),
        f"""
        <div class="col-md-8 order-lg-2">{texts}
          <ul class="list-unstyled mb-4">{items}
          </ul>
        </div>
        <div class="col-md-4"><img class="img-fluid rounded" src="img/photo-{random.randrange(6)}.jpg"></div>""",
    )


def _features(_: int, number: int, random: Random) -> str:
    features = "".join(
        f"""
        <div class="col-md-4 text-center">
          <svg class="mb-3" width="48" height="48" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 2 2 22h20z"/></svg>
          <h4 class="my-3">{_said(random, 3)}</h4>
          <p class="text-muted">{_text(random, 3)}</p>
        </div>"""
        for _ in range(6)
    )
    return _section(number, _said(random, 3), features)


def _prices(_: int, number: int, random: Random) -> str:
    rows = "".join(
        f"""
            <tr><th scope="row">{_said(random, 2)}</th><td>{_said(random, 5)}</td>
              <td>€ {random.randint(2, 40)}.50</td></tr>"""
        for _ in range(14)
    )
    return _section(
        number,
        _said(random, 2),
        f"""
        <div class="col-12">
          <table class="table table-striped"><thead><tr><th>Product</th><th>What it is</th><th>Price</th></tr></thead>
          <tbody>{rows}
          </tbody></table>
        </div>""",
    )


def _foot(random: Random) -> str:
    fields = "".join(
        f"""
          <div class="form-floating mb-3">
            <input class="form-control" id="{name}" name="{name}" type="{kind}" placeholder="{label}">
            <label for="{name}">{label}</label>
          </div>"""
        for name, kind, label in (("name", "text", "Name"), ("email", "email", "Email"), ("phone", "tel", "Phone"))
    )
    form = f"""
        <form class="col-lg-8" action="/contact" method="post">{fields}
          <textarea class="form-control" name="message" placeholder="Message"></textarea>
          <button class="btn btn-primary btn-xl" type="submit">Send</button>
        </form>"""
    return f"""{_section(98, "Contact", form)}  <footer class="footer py-4 bg-dark text-light">
    <div class="container"><p class="small mb-0">Copyright Harbour Bakery. {_text(random, 1)}</p></div>
  </footer>
</body>
</html>
"""


def framework() -> str:
    """A stylesheet as large as Bootstrap's, written as frameworks are: components, a grid, utilities by breakpoint."""
    rules = [_BASE, *_components()]
    for infix, width in _BREAKPOINTS.items():
        inside = "".join(_responsive(infix))
        rules.append(f"@media (min-width:{width}px) {{\n{inside}}}\n" if width else inside)
    return "".join(rules)


def _components() -> Iterator[str]:
    for name, color in _COLORS.items():
        yield f".btn-{name} {{\n  --btn-color: #fff;\n  --btn-bg: {color};\n  --btn-border-color: {color};\n}}\n"
        for state in (":hover", ":focus-visible", ":active", ".active", ":disabled", ".show"):
            yield f".btn-{name}{state} {{\n  color: #fff;\n  background-color: {color};\n  border-color: {color};\n}}\n"
        yield f".btn-outline-{name} {{\n  color: {color};\n  border-color: {color};\n}}\n"
        yield f".alert-{name} .alert-link {{\n  font-weight: 700;\n  color: {color};\n}}\n"
        yield f".table-{name} > :not(caption) > * > * {{\n  background-color: {color}22;\n}}\n"
        yield f".bg-{name} {{\n  background-color: {color} !important;\n}}\n"
        yield f".text-{name} {{\n  color: {color} !important;\n}}\n"
        yield f".border-{name} {{\n  border-color: {color} !important;\n}}\n"
    for part in _PARTS:
        yield f".{part} {{\n  --{part}-bg: #fff;\n  --{part}-padding: 1rem;\n"
        yield "  position: relative;\n  display: block;\n}\n"
        for piece in ("header", "body", "footer", "title", "item", "button", "link", "arrow", "inner", "backdrop"):
            yield (
                f".{part}-{piece} {{\n  display: flex;\n  padding: var(--{part}-padding);\n"
                f"  background-color: var(--{part}-bg);\n  border: 1px solid rgba(0, 0, 0, 0.175);\n}}\n"
                f".{part}.show > .{part}-{piece}:not(.collapsed)::after {{\n  content: '';\n  opacity: 1;\n}}\n"
                f".{part}-{piece}:hover, .{part}-{piece}:focus-visible {{\n  z-index: 2;\n  color: var(--body-color);\n"
                f"  text-decoration: none;\n  outline: 0;\n  box-shadow: 0 0 0 0.25rem rgba(138, 75, 31, 0.25);\n}}\n"
                f".{part}-lg > .{part}-{piece} {{\n  padding: 0.5rem 1rem;\n  font-size: 1.25rem;\n}}\n"
                f".{part}-sm > .{part}-{piece} {{\n  padding: 0.25rem 0.5rem;\n  font-size: 0.875rem;\n}}\n"
                f".{part}-{piece} + .{part}-{piece}:first-of-type {{\n  margin-left: -1px;\n  border-radius: 0;\n}}\n"
            )


def _responsive(infix: str) -> Iterator[str]:
    yield f".container{infix} {{\n  max-width: {_BREAKPOINTS[infix] or 1320}px;\n}}\n"
    for columns in range(1, 13):
        share = f"{columns / 12:.6%}"
        yield f".col{infix}-{columns} {{\n  flex: 0 0 auto;\n  width: {share};\n}}\n"
        yield f".offset{infix}-{columns} {{\n  margin-left: {share};\n}}\n"
        yield f".row-cols{infix}-{columns} > * {{\n  flex: 0 0 auto;\n  width: {1 / columns:.6%};\n}}\n"
    for step, space in enumerate(_SPACES[:6]):
        yield f".gx{infix}-{step} {{\n  --gutter-x: {space};\n}}\n.gy{infix}-{step} {{\n  --gutter-y: {space};\n}}\n"
    for letter, kind in (("m", "margin"), ("p", "padding")):
        for side, names in _SIDES.items():
            for step, space in enumerate(_SPACES[: 7 if letter == "m" else 6]):
                body = "".join(f"  {kind}{'-' if each else ''}{each}: {space} !important;\n" for each in names)
                yield f".{letter}{side}{infix}-{'auto' if space == 'auto' else step} {{\n{body}}}\n"
    for prefix, (name, values) in _UTILITIES.items():
        for value in values:
            short = value.removeprefix("flex-").removeprefix("space-").strip(".%").replace(".", "")
            yield f".{prefix}{infix}-{short} {{\n  {name}: {value} !important;\n}}\n"


_BASE = """:root {
  --body-color: #212529;
  --body-bg: #fff;
  --gutter-x: 1.5rem;
  --gutter-y: 0;
  --btn-padding-y: .375rem;
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; font-family: "Helvetica Neue", Arial, sans-serif; font-size: 1rem; line-height: 1.5;
  color: var(--body-color); background-color: var(--body-bg); }
h1, h2, h3, h4, h5, h6, .h1, .h2, .h3, .h4, .h5, .h6 { margin-top: 0; margin-bottom: .5rem; font-weight: 500;
  line-height: 1.2; }
h1, .h1 { font-size: calc(1.375rem + 1.5vw); }
h2, .h2 { font-size: calc(1.325rem + .9vw); }
h3, .h3 { font-size: calc(1.3rem + .6vw); }
h5, .h5 { font-size: 1.25rem; }
p, ul, ol, dl { margin-top: 0; margin-bottom: 1rem; }
a { color: #8a4b1f; text-decoration: underline; }
a:hover { color: #5f3315; }
a:not([href]):not([class]), a:not([href]):not([class]):hover { color: inherit; text-decoration: none; }
img, svg { vertical-align: middle; }
table { caption-side: bottom; border-collapse: collapse; }
button, input, select, textarea { margin: 0; font-family: inherit; font-size: inherit; line-height: inherit; }
small, .small { font-size: .875em; }
.lead { font-size: 1.25rem; font-weight: 300; }
.img-fluid { max-width: 100%; height: auto; }
.container { width: 100%; padding-right: calc(var(--gutter-x) * .5); padding-left: calc(var(--gutter-x) * .5);
  margin-right: auto; margin-left: auto; }
.row { display: flex; flex-wrap: wrap; margin-top: calc(-1 * var(--gutter-y)); margin-right: calc(-.5 *
  var(--gutter-x));
  margin-left: calc(-.5 * var(--gutter-x)); }
.row > * { flex-shrink: 0; width: 100%; max-width: 100%; padding-right: calc(var(--gutter-x) * .5);
  padding-left: calc(var(--gutter-x) * .5); margin-top: var(--gutter-y); }
.btn { display: inline-block; padding: var(--btn-padding-y) .75rem; font-weight: 400; line-height: 1.5; color:
  var(--btn-color);
  text-align: center; text-decoration: none; vertical-align: middle; cursor: pointer; border: 1px solid
  var(--btn-border-color);
  border-radius: .375rem; background-color: var(--btn-bg); transition: color .15s ease-in-out; }
.btn-xl { padding: 1.25rem 2.5rem; font-size: 1.125rem; font-weight: 700; }
.card { position: relative; display: flex; flex-direction: column; min-width: 0; background-color: #fff;
  border: 1px solid rgba(0, 0, 0, .175); border-radius: .375rem; }
.card-body { flex: 1 1 auto; }
.card > .card-img-top, .card > a > .card-img-top { width: 100%; border-top-left-radius: .3rem; }
.badge { display: inline-block; padding: .35em .65em; font-size: .75em; font-weight: 700; color: #fff;
  border-radius: .375rem; }
.table { width: 100%; margin-bottom: 1rem; vertical-align: top; }
.table > :not(caption) > * > * { padding: .5rem; border-bottom: 1px solid #dee2e6; }
.table-striped > tbody > tr:nth-of-type(odd) > * { background-color: rgba(0, 0, 0, .05); }
.form-control { display: block; width: 100%; padding: .375rem .75rem; border: 1px solid #ced4da; border-radius:
  .375rem; }
.form-control::placeholder { color: #595c5f; opacity: 1; }
.form-floating { position: relative; }
.form-floating > label { position: absolute; top: 0; left: 0; padding: 1rem .75rem; pointer-events: none; }
.navbar { position: relative; display: flex; flex-wrap: wrap; align-items: center; padding: .5rem 0; }
.navbar > .container { display: flex; flex-wrap: inherit; align-items: center; justify-content: space-between; }
.navbar-nav { display: flex; flex-direction: column; padding-left: 0; margin-bottom: 0; list-style: none; }
.navbar-dark .navbar-nav .nav-link, .navbar-brand { color: #fff; text-decoration: none; }
.nav-link { display: block; padding: .5rem 1rem; }
.collapse:not(.show) { display: none; }
@media (min-width: 992px) {
  .navbar-expand-lg .navbar-nav { flex-direction: row; }
  .navbar-expand-lg .navbar-collapse { display: flex !important; }
  .navbar-expand-lg .navbar-toggler { display: none; }
}
.fixed-top { position: fixed; top: 0; right: 0; left: 0; z-index: 1030; }
.h-100 { height: 100% !important; }
.text-uppercase { text-transform: uppercase !important; }
.text-muted { color: #6c757d !important; }
.list-unstyled { padding-left: 0; list-style: none; }
.rounded { border-radius: .375rem; }
.masthead { padding: 10.5rem 0 6rem; background: #211a15 url("../img/photo-0.jpg") center / cover; }
.page-section { padding: 6rem 0; }
"""
_SCRIPT = """document.addEventListener('DOMContentLoaded', function () {
  var menu = document.querySelector('#menu');
  document.querySelectorAll('[data-bs-toggle="collapse"]').forEach(function (button) {
    button.addEventListener('click', function () { menu.classList.toggle('show'); });
  });
});
"""
