"""The cache is advice: what cannot be trusted is ignored, and never an error."""

from __future__ import annotations

import errno
import hashlib
import os
import pickle
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator import cache
from generator.cache import Loss, Sealing, program_digest
from generator.memory import Archive, Memory, ProjectMemory, load_archive, save_archive
from generator.model.identity import ProjectId
from generator.read import Stamp
from generator.write import Written

PROGRAM = program_digest()
BEGAN = 1_700_000_000_000_000_000
HEAD = cache.MAGIC + PROGRAM.encode() + b"\n"
PAGE = Written("index.html", 3, "7692c3ad3540bb80", 1_700_000_000_000_000_000)
MEMORY = Memory(
    projects={
        ProjectId("2020", "north-bureau", "roads"): ProjectMemory(
            stamps={"projects/2020/north-bureau/roads/project.yaml": Stamp(1024, 1)},
            content="digest of the files",
            depends="digest of the rest",
            entry=None,
            withheld="",
            problems=(),
            files=(PAGE,),
            rows="digest of the indicator rows",
        )
    },
    files={"index.html": ("digest of the inputs", PAGE)},
)


def keep(path: Path, memory: Memory) -> bool:
    """Keep a memory as a build does, and tell whether the disk let it."""
    return save_archive(path, PROGRAM, Archive().replaced(memory, Memory()), BEGAN)


def kept(path: Path, program: str) -> Memory | Loss:
    """Return the memory that is kept at a path, or why there is none."""
    archive = load_archive(path, program)
    return archive.read() if isinstance(archive, Archive) else archive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a memory was just kept."""
    where = tmp_path / ".site.cache" / "memory"
    keep(where, MEMORY)
    return where


def test_what_was_kept_is_known_again(path: Path) -> None:
    """A memory comes back equal, and nothing but it lies in its folder."""
    assert kept(path, PROGRAM) == MEMORY
    assert [file.name for file in path.parent.iterdir()] == ["memory"]


def test_later_memory_replaces_the_earlier(path: Path) -> None:
    """Keeping again leaves only the newer memory."""
    newer = replace(MEMORY, files={})
    keep(path, newer)
    assert kept(path, PROGRAM) == newer


def test_missing_memory_is_nothing(tmp_path: Path) -> None:
    """Without a file there is nothing known."""
    assert kept(tmp_path / "none" / "memory", PROGRAM) is Loss.MISSING


def test_memory_that_cannot_be_read_is_nothing(tmp_path: Path) -> None:
    """A folder where the file should be is nothing known."""
    (tmp_path / "memory").mkdir()
    assert kept(tmp_path / "memory", PROGRAM) is Loss.UNREADABLE


@pytest.mark.parametrize("length", [0, 1, 20, 82, 83, 100, 114, 115, 120, -1])
def test_truncated_memory_is_nothing(path: Path, length: int) -> None:
    """A file that ends anywhere too early is nothing known."""
    path.write_bytes(path.read_bytes()[:length])
    assert kept(path, PROGRAM) is _lost_by(length)


def _lost_by(length: int) -> Loss:
    """Return what is said of a file cut to a length: in its head it may be another program's."""
    return Loss.FOREIGN if len(cache.MAGIC) <= length < len(HEAD) else Loss.DAMAGED


def test_altered_memory_is_nothing(path: Path) -> None:
    """Any one changed byte, wherever it is, makes the file worthless."""
    content = path.read_bytes()
    for place in {0, 10, 50, 90, 100, 120, len(content) // 2, len(content) - 1}:
        changed = bytearray(content)
        changed[place] ^= 1
        path.write_bytes(changed)
        assert kept(path, PROGRAM) in (Loss.DAMAGED, Loss.FOREIGN), place


def test_longer_memory_is_nothing(path: Path) -> None:
    """A file with something behind its end is nothing known."""
    path.write_bytes(path.read_bytes() + b"x")
    assert kept(path, PROGRAM) is Loss.DAMAGED


def test_memory_of_another_program_is_nothing(path: Path) -> None:
    """What another version kept is not trusted."""
    assert kept(path, hashlib.sha256(b"another").hexdigest()) is Loss.FOREIGN


def test_sealed_file_that_holds_no_memory_is_nothing(path: Path) -> None:
    """A whole file of this very program that holds something else is nothing known."""
    body = pickle.dumps({"projects": {}, "files": {}})
    path.write_bytes(HEAD + hashlib.sha256(body).digest() + body)
    assert kept(path, PROGRAM) is Loss.DAMAGED


@pytest.mark.parametrize(
    "body",
    [b"", b"\x80\x05", b"cgenerator.gone\nGone\n.", b"cgenerator.cache\nGone\n.", b"\x80\xff."],
    ids=["empty", "half", "module gone", "class gone", "later pickle"],
)
def test_sealed_file_that_cannot_be_opened_is_nothing(path: Path, body: bytes) -> None:
    """Whatever a pickle stumbles over, it costs the memory and nothing else."""
    path.write_bytes(HEAD + hashlib.sha256(body).digest() + body)
    assert kept(path, PROGRAM) is Loss.DAMAGED


def test_refused_keeping_leaves_nothing_half_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves the earlier memory, and no part of the newer one."""

    def fill_up(sealing: Sealing, piece: bytes) -> int:
        sealing.file.write(piece[:10])
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Sealing, "write", fill_up)
    assert not keep(path, Memory())
    assert kept(path, PROGRAM) == MEMORY
    assert [file.name for file in path.parent.iterdir()] == ["memory"]


def test_unsealed_file_is_never_opened(path: Path) -> None:
    """A pickle that would act when opened is not opened without its seal."""

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(path.parent / "sprung"),)

    body = pickle.dumps(Trap())
    path.write_bytes(HEAD + hashlib.sha256(b"another").digest() + body)
    assert kept(path, PROGRAM) is Loss.DAMAGED
    assert not (path.parent / "sprung").exists()


def test_interrupted_keeping_leaves_the_earlier_memory(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A memory takes the place of the last one only when it is whole."""

    def stop(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt(self, target)

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        keep(path, Memory())
    assert kept(path, PROGRAM) == MEMORY


def test_program_digest_names_this_program() -> None:
    """The digest is the same every time and looks at every file of the program."""
    assert program_digest() == program_digest()
    assert len(PROGRAM) == 64


def test_program_digest_changes_with_any_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed, an added and a renamed file each make another program."""
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "cache.py"))
    digests = []
    for name, text in (("a.py", "1"), ("a.py", "2"), ("b/c.py", ""), ("note.txt", "")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
        digests.append(program_digest())
    assert len(set(digests)) == 3
    assert digests[2] == digests[3]


def test_program_digest_changes_with_python_and_any_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another Python, or another version of an installed package, is another program."""
    digests = [program_digest()]
    (tmp_path / "jinja2-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    digests.append(program_digest())
    monkeypatch.setattr(sys, "version", "3.99.0")
    digests.append(program_digest())
    assert len(set(digests)) == 3
