"""The stage: a site in the making, beside the last one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from generator.i18n import N_, message
from generator.write.exchange import exchange, restore
from generator.write.faults import FAILED, UNREAD, WriteError, failed
from generator.write.place import beside, last_aside
from generator.write.spare import FEW, Change, Published, double, lay_aside, link, refresh
from generator.write.written import MANIFEST, Written, is_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

TAKEN_AWAY = N_("生成中的文件 {path} 被别的程序移走或改动；已发布的网站没有改动，请再运行一次")
OUTSIDE = N_("路径 {path} 指到网站之外，不会写入")


@contextlib.contextmanager
def staging(output: Path, spare: Path) -> Iterator[Stage]:
    """Yield an empty stage beside `output`; whatever is left of it is removed at the end.

    `spare`: where the site before last is kept. Raises `WriteError` where the disk refuses.
    """
    stage = Stage(beside(output, "staging"), output.absolute(), spare.absolute())
    try:
        restore(output)
        _clear(stage)
        stage.folder.mkdir(parents=True)
        yield stage
    except OSError as error:
        text = FAILED if _concerns(stage, error) else UNREAD
        raise WriteError(failed(output, error, text)) from error
    finally:
        _clear(stage)


def _clear(stage: Stage) -> None:
    """Remove the stage, also where somebody interrupts it: nothing half removed is left."""
    folders = stage.folder, stage.next
    try:
        _remove(folders)
    except KeyboardInterrupt:
        _remove(folders)
        raise


def _remove(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _concerns(stage: Stage, error: OSError) -> bool:
    """Whether an error befell the output or what stands beside it for it, and not some input."""
    place = Path(error.filename or stage.output).absolute()
    own = stage.output, stage.folder, stage.next, stage.spare, last_aside(stage.output)
    return any(place.is_relative_to(folder) for folder in own)


@dataclass(frozen=True, slots=True)
class Stage:
    """A site in the making."""

    folder: Path
    output: Path
    spare: Path
    """Where the site before last is kept."""

    @property
    def next(self) -> Path:
        """Where the spare lies while it is brought up to date."""
        return beside(self.output, "next")

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
        try:
            return _content(f"{self.folder}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            return _content(f"{self.output}/{path}")

    def last_lines(self, path: str) -> Iterator[bytes]:
        """Yield the lines of a file of the last site, whatever has been made anew."""
        with (self.output / path).open("rb") as file:
            yield from file

    def keep(self, path: str) -> None:
        """Take a file over from the last site without copying it."""
        source, target = f"{self.output}/{path}", self._target(path)
        try:
            link(source, target)
        except OSError:
            os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120  as text
            shutil.copy2(source, target)

    def clear(self) -> None:
        """Take everything from the stage, so that something else can be made on it."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def publish(
        self, manifest: bytes, files: Mapping[str, tuple[int, int]], change: Change
    ) -> Published:
        """Exchange the new site with the last one; return what stands now.

        `files`: every file of the new site but its manifest. Raises `WriteError` where one is not
        as it was put.
        """
        whole, change = self._with_manifest(manifest, files, change)
        revised = self._revise(whole, change)
        if revised is not None:
            return revised
        for path in whole.keys() - change.fresh:
            self.keep(path)
        return self._stand(self.folder, whole, change)

    def revise(
        self, manifest: bytes, files: Mapping[str, tuple[int, int]], change: Change
    ) -> Published | None:
        """Publish by way of the spare; None where there is none, or none that can be trusted.

        Every file of the new site is then known to be as `files` say, whoever looked at it before.
        """
        return self._revise(*self._with_manifest(manifest, files, change))

    def _revise(self, whole: Mapping[str, tuple[int, int]], change: Change) -> Published | None:
        if not refresh(self.spare, self.next, (self.folder, self.output), whole, change):
            return None
        return self._stand(self.next, whole, change)

    def _with_manifest(
        self, manifest: bytes, files: Mapping[str, tuple[int, int]], change: Change
    ) -> tuple[Mapping[str, tuple[int, int]], Change]:
        for path in change.fresh:
            if not is_as(self.folder, path, files[path]):
                raise WriteError(message(TAKEN_AWAY, path=str(self.folder / path)))
        whole = {**files, MANIFEST: self.put(MANIFEST, manifest).stamp}
        return whole, replace(change, fresh=change.fresh | {MANIFEST})

    def _stand(self, new: Path, files: Mapping[str, tuple[int, int]], change: Change) -> Published:
        """Exchange the sites, and keep a spare for the next time."""
        exchange(new, self.output)
        apart = change.fresh | change.gone
        if len(change.fresh) * FEW > len(files):
            double(self.output, self.spare, files)
            apart = frozenset()
        else:
            lay_aside(new, self.spare, apart)
        return Published(files=files, is_new=True, removed=len(change.gone), apart=apart)

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


def _content(place: str) -> bytes:
    with open(place, "rb", buffering=0) as file:  # noqa: PTH123  as text, see above
        return file.read()


def _create(target: str) -> BinaryIO:
    """Open a new file, and make its folder where there is none yet."""
    try:
        return open(target, "wb")  # noqa: PTH123  as text, see above; the caller closes it
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120  as text
        return open(target, "wb")  # noqa: PTH123  as before


def write_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Write text files into `folder`. Raises `WriteError` where the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise WriteError(failed(folder, error)) from error
