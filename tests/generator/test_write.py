"""A site is staged, then exchanged; whatever fails before leaves the last one whole."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pytest

from generator.i18n import Catalogue
from generator.write import (
    MANIFEST,
    SPARE,
    Change,
    Manifest,
    Stage,
    WriteError,
    Written,
    is_intact,
    prepare,
    staging,
    write_folder,
)
from generator.write import stage as making

if TYPE_CHECKING:
    from collections.abc import Mapping

BESIDE = [".site.cache", "site"]
"""The site, and the folder of what builds remember, where the spare is."""
FIRST = {"index.html": b"one", "years/2018/index.html": b"2018", "assets/a.css": b"a"}
SECOND = {"index.html": b"two", "years/2019/index.html": b"2019"}


def publish(
    output: Path, files: Mapping[str, bytes], keep: tuple[Written, ...] = ()
) -> list[Written]:
    """Publish a site of `files`, with the files `keep` taken over from the last one."""
    last = set(tree(output)) - {MANIFEST}
    with staging(output, spare_of(output)) as stage:
        put = {path: stage.put(path, content) for path, content in files.items()}
        written = put | {file.path: file for file in keep}
        gone = frozenset(last - written.keys())
        every = frozenset(last | written.keys())
        change = Change(fresh=frozenset(put), gone=gone, apart=every)
        stamps = {path: file.stamp for path, file in written.items()}
        stage.publish(Manifest(written, "9.9").content, stamps, change)
    return list(written.values())


def spare_of(output: Path) -> Path:
    """Return where the site before last is kept."""
    return output.with_name(".site.cache") / SPARE


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its bytes."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {path: file.read_bytes() for path, file in sorted(found.items())}


def names(folder: Path) -> list[str]:
    """Return the names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def pages(folder: Path) -> dict[str, bytes]:
    """Return every file of a site but its manifest."""
    return {path: content for path, content in tree(folder).items() if path != MANIFEST}


def said(error: pytest.ExceptionInfo[WriteError]) -> str:
    """Return what a write error says to people."""
    return Catalogue().say(error.value.said)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return where the site goes."""
    return tmp_path / "site"


def test_first_site_appears_whole(output: Path) -> None:
    """The first publication makes the output folder, with nothing left beside it."""
    publish(output, FIRST)
    assert pages(output) == FIRST
    assert names(output.parent) == BESIDE


def test_next_site_takes_the_place_of_the_last(output: Path) -> None:
    """What the new site does not declare is gone, and no trace of the old one is left."""
    publish(output, FIRST)
    publish(output, SECOND)
    assert pages(output) == SECOND
    assert names(output.parent) == BESIDE


def test_an_empty_output_folder_is_filled(output: Path) -> None:
    """A folder that somebody made beforehand is taken."""
    output.mkdir()
    prepare(output, ())
    publish(output, FIRST)
    assert pages(output) == FIRST


def test_folders_above_the_output_are_made(tmp_path: Path) -> None:
    """The output may lie in folders that do not exist yet."""
    publish(tmp_path / "a/b/site", FIRST)
    assert pages(tmp_path / "a/b/site") == FIRST


def test_without_exchange_two_renames_do_it(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot exchange folders, the result is the same."""
    monkeypatch.setattr("generator.write.exchange.at_once", lambda _new, _old: False)
    publish(output, FIRST)
    publish(output, SECOND)
    assert pages(output) == SECOND
    assert names(output.parent) == BESIDE


def test_a_stop_between_the_two_renames_is_mended(output: Path) -> None:
    """A site that a stopped build had put aside is back before the next build begins."""
    publish(output, FIRST)
    output.rename(output.with_name(".site.last"))
    with staging(output, spare_of(output)):
        assert pages(output) == FIRST


def test_a_refused_second_rename_leaves_the_last_site(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the new site cannot take the place, the last one is put back at once."""
    publish(output, FIRST)
    monkeypatch.setattr("generator.write.exchange.at_once", lambda _new, _old: False)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name in {".site.staging", ".site.next"}:
            raise OSError(errno.EIO, "Input/output error", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(WriteError):
        publish(output, SECOND)
    assert pages(output) == FIRST
    assert names(output.parent) == BESIDE


def test_file_knows_what_was_written(output: Path) -> None:
    """A written file is remembered with its size, digest and time."""
    (index,) = publish(output, {"index.html": b"one"})
    digest = hashlib.sha256(b"one").hexdigest()
    assert (index.path, index.size, index.sha256) == ("index.html", 3, digest)
    assert index.modified == (output / "index.html").stat().st_mtime_ns


def test_file_in_pieces_is_the_same_file(output: Path) -> None:
    """A file written piece by piece is known like one written whole, and can be read again."""
    with staging(output, spare_of(output)) as stage:
        whole = stage.put("a.csv", b"1\n2\n3\n")
        pieces = stage.put("b.csv", iter([b"1\n2", b"\n", b"3\n"]))
        assert (whole.size, whole.sha256) == (pieces.size, pieces.sha256)
        assert stage.read("b.csv") == b"1\n2\n3\n"


def test_files_made_side_by_side_are_the_same_files(output: Path) -> None:
    """Files whose pieces come together are known like files that were written one by one."""
    with staging(output, spare_of(output)) as stage:
        alone = [stage.put("a.csv", b"1\n2\n"), stage.put("b.csv", b"34")]
        beside = stage.put_each(["c/c.csv", "d.csv"], iter([[b"1\n", b"3"], [b"2\n", b"4"]]))
        assert [stage.read(file.path) for file in beside] == [b"1\n2\n", b"34"]
        assert [file[1:3] for file in beside] == [file[1:3] for file in alone]


def test_file_not_made_anew_is_that_of_the_last_site(output: Path) -> None:
    """Whoever asks for a file of the new site gets the staged one, else the last one's."""
    publish(output, {"kept.csv": b"old", "new.csv": b"old"})
    with staging(output, spare_of(output)) as stage:
        stage.put("new.csv", b"newer")
        assert [stage.read(path) for path in ("kept.csv", "new.csv")] == [b"old", b"newer"]


def test_file_of_the_last_site_can_be_read_beside_the_new_one(output: Path) -> None:
    """Whoever asks for a file of the last site gets it, although a new one is staged."""
    publish(output, {"new.csv": b"1\n2\n"})
    with staging(output, spare_of(output)) as stage:
        stage.put("new.csv", stage.last_lines("new.csv"))
        stage.put("new.csv", b"3\n")
        assert stage.read("new.csv") == b"3\n"
        assert list(stage.last_lines("new.csv")) == [b"1\n", b"2\n"]


def test_manifest_lists_every_file_in_order() -> None:
    """The manifest names the program and each file with its size and digest, to the byte."""
    with_files = {
        path: _written(path, content)
        for path, content in (("b.html", b"bb"), ("a/index.html", b"a"))
    }
    assert Manifest(with_files, "9.9").content.decode() == (
        "{\n"
        ' "manifest": 1,\n'
        ' "generator": "selfeval 9.9",\n'
        ' "files": [\n'
        "  {\n"
        '   "path": "a/index.html",\n'
        '   "size": 1,\n'
        '   "sha256": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"\n'
        "  },\n"
        "  {\n"
        '   "path": "b.html",\n'
        '   "size": 2,\n'
        '   "sha256": "3b64db95cb55c763391c707108489ae18b4112d783300de38e033b4c98c3deaf"\n'
        "  }\n"
        " ]\n"
        "}\n"
    )


def _written(path: str, content: bytes) -> Written:
    """Return a file as it would be written."""
    return Written(path, len(content), hashlib.sha256(content).hexdigest(), 0)


def test_published_manifest_is_that_of_the_published_files(output: Path) -> None:
    """The manifest in the site is made of exactly the files that were published."""
    written = publish(output, FIRST)
    assert tree(output)[MANIFEST] == Manifest({file.path: file for file in written}, "9.9").content


def test_kept_file_is_linked(output: Path) -> None:
    """A file that did not change is the same file on the disk, with the same time."""
    style = next(file for file in publish(output, FIRST) if file.path == "assets/a.css")
    before = (output / "assets/a.css").stat()
    publish(output, SECOND, keep=(style,))
    after = (output / "assets/a.css").stat()
    assert pages(output) == {**SECOND, "assets/a.css": b"a"}
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_kept_file_is_copied_where_links_are_refused(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without links a kept file is copied, and still has its time."""
    style = next(file for file in publish(output, FIRST) if file.path == "assets/a.css")
    before = (output / "assets/a.css").stat()

    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    publish(output, SECOND, keep=(style,))
    after = (output / "assets/a.css").stat()
    assert (output / "assets/a.css").read_bytes() == b"a"
    assert after.st_ino != before.st_ino
    assert after.st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "a/../b", ".."])
@pytest.mark.parametrize("step", ["put", "keep"])
def test_no_path_leads_out_of_the_site(output: Path, path: str, step: str) -> None:
    """A path that climbs or starts elsewhere is refused, and nothing is published."""
    publish(output, FIRST)
    with pytest.raises(WriteError) as caught, staging(output, spare_of(output)) as stage:  # noqa: PT012  both at once
        if step == "put":
            stage.put(path, b"x")
        else:
            stage.keep(path)
    assert said(caught) == f"路径 {path} 指到网站之外，不会写入"
    assert pages(output) == FIRST
    assert names(output.parent) == BESIDE


def test_leftover_of_a_killed_build_is_cleaned(output: Path) -> None:
    """What a killed build left beside the output is gone and in no later site."""
    leftover = output.with_name(".site.staging")
    (leftover / "deep").mkdir(parents=True)
    (leftover / "deep/secret.html").write_text("x", "utf-8")
    publish(output, FIRST)
    assert pages(output) == FIRST
    assert names(output.parent) == BESIDE


def test_failure_in_the_middle_leaves_the_last_site(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up half way leaves every byte of the last site, and nothing else."""
    publish(output, FIRST)
    before = tree(output)
    create = making._create  # noqa: SLF001  the one place where files are made

    def fill_up(target: str) -> BinaryIO:
        if target.endswith("/last.html"):
            raise OSError(errno.ENOSPC, "No space left on device", target)
        return create(target)

    monkeypatch.setattr(making, "_create", fill_up)
    with pytest.raises(WriteError) as caught:
        publish(output, {**SECOND, "last.html": b"x"})
    shown = output.with_name(".site.staging") / "last.html"
    assert said(caught) == f"写入 {shown} 失败：磁盘已满；已发布的网站没有改动"
    assert tree(output) == before
    assert names(output.parent) == BESIDE


def test_failure_at_the_manifest_leaves_the_last_site(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest is the last thing written; without it nothing is exchanged."""
    publish(output, FIRST)
    create = making._create  # noqa: SLF001  the one place where files are made

    def refuse(target: str) -> BinaryIO:
        if target.endswith(f"/{MANIFEST}"):
            raise OSError(errno.EROFS, "Read-only file system", target)
        return create(target)

    monkeypatch.setattr(making, "_create", refuse)
    with pytest.raises(WriteError) as caught:
        publish(output, SECOND)
    shown = output.with_name(".site.staging") / MANIFEST
    assert said(caught) == f"写入 {shown} 失败：磁盘只读；已发布的网站没有改动"
    assert pages(output) == FIRST


def test_another_failure_cleans_up_and_is_not_disguised(output: Path) -> None:
    """What is no fault of the disk passes through as it is, and the stage is removed."""
    publish(output, FIRST)
    with pytest.raises(ZeroDivisionError), staging(output, spare_of(output)) as stage:  # noqa: PT012  both at once
        stage.put("index.html", b"x")
        raise ZeroDivisionError
    assert pages(output) == FIRST
    assert names(output.parent) == BESIDE


REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "系统错误 5",
}


@pytest.mark.parametrize(("number", "reason"), REASONS.items(), ids=REASONS.values())
def test_a_refusing_disk_gives_one_clear_sentence(
    output: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    """A parent folder that takes nothing is said with its place and the reason, in our words."""
    folder = output.with_name(".site.staging")

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(number, "as the system says it", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(WriteError) as caught:
        publish(output, FIRST)
    assert said(caught) == f"写入 {folder} 失败：{reason}；已发布的网站没有改动"


def test_foreign_folder_is_not_replaced(output: Path) -> None:
    """A folder with files that no build wrote is refused."""
    output.mkdir()
    (output / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(WriteError) as caught:
        prepare(output, ())
    assert said(caught) == (
        f"输出目录 {output} 里有不是本程序生成的内容，不会覆盖；请换一个目录，或先清空它"
    )
    assert tree(output) == {"thesis.docx": b"years of work"}


@pytest.mark.parametrize("kind", ["file", "link", "dangling link"])
def test_what_is_no_folder_is_not_replaced(output: Path, kind: str) -> None:
    """A file or a link where the output should be is refused."""
    if kind == "file":
        output.write_bytes(b"x")
    else:
        target = output.with_name("elsewhere")
        if kind == "link":
            target.mkdir()
        output.symlink_to(target)
    with pytest.raises(WriteError) as caught:
        prepare(output, ())
    assert said(caught) == (
        f"输出目录 {output} 里有不是本程序生成的内容，不会覆盖；请换一个目录，或先清空它"
    )


def test_own_output_may_be_replaced(output: Path) -> None:
    """A folder that a build wrote is ours to replace."""
    publish(output, FIRST)
    prepare(output, (output.with_name("content"), output.with_name("theme")))


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("content", "content"),
        ("content/build", "content"),
        ("work", "work/content"),
        ("theme/assets", "theme"),
        ("content/../content/x", "content"),
        ("link/x", "content"),
    ],
)
def test_output_never_overlaps_the_inputs(tmp_path: Path, place: str, source: str) -> None:
    """An output on, inside or around content or theme is refused, also by way of a link."""
    (tmp_path / "content").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "content")
    (tmp_path / source).mkdir(parents=True, exist_ok=True)
    with pytest.raises(WriteError) as caught:
        prepare(tmp_path / place, (tmp_path / source,))
    assert said(caught) == f"输出目录 {tmp_path / place} 与内容目录或主题目录重叠；请换一个目录"


def test_neighbours_do_not_overlap(tmp_path: Path) -> None:
    """A folder beside the content, even of a name that begins alike, is free."""
    prepare(tmp_path / "content-site", (tmp_path / "content",))


def test_unchanged_file_is_intact(output: Path) -> None:
    """A file as it was written counts as kept."""
    (index,) = publish(output, {"index.html": b"one"})
    assert is_intact(output, index)


@pytest.mark.parametrize("change", ["longer", "rewritten", "touched", "gone", "folder"])
def test_tampered_file_is_noticed(output: Path, change: str) -> None:
    """A file that was changed, rewritten, touched or removed is not kept."""
    (index,) = publish(output, {"index.html": b"one"})
    page = output / "index.html"
    if change == "longer":
        page.write_bytes(b"one and more")
        os.utime(page, ns=(index.modified, index.modified))
    elif change == "rewritten":
        page.write_bytes(b"two")
        os.utime(page, ns=(index.modified + 10**9, index.modified + 10**9))
    elif change == "touched":
        os.utime(page, ns=(index.modified + 1, index.modified + 1))
    else:
        page.unlink()
        if change == "folder":
            page.mkdir()
    assert not is_intact(output, index)


def test_stage_lies_beside_the_output(output: Path) -> None:
    """The stage is on the disk of the output, so that exchanging is only a rename."""
    with staging(output, spare_of(output)) as stage:
        assert stage == Stage(output.with_name(".site.staging"), output, spare_of(output))
        assert list(stage.folder.iterdir()) == []


def test_folder_of_texts_is_written(tmp_path: Path) -> None:
    """Texts go into a folder that is made, replacing only files of the same name."""
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema/old.json").write_bytes(b"old")
    write_folder(tmp_path / "schema", {"a.json": "甲\n", "b.json": "{}\n"})
    assert tree(tmp_path / "schema") == {
        "a.json": "甲\n".encode(),
        "b.json": b"{}\n",
        "old.json": b"old",
    }


def test_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A file where the folder should be is one clear sentence."""
    (tmp_path / "schema").write_bytes(b"")
    with pytest.raises(WriteError) as caught:
        write_folder(tmp_path / "schema", {"a.json": ""})
    assert said(caught) == f"写入 {tmp_path / 'schema'} 失败：系统错误 17；已发布的网站没有改动"


MANY = {f"pages/{number}/index.html": str(number).encode() for number in range(9)}


def put_again(output: Path, known: dict[str, Written], files: Mapping[str, bytes]) -> None:
    """Publish a site in which `files` are new and everything else that is known stays."""
    kept = tuple(file for path, file in known.items() if path not in files)
    known |= {file.path: file for file in publish(output, files, kept)}


def test_what_was_taken_back_is_kept_nowhere(output: Path) -> None:
    """The spare has what two sites share, and nothing that an edit replaced or took away."""
    known = {file.path: file for file in publish(output, MANY)}
    del known["pages/5/index.html"]
    put_again(output, known, {"pages/3/index.html": b"new"})
    shared = {path: content for path, content in MANY.items() if path[6] not in "35"}
    assert pages(output) == {**shared, "pages/3/index.html": b"new"}
    assert tree(spare_of(output)) == shared


def test_row_of_edits_over_the_spare(output: Path) -> None:
    """However many edits follow one another, each leaves exactly its site, and files keep still."""
    known = {file.path: file for file in publish(output, MANY)}
    first = (output / "pages/8/index.html").stat().st_ino
    wanted = dict(MANY)
    for number in (1, 2, 2, 5, 1):
        edit = {f"pages/{number}/index.html": b"edited", f"more/{number}.html": b"more"}
        put_again(output, known, edit)
        wanted |= edit
        assert pages(output) == wanted
    assert (output / "pages/8/index.html").stat().st_ino == first


def test_what_goes_leaves_no_folder_behind(output: Path) -> None:
    """A file that is in the new site no more goes with the folders that only it needed."""
    known = {file.path: file for file in publish(output, MANY)}
    for gone in ("pages/0/index.html", "pages/1/index.html"):
        del known[gone]
        put_again(output, known, {"index.html": gone.encode()})
    assert sorted(path.name for path in (output / "pages").iterdir()) == list("2345678")


def test_file_may_take_the_place_of_a_folder(output: Path) -> None:
    """What was a folder in the site before last may be a file now, and the other way round."""
    known = {file.path: file for file in publish(output, {**MANY, "a/b/c.html": b"deep"})}
    put_again(output, known, {"index.html": b"1"})
    for path in ("a/b", "a/b/c.html", "a"):
        del known[next(own for own in known if own.startswith("a"))]
        put_again(output, known, {path: b"flat"})
        assert {p: c for p, c in pages(output).items() if p.startswith("a")} == {path: b"flat"}


@pytest.mark.parametrize("harm", ["foreign", "missing", "rewritten", "gone", "a file"])
def test_spare_that_somebody_touched_is_thrown_away(output: Path, harm: str) -> None:
    """A spare that is not exactly what is wanted never becomes the site."""
    known = {file.path: file for file in publish(output, MANY)}
    put_again(output, known, {"index.html": b"1"})
    spare = spare_of(output)
    page = spare / "pages/4/index.html"
    if harm == "foreign":
        (spare / "secret.html").write_bytes(b"x")
    elif harm == "missing":
        page.unlink()
    elif harm == "rewritten":
        page.unlink()
        page.write_bytes(b"forged")
    else:
        shutil.rmtree(spare)
        if harm == "a file":
            spare.write_bytes(b"x")
    put_again(output, known, {"index.html": b"2"})
    assert pages(output) == {**MANY, "index.html": b"2"}
    assert names(output.parent) == BESIDE


def test_build_killed_over_the_spare_costs_only_time(output: Path) -> None:
    """What is left of a spare that was being brought up to date is in no later site."""
    known = {file.path: file for file in publish(output, MANY)}
    put_again(output, known, {"index.html": b"1"})
    spare_of(output).rename(output.with_name(".site.next"))
    put_again(output, known, {"index.html": b"2"})
    assert pages(output) == {**MANY, "index.html": b"2"}
    assert names(output.parent) == BESIDE


def test_disk_that_refuses_the_spare_says_nothing(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without room for a spare there is none, and the site stands all the same."""

    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    known = {file.path: file for file in publish(output, MANY)}
    put_again(output, known, {"index.html": b"1"})
    put_again(output, known, {"index.html": b"2"})
    assert pages(output) == {**MANY, "index.html": b"2"}
