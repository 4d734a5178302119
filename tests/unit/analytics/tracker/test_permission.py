import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.analytics.tracker.permission import keeps_base, permitting

SOURCES = ["'self'", "'none'", "*", "https://cdn.example", "'unsafe-inline'", "data:", "'SELF'"]
DIRECTIVES = ["default-src", "script-src", "script-src-elem", "connect-src", "img-src", "Script-Src", "base-uri"]
POLICIES = st.lists(
    st.tuples(st.sampled_from(DIRECTIVES), st.lists(st.sampled_from(SOURCES), max_size=3)).map(
        lambda each: " ".join([each[0], *each[1]])
    ),
    max_size=5,
).map("; ".join)


@pytest.mark.parametrize(
    ("policy", "permitted"),
    [
        ("", ""),
        ("img-src 'none'", "img-src 'none'"),
        ("default-src 'self'", "default-src 'self'"),
        ("script-src *; connect-src *", "script-src *; connect-src *"),
        ("default-src 'none'", "default-src 'none'; connect-src 'self'; script-src 'self'"),
        ("DEFAULT-SRC data:", "DEFAULT-SRC data:; connect-src data: 'self'; script-src data: 'self'"),
        ("script-src 'sha256-x'; connect-src 'none';", "script-src 'sha256-x' 'self'; connect-src 'self'"),
        ("script-src 'self'; script-src-elem 'none'", "script-src 'self'; script-src-elem 'self'"),
        ("script-src 'none'; script-src *", "script-src 'self'; script-src *"),
        ("default-src 'self', script-src https://a.example", "default-src 'self',script-src https://a.example 'self'"),
    ],
)
def test_a_policy_is_given_what_it_lacks(policy: str, permitted: str) -> None:
    assert permitting(policy) == permitted


@pytest.mark.parametrize(
    "policy",
    ["script-src 'strict-dynamic' 'nonce-a'", "default-src 'self' 'strict-dynamic'", "sandbox", "sandbox allow-forms"],
)
def test_what_no_word_would_permit_is_left_alone(policy: str) -> None:
    assert permitting(policy) is None
    assert permitting(f"default-src *, {policy}") is None


def test_a_sandbox_that_lets_scripts_run_is_none() -> None:
    assert permitting("sandbox allow-scripts") == "sandbox allow-scripts"


def governing(policy: str, *names: str) -> set[str]:
    """The sources that count for a request, as CSP Level 3 finds them."""
    found: dict[str, set[str]] = {}
    for part in policy.lower().split(";"):
        if words := part.split():
            found.setdefault(words[0], set(words[1:]))
    return next((found[name] for name in names if name in found), {"*"})


@settings(max_examples=50)
@given(POLICIES)
def test_it_permits_the_script_and_its_reports_and_takes_nothing_away(policy: str) -> None:
    permitted = permitting(policy)
    assert permitted is not None
    for names in (("script-src-elem", "script-src", "default-src"), ("connect-src", "default-src")):
        before, after = governing(policy, *names), governing(permitted, *names)
        assert after & {"'self'", "*"}
        assert before - {"'none'"} <= after <= before | {"'self'"}
    for name in ("img-src", "base-uri"):
        assert governing(permitted, name, "default-src") == governing(policy, name, "default-src")
    assert permitting(permitted) == permitted


@pytest.mark.parametrize(
    ("policy", "kept"),
    [("base-uri 'none'", True), ("base-uri 'self'", True), ("base-uri", True), ("base-uri *", False), ("", False),
     ("img-src *, base-uri 'self'", True)],
)  # fmt: skip
def test_whether_a_base_may_lead_elsewhere(policy: str, kept: bool) -> None:
    assert keeps_base(policy) is kept
