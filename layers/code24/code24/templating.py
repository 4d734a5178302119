"""Jinja as every page here is made with: escaped, strict about names, and without the lines that only tags stand on."""

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment_of(package: str) -> Environment:
    """The environment of the templates in a package's folder `templates`; what they call is added by the caller."""
    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
