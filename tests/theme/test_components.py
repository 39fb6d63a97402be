"""Every component of the theme: one macro, its parameters described, its examples rendered."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import html5lib
import pytest
import yaml
from jinja2 import Environment, StrictUndefined, nodes

from generator.theme import open_theme, theme_root
from generator.theme.components import UNREADABLE, read_components

if TYPE_CHECKING:
    from pathlib import Path

    from generator.theme.lean import LeanEnvironment

FOLDERS = sorted(path for path in (theme_root() / "components").iterdir() if path.is_dir())
LANGUAGES = ("zh-CN", "en")


def described(folder: Path) -> Any:  # noqa: ANN401  whatever the YAML says
    """Return what the YAML of a component says."""
    return yaml.safe_load((folder / f"{folder.name}.yaml").read_text("utf-8"))


EXAMPLES = [
    pytest.param(folder, example, id=f"{folder.name}-{example['name']}")
    for folder in FOLDERS
    for example in described(folder)["examples"]
]


def macro_of(folder: Path) -> nodes.Macro:
    """Return the one macro of a component."""
    theme = open_theme([theme_root()], "zh-CN")
    source = (folder / f"{folder.name}.html").read_text("utf-8")
    (macro,) = theme.environment.parse(source).find_all(nodes.Macro)
    return macro


def record(value: object) -> object:
    """Return mappings as records, so that templates read attributes as they do from views."""
    if isinstance(value, dict):
        return SimpleNamespace(**{name: record(part) for name, part in value.items()})
    return [record(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_component_is_one_macro_with_described_parameters(folder: Path) -> None:
    """A component is one macro named like its folder, and its YAML names its parameters."""
    macro = macro_of(folder)
    assert macro.name == folder.name.replace("-", "_")
    assert [argument.name for argument in macro.args] == list(described(folder)["parameters"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("folder", "example"), EXAMPLES)
def test_example_renders_as_valid_html(
    folder: Path, example: dict[str, Any], language: str
) -> None:
    """Every example renders in every language, without a missing value, as valid HTML."""
    html = drawn(open_theme([theme_root()], language).environment, folder, example)
    html5lib.HTMLParser(strict=True).parseFragment(html)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("folder", "example"), EXAMPLES)
def test_lean_code_draws_what_jinja_draws(
    folder: Path, example: dict[str, Any], language: str
) -> None:
    """Our code of a component gives to the letter what Jinja's own code gives."""
    lean = open_theme([theme_root()], language).environment
    assert drawn(lean, folder, example) == drawn(jinjas_own(lean), folder, example)


def jinjas_own(lean: LeanEnvironment) -> Environment:
    """Return an environment that compiles the same templates with Jinja's own generator."""
    plain = Environment(
        loader=lean.loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    plain.globals, plain.filters = lean.globals, lean.filters
    return plain


def drawn(environment: Environment, folder: Path, example: dict[str, Any]) -> str:
    """Return what a component makes of an example."""
    name = folder.name
    template = environment.get_template(f"components/{name}/{name}.html")
    macro = getattr(template.module, name.replace("-", "_"))
    return str(macro(**{key: record(value) for key, value in example["arguments"].items()}))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_style_stays_inside_the_site(folder: Path) -> None:
    """A component's style fetches nothing and imports nothing."""
    style = folder / f"{folder.name}.css"
    text = style.read_text("utf-8") if style.is_file() else ""
    assert re.findall(r"url\(|@import", text) == []


@pytest.mark.parametrize("text", ["parameters: [", "[]", "parameters: {a: b}", ""])
def test_broken_description_is_said_in_the_gallery(tmp_path: Path, text: str) -> None:
    """A component whose YAML cannot be read stands in the gallery with a sentence about it."""
    (tmp_path / "components/note").mkdir(parents=True)
    (tmp_path / "components/note/note.yaml").write_text(text, "utf-8")
    (component,) = read_components([tmp_path])
    assert (component.name, dict(component.parameters), component.examples) == (
        "note",
        {"note.yaml": UNREADABLE},
        (),
    )
