"""Content to try the generator on: the base, and the cases that are laid over it.

A folder of `tests/fixtures/problems/` is named after the code and slug of a kind, with a suffix
where a kind has several. It holds the files that are laid over a copy of the base content, and
`expected.txt`: every problem of the run, a line each. What git cannot hold or a checkout might
change is said in `case.yaml`:

    command: build            run the build instead of the check
    content: other            the content folder to look at, where it is not `content`
    remove: [path]            files or folders of the base that are not there
    write: {path: text}       files whose names some systems cannot hold
    repeat: {path: [text, n]} files too large for the repository
    encode: {path: codec}     files that are not in UTF-8
    symlink: {path: target}   links
    fifo: [path]              pipes
    unreadable: [path]        files that the system refuses to open

A folder `theme` in a case is a theme of its own, laid before the shipped one.
"""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest
import yaml

from generator.i18n import Catalogue
from generator.pipeline import Options
from generator.theme import theme_root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.problem import Problem

FIXTURES = Path(__file__).parents[1] / "fixtures"
TODAY = datetime.date(2026, 1, 1)


@pytest.fixture
def lay_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Return what makes the content of cases: the base with every named case laid over it."""
    refused: set[Path] = set()
    monkeypatch.setattr(Path, "open", _guarded(refused))
    monkeypatch.setattr(os, "open", _guarded_call(refused))

    def make(*names: str) -> Path:
        content = tmp_path / "content"
        shutil.copytree(FIXTURES / "base" / "content", content)
        for name in names:
            case = _read_case(FIXTURES / "problems" / name)
            _lay_over(content, FIXTURES / "problems" / name, case)
            if (FIXTURES / "problems" / name / "theme").is_dir():
                shutil.copytree(FIXTURES / "problems" / name / "theme", tmp_path / "theme")
            refused.update(content / path for path in case.get("unreadable", ()))
            content = content.with_name(case.get("content", content.name))
        return content

    return make


def _guarded(refused: set[Path]) -> Callable[..., IO[Any]]:
    """Return an `open` that refuses some files, as the system would even to an administrator."""
    opens: Callable[..., IO[Any]] = Path.open

    def guarded(self: Path, *mode: Any, **more: Any) -> IO[Any]:  # noqa: ANN401  passed on as given
        if self in refused:
            raise PermissionError(13, "Permission denied", str(self))
        return opens(self, *mode, **more)

    return guarded


def _guarded_call(refused: set[Path]) -> Callable[..., int]:
    """Return the system's own call with the same refusals."""
    opens: Callable[..., int] = os.open

    def guarded(path: Any, *mode: Any, **more: Any) -> int:  # noqa: ANN401  passed on as given
        if isinstance(path, str) and Path(path) in refused:
            raise PermissionError(13, "Permission denied", path)
        return opens(path, *mode, **more)

    return guarded


def _read_case(folder: Path) -> Mapping[str, Any]:
    path = folder / "case.yaml"
    return yaml.safe_load(path.read_text("utf-8")) if path.is_file() else {}


def _lay_over(content: Path, folder: Path, case: Mapping[str, Any]) -> None:
    for path in case.get("remove", ()):
        shutil.rmtree(content / path) if (content / path).is_dir() else (content / path).unlink()
    if (folder / "content").is_dir():
        shutil.copytree(folder / "content", content, dirs_exist_ok=True)
    written = {**case.get("write", {})}
    written |= {path: text * times for path, (text, times) in case.get("repeat", {}).items()}
    for path, text in written.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
    for path, codec in case.get("encode", {}).items():
        (content / path).write_bytes((content / path).read_text("utf-8").encode(codec))
    for path, target in case.get("symlink", {}).items():
        (content / path).symlink_to(target)
    for path in case.get("fifo", ()):
        os.mkfifo(content / path)


@pytest.fixture
def options_of(tmp_path: Path) -> Callable[..., Options]:
    """Return what makes the options of a run over a content folder; it would publish beside it."""

    def make(content: Path, **changes: Any) -> Options:  # noqa: ANN401  the tests name the fields
        own = (tmp_path / "theme",) if (tmp_path / "theme").is_dir() else ()
        given: dict[str, Any] = {"output": tmp_path / "site", "themes": (*own, theme_root())}
        return Options(content=content, today=TODAY, **{**given, **changes})

    return make


@pytest.fixture(scope="session")
def tell() -> Callable[[Iterable[Problem]], list[str]]:
    """Return what says problems in full and in Chinese, a line each."""
    say = Catalogue().say

    def line(problem: Problem) -> str:
        kind, message, hint = problem.kind, say(problem.message), say(problem.hint)
        return f"{problem.at} {kind.code} {kind.slug} {kind.severity}: {message} → {hint}"

    return lambda problems: [line(problem) for problem in problems]
