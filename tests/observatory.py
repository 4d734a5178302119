"""The grade that the Mozilla HTTP Observatory gives to response headers.

From its published rules, https://github.com/mdn/mdn-http-observatory: `src/grader/charts.js` (modifiers and grades),
`src/scanner/index.js` (bonuses count from 90 points on) and `src/analyzer/tests/*.js`. The redirection from HTTP to
HTTPS and the certificate are the deployment's and taken as in order (modifier 0); no script comes from elsewhere.
"""

BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
UNSAFE = BROAD | {"'unsafe-inline'", "data:"}
GRADES = {100: "A+", 95: "A", 90: "A", 85: "A-", 80: "B+", 75: "B", 70: "B", 65: "B-", 60: "C+", 55: "C", 50: "C"}
HASHES = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
PRIVATE_REFERRER = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def grade(headers: dict[str, str]) -> tuple[str, int]:
    """Letter and score of an HTML response over HTTPS."""
    policy = parsed_policy(headers.get("content-security-policy", ""))
    modifiers = [
        content_security_policy(policy),
        -20 if "set-cookie" in headers else 0,
        -50 if headers.get("access-control-allow-credentials") == "true" else 0,
        referrer_policy(headers.get("referrer-policy")),
        strict_transport_security(headers.get("strict-transport-security")),
        0 if headers.get("x-content-type-options") == "nosniff" else -5,
        frame_options(headers.get("x-frame-options"), policy),
        {"same-origin": 10, "same-site": 10, "cross-origin": 0, None: 0}.get(
            headers.get("cross-origin-resource-policy"), -5
        ),
    ]
    base = 100 + sum(modifier for modifier in modifiers if modifier < 0)
    score = max(0, 100 + sum(modifiers) if base >= 90 else base)
    return GRADES.get(min(score - score % 5, 100), "D or worse"), score


def parsed_policy(header: str) -> dict[str, list[str]]:
    directives = [directive.split() for directive in header.lower().split(";") if directive.strip()]
    assert len({name for name, *_ in directives}) == len(directives), "a directive is given twice"
    return {name: sources for name, *sources in directives}


def content_security_policy(policy: dict[str, list[str]]) -> int:
    if not policy:
        return -25

    def sources(directive: str) -> set[str]:
        found = set(policy.get(directive, policy.get("default-src", ["*"])))
        return found - {"'unsafe-inline'"} if any(source.startswith(HASHES) for source in found) else found

    insecure = [source for values in policy.values() for source in values if source.startswith(("http:", "ftp:"))]
    if sources("script-src") & UNSAFE or sources("object-src") & BROAD or insecure:
        return -20
    if "'unsafe-eval'" in sources("script-src") | sources("style-src"):
        return -10
    if sources("style-src") & UNSAFE:
        return 0
    return 10 if policy.get("default-src") == ["'none'"] else 5


def referrer_policy(header: str | None) -> int:
    if header is None:
        return 0
    return 5 if header.split(",")[-1].strip().lower() in PRIVATE_REFERRER else -5


def strict_transport_security(header: str | None) -> int:
    ages = [part.strip() for part in (header or "").lower().split(";") if part.strip().startswith("max-age=")]
    if not ages or "," in (header or ""):
        return -20
    return 0 if int(ages[0].removeprefix("max-age=")) >= 15_552_000 else -10


def frame_options(header: str | None, policy: dict[str, list[str]]) -> int:
    if "frame-ancestors" in policy:
        return 5
    return 0 if (header or "").lower() in {"deny", "sameorigin"} else -20
