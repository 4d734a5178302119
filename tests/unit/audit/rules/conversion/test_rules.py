"""Every rule of conversion on pages that pass and pages that fail it."""

import pytest

from code24.audit.auditing import ask
from code24.audit.models import Category
from code24.audit.rules import all_rules
from code24.website.models import WebFile
from code24.website.website import Website

WORDS = "<p>" + "word " * 70 + "</p>"
FIELDS = "".join(f"<label>f{number}<input name=f{number}></label>" for number in range(8))
SEND = "<button>Ask for a table</button>"

CASES = [
    ("call-to-action-present", f"<main>{WORDS}<a class=btn href=/x>Book a table</a></main>", f"<main>{WORDS}</main>"),
    ("call-to-action-early", "<a class=btn href=/x>Book a table</a>", WORDS * 4 + "<a class=btn href=/x>Book</a>"),
    ("call-to-action-words", "<a class=btn href=/x>Book a table</a>", "<a class=btn href=/x>Click here!</a>"),
    ("call-to-action-leads", "<a class=btn href=#menu>See the menu</a>", "<a class=btn href='#'>See the menu</a>"),
    (
        "competing-calls",
        "<section><a class=btn href=/a>Book</a><a class=btn href=/b>Call</a></section>",
        "<section>" + "".join(f"<a class=btn href=/{n}>Do {n}</a>" for n in range(5)) + "</section>",
    ),
    ("form-fields-few", f"<form><label>a<input name=a></label>{SEND}</form>", f"<form>{FIELDS}{SEND}</form>"),
    ("form-input-types", "<form><input name=email type=email></form>", "<form><input name=email></form>"),
    (
        "form-autocomplete",
        "<form><input name=email type=email autocomplete=email></form>",
        "<form><input name=your-name placeholder='Your name'></form>",
    ),
    ("form-submit-words", f"<form><input name=a>{SEND}</form>", "<form><input name=a><button>Submit</button></form>"),
    ("form-can-be-sent", f"<form><input name=a>{SEND}</form>", "<form><input name=a></form>"),
    ("form-reset", f"<form><input name=a>{SEND}</form>", "<form><input name=a><input type=reset></form>"),
    (
        "form-privacy",
        "<form><input type=email name=e></form><a href=/privacy>Privacy</a>",
        "<form><input type=email name=e></form>",
    ),
    ("phone-linked", "<a href='tel:+492211234567'>0221 1234567</a>", "<p>Call us: 0221 123 4567</p>"),
    ("email-linked", "<a href=mailto:a@b.example>a@b.example</a>", "<p>Write to anna@bistro.example</p>"),
    ("contact-reachable", "<a href=/contact>Contact</a>", "<p>Nothing</p>"),
    ("contact-somewhere", "<a href=tel:+4922112345>Call</a>", "<p>Nothing</p>"),
    ("headline-says-something", "<h1>Sourdough bread in Leith</h1>", "<h1>Welcome!</h1>"),
    ("headline-length", "<h1>Sourdough bread</h1>", f"<h1>{'long ' * 20}</h1>"),
    ("paragraph-length", "<p>Short.</p>", f"<p>{'word ' * 120}</p>"),
    ("placeholder-text", "<p>Bread since 1990.</p>", "<p>Lorem ipsum dolor sit amet</p>"),
    ("social-proof", "<blockquote>Best bread.</blockquote>", "<p>Nothing</p>"),
    ("headline-once", "<h1>Bread</h1><h2>Cakes</h2>", "<h1>Bread</h1><h2>Bread</h2>"),
    ("media-plays-by-itself", "<video autoplay muted></video>", "<video autoplay></video>"),
    ("carousel-moves", "<div class=carousel></div>", "<div class=carousel data-bs-ride=carousel></div>"),
    (
        "navigation-size",
        "<nav><a href=/a>A</a></nav>",
        "<nav>" + "".join(f"<a href=/{n}>{n}</a>" for n in range(10)) + "</nav>",
    ),
    (
        "early-exits",
        "<header><a href=/a>A</a></header>",
        "<header><a href=https://x.example>X</a><a href=https://y.example>Y</a></header>",
    ),
]  # fmt: skip
RULES = {rule.id: rule for rule in all_rules() if rule.category is Category.CONVERSION}


def website(body: str, language: str = "en") -> Website:
    html = f"<!doctype html><html lang={language}><title>Bistro | Home</title><body>{body}"
    return Website([WebFile("/index.html", "text/html; charset=utf-8", html.encode())], origin="https://bistro.example")


def test_every_rule_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(RULES)


@pytest.mark.parametrize(("rule", "good", "bad"), CASES, ids=[case[0] for case in CASES])
def test_a_rule_tells_good_from_bad(rule: str, good: str, bad: str) -> None:
    fine, findings = ask(RULES[rule], website(good))
    assert fine.looked_at, "the rule has to look at something, or it proves nothing"
    assert not findings

    wrong, findings = ask(RULES[rule], website(bad))
    assert wrong.found
    assert findings[0].path in {"/index.html", "/"}
    assert findings[0].message


@pytest.mark.parametrize(
    ("language", "said"), [("de", "Mehr erfahren"), ("fr", "En savoir plus"), ("es-MX", "Leer más"), ("it", "Scopri")]
)
def test_empty_words_in_other_languages(language: str, said: str) -> None:
    assert ask(RULES["call-to-action-words"], website(f"<a class=btn href=/x>{said}</a>", language))[0].found == 1


def test_what_stands_in_navigation_and_dialogs_is_no_call() -> None:
    aside = "<nav><a class=btn href='#'>More</a></nav><div class=modal><button>ok</button></div>"
    assert ask(RULES["call-to-action-words"], website(aside))[0].looked_at == 0
