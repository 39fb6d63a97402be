"""Which templates a template names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment

REFERENCE = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)%\}", re.DOTALL)
"""A statement that names other templates, up to its end."""
QUOTED = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)


def references(source: str) -> Iterator[str]:
    """Yield every template that a template may use; rather one too many than one too few.

    Parsing would tell exactly, and take as long as the rest of a build in which nothing changed.
    """
    for statement in REFERENCE.finditer(source):
        for name in QUOTED.finditer(statement[1]):
            yield name[2]


def source_of(environment: Environment, template: str) -> str:
    """Return the source of a template; nothing where it is missing, as rendering will say."""
    loader = environment.loader
    assert loader is not None  # noqa: S101  every environment of ours has one
    try:
        return loader.get_source(environment, template)[0]
    except TemplateNotFound:
        return ""
