"""What can go wrong, said to a person."""


class LocalCloudError(Exception):
    """The command cannot go on: what was wrong, and what to do about it."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


class Interrupted(BaseException):
    """SIGTERM or Ctrl-C arrived; not an `Exception`, so that nothing swallows it on its way out."""
