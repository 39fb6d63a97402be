"""The components of a theme with the examples that describe them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import yaml
from markupsafe import Markup

from generator.theme.faults import blame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One named example of a component."""

    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A macro with its parameters described and its examples."""

    name: str
    parameters: Mapping[str, str]
    """Name of each parameter to one sentence about it."""
    examples: tuple[Example, ...]

    @property
    def template(self) -> str:
        """The template that holds the macro."""
        return f"components/{self.name}/{self.name}.html"

    @property
    def macro(self) -> str:
        """The name of the macro."""
        return self.name.replace("-", "_")


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader written in C, where PyYAML was built with it: ten times as quick."""


def read_components(folders: Sequence[Path]) -> tuple[Component, ...]:
    """Return every component by name, each from the first folder that describes it."""
    described: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("components/*/*.yaml")):
            if path.stem == path.parent.name:
                described.setdefault(path.stem, path)
    return tuple(_component(name, described[name]) for name in sorted(described))


def _component(name: str, path: Path) -> Component:
    """Return a component as its YAML describes it; one that cannot be read says so instead."""
    try:
        described = yaml.load(path.read_text("utf-8"), Loader=LOADER)  # noqa: S506  it is a safe one
        return _described(name, described)
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError, AttributeError):
        return Component(name=name, parameters={path.name: UNREADABLE}, examples=())


UNREADABLE = "This file cannot be read: it needs parameters, and examples with name and arguments."
"""Stands where a description is broken, for whoever is editing it; such files are in English."""


def _described(name: str, said: Any) -> Component:  # noqa: ANN401  whatever the YAML holds
    return Component(
        name=name,
        parameters=dict(said["parameters"]),
        examples=tuple(
            Example(name=e["name"], arguments=dict(e["arguments"])) for e in said["examples"]
        ),
    )


def render_example(theme: Theme, component: Component, example: Example, prefix: str) -> Markup:
    """Return the HTML of one example, its names begun with `prefix` so that many share a page.

    A template that cannot be used gives a sentence that says so.
    """
    arguments = {name: _record(value) for name, value in example.arguments.items()}
    try:
        module = theme.environment.get_template(component.template).module
        html = str(getattr(module, component.macro)(**arguments))
    except Exception as error:
        fault = blame(error, component.template, theme.folders)
        if fault is None:
            raise
        return Markup("<p>{}</p>").format(theme.catalogue.say(fault.problem.message))
    return _apart(html, prefix)


NAMED = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"')
"""Attributes that hold the names of elements."""


def _apart(html: str, prefix: str) -> Markup:
    def renamed(found: re.Match[str]) -> str:
        names = " ".join(f"{prefix}{name}" for name in found[2].split())
        return f'{found[1]}="{names}"'

    return Markup(NAMED.sub(renamed, html).replace('href="#', f'href="#{prefix}'))  # noqa: S704  our templates made it


def _record(value: object) -> object:
    """Return mappings as records, so that templates read attributes as they do from views."""
    if isinstance(value, dict):
        return SimpleNamespace(**{name: _record(part) for name, part in value.items()})
    return [_record(part) for part in value] if isinstance(value, list) else value
