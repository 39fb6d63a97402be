"""The theme: templates, styles, assets and catalogues, from one or more folders.

The first folder that has a file wins, so a site overrides any template or component by a file of
the same path in its own theme folder.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
)
from markupsafe import Markup, escape

from generator.i18n import SOURCE_LANGUAGE, Catalogue
from generator.theme.kept import Keeping, KeptCode
from generator.theme.lean import LeanEnvironment
from generator.theme.sources import references, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Theme:
    """An opened theme in one interface language."""

    folders: tuple[Path, ...]
    catalogue: Catalogue
    environment: LeanEnvironment
    strict: LeanEnvironment
    """The same templates compiled as they are written: slower, and tells where a fault lies."""

    def closure(self, template: str) -> str:
        """Return the digest of `template` and everything it includes, imports or extends."""
        sources = {
            name: source_of(self.environment, name)
            for name in sorted(self._closure(template, set()))
        }
        return digest(repr(sources).encode(), repr(self.catalogue).encode())

    def _closure(self, template: str, seen: set[str]) -> set[str]:
        seen.add(template)
        for name in references(source_of(self.environment, template)):
            if name not in seen:
                self._closure(name, seen)
        return seen


def digest(*parts: bytes) -> str:
    """Return the SHA-256 of `parts`, each set off from the next."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()


def theme_root() -> Path:
    """Return the shipped theme: beside a checkout's `generator/`, else the copy in the wheel."""
    package = Path(str(files("generator")))
    beside = package.parent / "theme"
    if (beside / "layouts").is_dir() and (package.parent / "pyproject.toml").is_file():
        return beside
    return package / "_theme"


def missing_folders(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return the theme folders that do not exist."""
    return tuple(folder for folder in folders if not folder.is_dir())


def theme_digest(folders: Sequence[Path]) -> str:
    """Return the digest of everything in the theme folders, to compare with another machine's."""
    names = sorted(_files(folders, "", ""))
    return digest(
        *(part for name in names for part in (name.encode(), _find(folders, name).read_bytes()))
    )


def open_theme(folders: Sequence[Path], language: str, keeping: Keeping | None = None) -> Theme:
    """Return the theme of `folders`, the first taking precedence, in `language`.

    `keeping`: where compiled templates are kept for the next process; None to keep none.
    """
    catalogue = read_catalogue(folders, language)
    loader = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    kept = KeptCode(keeping, digest(repr(catalogue).encode())) if keeping else None
    lean = LeanEnvironment(catalogue, loader, kept)
    strict = LeanEnvironment(catalogue, loader, unfolds=False)
    for environment in (lean, strict):
        environment.globals["_"] = catalogue.translate_with
        environment.globals["ngettext"] = catalogue.count
        environment.filters["cn"] = _in_source_language(catalogue.language)
    return Theme(tuple(folders), catalogue, lean, strict)


CHINESE = re.compile(
    "[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…〔〕]"
    "[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…〔〕0-9A-Za-z.,%()/+-]*"
)
"""A run of Chinese text, with the figures and letters inside it."""


def _in_source_language(language: str) -> object:
    """Return the filter that marks Chinese runs of a text on pages of another language."""

    def cn(text: str) -> Markup:
        if not text or language == SOURCE_LANGUAGE:
            return escape(text)
        marked = Markup("")
        last = 0
        for run in CHINESE.finditer(text):
            span = Markup('<span lang="zh-CN">{}</span>').format(run[0])
            marked += escape(text[last : run.start()]) + span
            last = run.end()
        return marked + escape(text[last:])

    return cn


def read_catalogue(folders: Sequence[Path], language: str) -> Catalogue:
    """Return the catalogue of `language`; the source language needs no file."""
    if language == SOURCE_LANGUAGE:
        return Catalogue()
    from babel.messages.pofile import read_po  # noqa: PLC0415  only other languages pay for it

    translations: dict[str, tuple[str, ...]] = {}
    for folder in reversed(folders):
        path = folder / "locale" / language / "messages.po"
        if path.is_file():
            with path.open("rb") as file:
                translations.update(_translated(read_po(file, locale=language)))
    return Catalogue(language, translations)


def _translated(catalogue: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in catalogue:  # type: ignore[attr-defined]  # Babel's catalogue is untyped
        if entry.id and entry.string:
            plural = isinstance(entry.id, (list, tuple))
            yield (entry.id[0], tuple(entry.string)) if plural else (entry.id, (entry.string,))


def style_sheet(folders: Sequence[Path]) -> bytes:
    """Return the whole style sheet: the base files in order, then the components by name."""
    base = sorted(_files(folders, "assets", ".css"))
    components = sorted(_files(folders, "components", ".css"))
    parts = [_find(folders, name).read_text("utf-8").strip() for name in (*base, *components)]
    return ("\n".join(_without_comments(part) for part in parts) + "\n").encode()


def _without_comments(style: str) -> str:
    return re.sub(r"\n{2,}", "\n", re.sub(r"/\*.*?\*/\n?", "", style, flags=re.DOTALL))


DRAFT = "draft"
"""The folder of what only drafts carry, in the theme and in the site."""


def draft_assets(folders: Sequence[Path]) -> Mapping[str, bytes]:
    """Return the style and script that only drafts carry, by path inside the site."""
    return {name: _find(folders, name).read_bytes() for name in sorted(_files(folders, DRAFT, ""))}


def assets(folders: Sequence[Path]) -> Mapping[str, bytes]:
    """Return every published asset by its path inside the site; the style sheet is one of them."""
    style = style_sheet(folders)
    found = {style_path(style): style}
    for name in sorted(_files(folders, "assets", "")):
        if not name.endswith(".css"):
            found[name] = _find(folders, name).read_bytes()
    return found


def style_path(style: bytes) -> str:
    """Return where a style sheet is published; its name changes with its content."""
    return f"assets/theme.{digest(style)[:12]}.css"


def _files(folders: Sequence[Path], part: str, ending: str) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for folder in folders
        for path in (folder / part).rglob("*")
        if path.is_file() and path.name.endswith(ending) and not path.name.startswith(".")
    }


def _find(folders: Sequence[Path], name: str) -> Path:
    return next(folder / name for folder in folders if (folder / name).is_file())
