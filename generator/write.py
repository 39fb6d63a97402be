"""Writing: a whole site is staged beside the last one, then the two are exchanged.

Whatever happens before the exchange, the last good site stands untouched. Files that did not
change are linked, not copied; what the plan no longer declares is simply not in the new site.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from generator.i18n import N_, Message, message
from generator.manifest import manifest_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MANIFEST = "manifest.json"
RENAME_EXCHANGE = 2
AT_FDCWD = -100


class WriteError(Exception):
    """The site cannot be written; the last good site is untouched."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text)
        self.said = said


class BusyError(WriteError):
    """Another build is at work on the same output."""


BUSY = N_("另一个 selfeval（进程 {process}）正在生成 {path}；等它结束后再运行")
FOREIGN = N_("输出目录 {path} 里有不是本程序生成的内容，不会覆盖；请换一个目录，或先清空它")
OVERLAPS = N_("输出目录 {path} 与内容目录或主题目录重叠；请换一个目录")
FAILED = N_("写入 {path} 失败：{reason}；已发布的网站没有改动")
UNREAD = N_("读取 {path} 失败：{reason}；已发布的网站没有改动")
TAKEN_AWAY = N_("生成中的文件 {path} 被别的程序移走或改动；已发布的网站没有改动，请再运行一次")
NO_DRAFT = N_("输出目录 {path} 里是正式生成的网站，草稿不会覆盖它；请用 --output 换一个目录")
OUTSIDE = N_("路径 {path} 指到网站之外，不会写入")
MOUNTED = N_("它是挂载的磁盘，不能整个替换，请输出到它里面的一个文件夹")
REASONS = {
    2: N_("文件在生成时不见了，请再运行一次"),
    16: MOUNTED,
    18: MOUNTED,
    122: N_("磁盘配额已用完"),
    28: N_("磁盘已满"),
    30: N_("磁盘只读"),
    13: N_("没有写入权限"),
    1: N_("没有写入权限"),
    36: N_("文件名太长"),
}
OTHER_REASON = N_("系统错误 {number}")


class Written(NamedTuple):
    """A file of the site as it was written; a tuple, since a cache holds very many of them."""

    path: str
    size: int
    """Bytes."""
    sha256: str
    modified: int
    """Nanoseconds since the epoch, to notice later tampering."""


def prepare(output: Path, inputs: Iterable[Path], *, draft: bool = False) -> None:
    """Make sure that `output` may be replaced.

    Raises `WriteError` where it overlaps the inputs, holds files that no build wrote, or holds a
    site that a draft would replace.
    """
    resolved = output.resolve()
    for source in inputs:
        other = source.resolve()
        if resolved == other or resolved in other.parents or other in resolved.parents:
            raise WriteError(message(OVERLAPS, path=str(output)))
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise WriteError(message(FOREIGN, path=str(output)))
    if output.is_dir() and any(output.iterdir()) and not stands(output):
        raise WriteError(message(FOREIGN, path=str(output)))
    last = output if output.exists() else _aside(output)
    if draft and stands(last) and not _is_draft(last):
        raise WriteError(message(NO_DRAFT, path=str(output)))


def beside(output: Path, purpose: str) -> Path:
    """Return the hidden neighbour of the output folder that serves `purpose`."""
    whole = output.absolute()
    return whole.with_name(f".{whole.name.lstrip('.')}.{purpose}")


@contextlib.contextmanager
def reserved(output: Path) -> Iterator[int]:
    """Keep every other build away from `output`; yield when this began, by the disk's clock.

    The time is in nanoseconds since the epoch. The system lets go of the lock when the process
    ends, however it ends: what a killed build leaves behind is an empty claim.

    Raises `BusyError` where another build is at work, `WriteError` where the disk refuses.
    """
    path = beside(output, "lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = _lock(path, output)
    except OSError as error:
        raise WriteError(_failed(path, error)) from error
    try:
        yield os.fstat(lock).st_mtime_ns
    finally:
        with contextlib.suppress(OSError):
            if _is_at(lock, path):
                path.unlink()
        os.close(lock)


def _lock(path: Path, output: Path) -> int:
    """Return the open file by which this process holds the lock."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(file, output)
            if _is_at(file, path):
                _sign(file, path)
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _sign(file: int, path: Path) -> None:
    """Write into the lock who holds it; where the disk has no room even for that, give it back."""
    try:
        os.ftruncate(file, 0)
        os.write(file, str(os.getpid()).encode())
    except OSError:
        path.unlink()
        raise


def _take(file: int, output: Path) -> None:
    """Lock an open file; a lock of the process, which the workers that it forks do not share."""
    try:
        import fcntl  # noqa: PLC0415  not every system has file locks
    except ImportError:
        return
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        process = os.read(file, 20).decode("ascii", "replace") or "?"
        raise BusyError(message(BUSY, process=process, path=str(output))) from error
    except OSError:  # a file system without locks
        return


def _is_at(file: int, path: Path) -> bool:
    """Whether an open file is still the one at `path`: the last holder removes it."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def staging(output: Path) -> Iterator[Stage]:
    """Yield an empty stage beside `output`; whatever is left of it is removed at the end.

    Raises `WriteError` where the disk refuses.
    """
    folder = beside(output, "staging")
    try:
        _restore(output)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        yield Stage(folder, output.absolute())
    except OSError as error:
        text = FAILED if _concerns(output, error) else UNREAD
        raise WriteError(_failed(output, error, text)) from error
    finally:
        _clear(folder)


def _clear(folder: Path) -> None:
    """Remove a folder, also where somebody interrupts it: nothing half removed is left."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except KeyboardInterrupt:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _failed(output: Path, error: OSError, text: str = FAILED) -> Message:
    number = error.errno or 0
    reason = (
        message(REASONS[number]) if number in REASONS else message(OTHER_REASON, number=str(number))
    )
    return message(text, path=str(error.filename or output), reason=reason)


def _concerns(output: Path, error: OSError) -> bool:
    """Whether an error befell the output or what stands beside it for it, and not some input."""
    place = Path(error.filename or output).absolute()
    own = output.absolute(), beside(output, "staging"), _aside(output)
    return any(place.is_relative_to(folder) for folder in own)


@dataclass(frozen=True, slots=True)
class Stage:
    """A site in the making."""

    folder: Path
    output: Path

    def put(self, path: str, content: bytes | Iterable[bytes]) -> Written:
        """Write one file of the new site, whole or piece by piece; return how it was written."""
        total = hashlib.sha256()
        with _create(self._target(path)) as file:
            for piece in (content,) if isinstance(content, bytes) else content:
                file.write(piece)
                total.update(piece)
            return _written(path, file, total)

    def put_each(
        self, paths: Sequence[str], contents: Iterable[Sequence[bytes]]
    ) -> tuple[Written, ...]:
        """Write several files side by side; `contents` tells what comes next in each of them."""
        totals = [hashlib.sha256() for _ in paths]
        with contextlib.ExitStack() as opened:
            files = [opened.enter_context(_create(self._target(path))) for path in paths]
            for pieces in contents:
                for file, total, piece in zip(files, totals, pieces, strict=True):
                    file.write(piece)
                    total.update(piece)
            return tuple(_written(*found) for found in zip(paths, files, totals, strict=True))

    def read(self, path: str) -> bytes:
        """Return a file of the new site, be it made anew or the last one's."""
        return self._made(path).read_bytes()

    def last_lines(self, path: str) -> Iterator[bytes]:
        """Yield the lines of a file of the last site, whatever has been made anew."""
        with (self.output / path).open("rb") as file:
            yield from file

    def _made(self, path: str) -> Path:
        staged = self.folder / path
        return staged if staged.exists() else self.output / path

    def keep(self, path: str) -> None:
        """Take a file over from the last site without copying it."""
        source, target = f"{self.output}/{path}", self._target(path)
        try:
            _link(source, target)
        except OSError:
            os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120  as text
            shutil.copy2(source, target)

    def check(self, put: Iterable[Written]) -> None:
        """Make sure that what was put is still there. Raises `WriteError` where it is not."""
        for file in put:
            if not is_intact(self.folder, file):
                raise WriteError(message(TAKEN_AWAY, path=str(self.folder / file.path)))

    def publish(self, manifest: Manifest) -> None:
        """Write the manifest, last of all, and exchange the new site with the old one."""
        self.put(MANIFEST, manifest.content)
        if not self.output.exists():
            self.folder.rename(self.output)
        elif not _exchange(self.folder, self.output):
            _swap(self.folder, self.output)

    def _target(self, path: str) -> str:
        """Return where a file is written: as text, since a site has very many of them."""
        if path.startswith("/") or ".." in path.split("/"):
            raise WriteError(message(OUTSIDE, path=path))
        return f"{self.folder}/{path}"


def _written(path: str, file: BinaryIO, total: hashlib._Hash) -> Written:
    """Return how a file was written that is still open."""
    file.flush()
    status = os.fstat(file.fileno())
    return Written(path, status.st_size, total.hexdigest(), status.st_mtime_ns)


def _create(target: str) -> BinaryIO:
    """Open a new file, and make its folder where there is none yet."""
    try:
        return open(target, "wb")  # noqa: PTH123  as text, see above; the caller closes it
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120  as text
        return open(target, "wb")  # noqa: PTH123  as before


def _link(source: str, target: str) -> None:
    """Give a file a second name, and make the folder of that where there is none yet."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120  as text
        os.link(source, target)


def write_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Write text files into `folder`. Raises `WriteError` where the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise WriteError(_failed(folder, error)) from error


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a site says of itself: every file with its size and SHA-256."""

    written: Mapping[str, Written]
    version: str
    """Of the program."""
    draft: bool = False

    @property
    def content(self) -> bytes:
        """The manifest as it is written, in order of path."""
        files = ((path, file.size, file.sha256) for path, file in sorted(self.written.items()))
        return manifest_text(f"selfeval {self.version}", files, draft=self.draft).encode("utf-8")

    def stands_in(self, output: Path) -> bool:
        """Whether the last site carries exactly this manifest."""
        try:
            return (output / MANIFEST).read_bytes() == self.content
        except OSError:
            return False


def stands(output: Path) -> bool:
    """Whether a site that a build wrote stands in the output."""
    return (output / MANIFEST).is_file()


def _is_draft(output: Path) -> bool:
    """Whether what stands in the output says that it is a draft."""
    try:
        said = json.loads((output / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and said.get("draft") is True


def is_intact(output: Path, written: Written) -> bool:
    """Whether a file of the last site is still as it was written."""
    try:
        status = os.stat(f"{output}/{written.path}")  # noqa: PTH116  asked of every file of a site
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (written.size, written.modified)


def _exchange(new: Path, old: Path) -> bool:
    """Exchange two folders in one step where the system can; tell whether it could."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(old)
    return bool(rename(*paths, RENAME_EXCHANGE) == 0)


def _swap(new: Path, old: Path) -> None:
    """Exchange two folders in two steps; `_restore` mends a crash between them."""
    aside = _aside(old)
    shutil.rmtree(aside, ignore_errors=True)
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _restore(output: Path) -> None:
    aside = _aside(output)
    if aside.is_dir() and not output.exists():
        aside.rename(output)


def _aside(output: Path) -> Path:
    return beside(output, "last")
