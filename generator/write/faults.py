"""What keeps a site from being written, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.i18n import N_, Message, message

if TYPE_CHECKING:
    from pathlib import Path


class WriteError(Exception):
    """The site cannot be written; the last good site is untouched."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text)
        self.said = said


class BusyError(WriteError):
    """Another build is at work on the same output."""


FAILED = N_("写入 {path} 失败：{reason}；已发布的网站没有改动")
UNREAD = N_("读取 {path} 失败：{reason}；已发布的网站没有改动")
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


def failed(output: Path, error: OSError, text: str = FAILED) -> Message:
    """Return what people are told of an error of the system."""
    number = error.errno or 0
    reason = (
        message(REASONS[number]) if number in REASONS else message(OTHER_REASON, number=str(number))
    )
    return message(text, path=str(error.filename or output), reason=reason)
