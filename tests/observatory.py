"""The grade that the Mozilla HTTP Observatory gives to response headers."""

from code24.website.security import observatory


def grade(headers: dict[str, str]) -> tuple[str, int]:
    """Letter and score of an HTML response over HTTPS whose scripts are its own."""
    points = observatory.score(observatory.Answer(headers))
    return observatory.grade(points), points
