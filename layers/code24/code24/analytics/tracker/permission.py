"""What a Content-Security-Policy has to say so that a site's own script runs and may report (CSP Level 3)."""

from collections.abc import Sequence

_OWN = "'self'"
_SUFFICES = frozenset({_OWN, "*"})
_SCRIPTS = ("script-src-elem", "script-src", "default-src")
_REPORTS = ("connect-src", "default-src")


def permitting(header: str) -> str | None:
    """The policies of a header, with what they lack; None where no word of theirs would do."""
    permitted = [_permitting(policy) for policy in header.split(",")]
    return None if None in permitted else ",".join(policy for policy in permitted if policy is not None)


def keeps_base(header: str) -> bool:
    """Whether no `base` element can lead addresses to another host."""
    policies = [_directives(policy) for policy in header.split(",")]
    return any(set(policy.get("base-uri", ["*"])) <= {"'none'", _OWN} for policy in policies)


def _permitting(policy: str) -> str | None:
    directives = _directives(policy)
    if "sandbox" in directives and "allow-scripts" not in directives["sandbox"]:
        return None
    parts = [part.strip() for part in policy.split(";")]
    for names in (_SCRIPTS, _REPORTS):
        governing = next((name for name in names if name in directives), None)
        if governing is None:
            continue
        sources = directives[governing]
        if names is _SCRIPTS and "'strict-dynamic'" in sources:
            return None
        if _SUFFICES.isdisjoint(sources):
            parts = _changed(parts, governing, names)
    return policy if parts == [part.strip() for part in policy.split(";")] else "; ".join(filter(None, parts))


def _changed(parts: Sequence[str], governing: str, names: Sequence[str]) -> list[str]:
    """The directives with the site's own host in the one that governs; what governs everything is not changed."""
    at = next(index for index, part in enumerate(parts) if part.lower().split()[:1] == [governing])
    kept = [source for source in parts[at].split()[1:] if source.lower() != "'none'"]
    if governing != "default-src":
        return [*parts[:at], " ".join([parts[at].split()[0], *kept, _OWN]), *parts[at + 1 :]]
    return [*parts[: at + 1], " ".join([names[-2], *kept, _OWN]), *parts[at + 1 :]]


def _directives(policy: str) -> dict[str, list[str]]:
    """Sources by directive, in lower case; of a directive that appears twice the first counts."""
    found: dict[str, list[str]] = {}
    for part in policy.lower().split(";"):
        name, *sources = part.split() or [""]
        found.setdefault(name, sources)
    return found
