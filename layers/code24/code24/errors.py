"""Every error the domain raises, in one tree.

    Code24Error
    ├── InvalidRequest            422  the request is understood and wrong; `field` names where
    │   └── NotRead               422  a web address that may not or cannot be read
    ├── NotFound                  404  no such thing, or not this customer's
    ├── Conflict                  409  the thing's present state forbids the request
    │   ├── AlreadyExists         409  a conditional write found an item
    │   └── KeyReused             422  an Idempotency-Key was sent again with another body
    ├── CannotAnswer              409  the data cannot carry the statistic that was asked for; `because` names why
    ├── NotAuthenticated          401  no valid API key
    ├── NotAllowed                403  a valid API key that this is not for
    ├── GateRejected              422  the produced pages failed the quality gate twice
    ├── WorkerFailed              502  a worker function failed on an inline call
    ├── BrowserFailed             502  the browser that looks at pages is missing, does not start, or ended
    ├── Damaged                   500  stored bytes that are not what was once written
    ├── RevenueDoesNotAddUp       500  a month's revenue whose movements do not lead from its start to its end
    └── Transient                 503  a dependency throttled or timed out; worth a retry

An error says what was wrong, with which value, and what to do. The HTTP mapping (`http/problems.py`) reads
`status` and `title`; the state machines' `ErrorEquals` use the class names.
"""

import re
from collections.abc import Sequence
from typing import Self

_AWS_NAME = re.compile(r"""arn:aws[\w-]*:[^\s"',;()]+|\b\d{12}\b""")


def without_aws_names(text: str) -> str:
    """An error's words as customers may read them: ARNs and account numbers, which AWS puts into its own, are left out.

    They name roles, buckets and the account; the log has them.
    """
    return _AWS_NAME.sub("…", text)


class Code24Error(Exception):
    """The root. `status` is the HTTP status an API answers with, `title` the short, stable summary."""

    status = 500
    title = "Internal error"

    def __init__(self, detail: str, *, field: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field


class InvalidRequest(Code24Error):
    """The request is understood and wrong. `problems` are several wrong fields at once, each with what is wrong."""

    status = 422
    title = "Invalid request"

    def __init__(self, detail: str, *, field: str | None = None, problems: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(detail, field=field)
        self.problems = tuple(problems)

    @classmethod
    def of(cls, problems: Sequence[tuple[str, str]]) -> Self:
        """The error for wrong fields of the body, of which there is at least one."""
        (field, message), *more = problems
        return cls(f"{field}: {message}" + (" (and more, see `errors`)" if more else ""), problems=problems)


class NotRead(InvalidRequest):
    """A web address may not or cannot be read."""

    title = "Not read"

    def __init__(self, detail: str, *, field: str | None = None, because: str = "unreachable") -> None:
        """`because` is `blocked`, `unreachable`, `slow`, `large`, `certificate`, `redirects`, `kind` or `malformed`."""
        super().__init__(detail, field=field)
        self.because = because


class NotFound(Code24Error):
    """No such thing, or not this customer's: the two look the same."""

    status = 404
    title = "Not found"


class Conflict(Code24Error):
    """The thing's present state forbids the request."""

    status = 409
    title = "Conflict"


class AlreadyExists(Conflict):
    """A conditional write found an item under the same key."""

    title = "Already exists"


class KeyReused(Conflict):
    """An `Idempotency-Key` came again with a different body (draft-ietf-httpapi-idempotency-key-header, 2.7)."""

    status = 422
    title = "Idempotency key reused"


class CannotAnswer(Code24Error):
    """The data cannot carry the statistic that was asked for: too few units, no variance, no baseline.

    Instead of a number that means nothing; whoever decides treats it as "not yet", never as a result.
    """

    status = 409
    title = "Cannot answer"

    def __init__(self, detail: str, *, field: str | None = None, because: str = "no-answer") -> None:
        """`because` is a word for why, such as `no-units`, `no-variance`, `no-baseline` or `too-few`."""
        super().__init__(detail, field=field)
        self.because = because


class NotAuthenticated(Code24Error):
    """The API key is missing or unknown."""

    status = 401
    title = "Not authenticated"


class NotAllowed(Code24Error):
    """The API key is valid, and what it asks for is not for its owner: how the platform itself stands."""

    status = 403
    title = "Not allowed"


class GateRejected(Code24Error):
    """The produced pages did not pass the quality gate."""

    status = 422
    title = "Quality gate rejected the site"


class WorkerFailed(Code24Error):
    """A worker function that was called by name failed."""

    status = 502
    title = "Worker failed"


class BrowserFailed(Code24Error):
    """The browser that looks at pages cannot be used."""

    status = 502
    title = "Browser failed"


class Damaged(Code24Error):
    """Stored bytes are not what was once written; they have to be made again from what they were made of."""

    title = "Damaged data"


class RevenueDoesNotAddUp(Code24Error):
    """A month's movements of recurring revenue do not lead from its start to its end; nothing of it is published."""

    title = "Revenue does not add up"


class Transient(Code24Error):
    """A dependency throttled, timed out or answered 5xx; the same call may succeed shortly."""

    status = 503
    title = "Temporarily unavailable"
