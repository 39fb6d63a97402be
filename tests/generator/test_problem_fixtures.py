"""Every kind of problem, shown by folders of content that have it.

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
"""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest
import yaml

from generator.explain import all_kinds
from generator.i18n import Catalogue
from generator.pipeline import Options, Report, build, check
from generator.theme import theme_root

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.problem import Kind, Problem

FIXTURES = Path(__file__).parents[1] / "fixtures"
PROBLEMS = FIXTURES / "problems"
CASES = sorted(folder.name for folder in PROBLEMS.iterdir())
KINDS = all_kinds()
TODAY = datetime.date(2026, 1, 1)


def read_case(name: str) -> Mapping[str, Any]:
    """Return what the case says besides its files."""
    path = PROBLEMS / name / "case.yaml"
    return yaml.safe_load(path.read_text("utf-8")) if path.is_file() else {}


def lay_out(name: str, target: Path) -> Path:
    """Return the content folder of a case, made below `target`."""
    case, content = read_case(name), target / "content"
    shutil.copytree(FIXTURES / "base" / "content", content)
    for path in case.get("remove", ()):
        gone = content / path
        if gone.is_dir():
            shutil.rmtree(gone)
        else:
            gone.unlink()
    if (PROBLEMS / name / "content").is_dir():
        shutil.copytree(PROBLEMS / name / "content", content, dirs_exist_ok=True)
    for path, text in case.get("write", {}).items():
        place(content / path, text)
    for path, (text, times) in case.get("repeat", {}).items():
        place(content / path, text * times)
    for path, codec in case.get("encode", {}).items():
        (content / path).write_bytes((content / path).read_text("utf-8").encode(codec))
    for path, aim in case.get("symlink", {}).items():
        (content / path).symlink_to(aim)
    for path in case.get("fifo", ()):
        os.mkfifo(content / path)
    return target / case.get("content", "content")


def expected_of(name: str) -> list[str]:
    """Return the lines that a case expects; none where it does not say."""
    path = PROBLEMS / name / "expected.txt"
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def place(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Return what makes a file unreadable, also for an administrator, who may read everything."""
    refused: set[Path] = set()
    opens = Path.open

    def guarded(self: Path, *mode: Any, **more: Any) -> IO[Any]:  # noqa: ANN401  passed on as given
        if self in refused:
            raise PermissionError(13, "Permission denied", str(self))
        return opens(self, *mode, **more)

    monkeypatch.setattr(Path, "open", guarded)
    return refused.add


def options_of(content: Path, target: Path) -> Options:
    """Return the options of a run over `content` that would publish below `target`."""
    return Options(content=content, output=target / "site", themes=(theme_root(),), today=TODAY)


def lines_of(report: Report) -> list[str]:
    """Return the problems of a report, a line each."""
    return [line_of(problem) for problem in report.problems]


def line_of(problem: Problem) -> str:
    """Return everything that a problem says, in Chinese."""
    say, kind = Catalogue().say, problem.kind
    message, hint = say(problem.message), say(problem.hint)
    return f"{problem.at} {kind.code} {kind.slug} {kind.severity}: {message} → {hint}"


def name_of(case: str) -> str:
    """Return the code and slug that a case stands for."""
    names = [f"{kind.code}-{kind.slug}" for kind in KINDS]
    return next((n for n in names if case == n or case.startswith(f"{n}-")), "")


@pytest.mark.parametrize("name", CASES)
def test_case_reports_every_problem_in_full(
    name: str, tmp_path: Path, refuse: Callable[[Path], None]
) -> None:
    """The run finds what `expected.txt` says: places, kinds, words and fixes, and nothing else."""
    content = lay_out(name, tmp_path)
    for path in read_case(name).get("unreadable", ()):
        refuse(content / path)
    run = build if read_case(name).get("command") == "build" else check
    report = run(options_of(content, tmp_path))
    assert lines_of(report) == expected_of(name)


@pytest.mark.parametrize("name", CASES)
def test_case_names_a_kind_that_it_has(name: str) -> None:
    """A case is named after a kind of problem, and that kind is among what it reports."""
    found = {"-".join(line.partition(" ")[2].split(" ")[:2]) for line in expected_of(name)}
    assert name_of(name) in found


BLOCKING = [name for name in CASES if any(" error: " in line for line in expected_of(name))]


@pytest.mark.parametrize("name", BLOCKING)
def test_blocking_case_publishes_nothing(
    name: str, tmp_path: Path, refuse: Callable[[Path], None]
) -> None:
    """A build over content with an error leaves no output folder behind."""
    content = lay_out(name, tmp_path)
    for path in read_case(name).get("unreadable", ()):
        refuse(content / path)
    report = build(options_of(content, tmp_path))
    assert (report.blocked, report.published) == (True, False)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["content"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_kind_has_a_case(kind: Kind) -> None:
    """Every kind of problem has at least one folder that shows it."""
    assert [name for name in CASES if name_of(name) == f"{kind.code}-{kind.slug}"]


def test_base_has_no_problem(tmp_path: Path) -> None:
    """The base content, which every case starts from, has nothing to report."""
    shutil.copytree(FIXTURES / "base" / "content", tmp_path / "content")
    report = check(options_of(tmp_path / "content", tmp_path))
    assert lines_of(report) == []
    assert report.projects == 1


def test_codes_and_slugs_are_unique() -> None:
    """No two kinds share a code or a slug, and no slug is another's code."""
    names = [name for kind in KINDS for name in (kind.code.lower(), kind.slug)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_kind_says_everything_that_explain_shows(kind: Kind) -> None:
    """A kind has a message, a next step, a reason, and an example that differs when put right."""
    said = (kind.message, kind.hint, kind.why, kind.bad, kind.good)
    assert all(text.strip() for text in said)
    assert kind.bad != kind.good
