"""What the words around a number say it is: a telephone, an account, a code, an amount."""

from __future__ import annotations

import re

RESIDENT_ID = re.compile(r"身份证|证件号|证件编号|公民身份号码|身份号码")
DISABLED = re.compile(r"残疾人?证|残疾证件")
CALL = re.compile(
    r"手机|电话|联系|致电|拨打|短信|微信|移动号|[Tt]el|TEL|[Pp]hone|[Mm]obile|[Ww]e[Cc]hat"
)
ACCOUNT = re.compile(r"[卡账帐]号|[账帐]户|开户|银行|信用社|储蓄|存折|[农建工中招]行卡")
REACH = 40
"""Characters, blanks and hyphens not counted, that a cue word may stand ahead of its number."""
CALL_REACH = 14
"""The same for telephones, whose cue words are common in sentences about other things."""
SLACK = 20
"""Blanks and hyphens that are looked through."""
ASIDE = 12
"""Characters that brackets behind a number may hold."""
CLAUSE_END = re.compile(r"[。；！？!?]|\n\s*\n")

BETWEEN = " \t:=\"'“”‘’(（【[|、/为是"
"""What may stand between a label and its own number."""
LONGEST_LABEL = 16
CODE_LABELS = (
    "编码", "编号", "代码", "序号", "索引号", "文号", "单号", "流水", "流水号", "合同号", "订单号",
    "许可证", "许可证号", "执照", "执照号", "注册号", "登记号", "备案号", "档案号", "案号", "票号",
    "票号码", "凭证号", "凭证号码", "批次", "批次号", "批号", "序列号", "设备号", "条码", "条形码",
    "邮编", "工号", "学号", "户号", "税号", "卡号", "账号", "帐号", "账户", "帐户", "isbn", "issn",
)  # fmt: skip
"""Names of numbers that are no telephones."""
CALL_LABELS = (
    "手机", "手机号", "手机号码", "电话", "电话号", "电话号码", "联系方式", "微信", "微信号",
    "微信账号", "微信帐号", "支付宝账号", "支付宝帐号", "tel", "phone", "mobile",
)  # fmt: skip
AMOUNT_LABELS = (
    "金额", "总额", "人民币", "预算数", "决算数", "执行数", "到位数", "结转数", "合计", "总计",
    "共计", "¥", "$", "€", "≥", "≤",
)  # fmt: skip
"""Names that stand ahead of an amount and hardly ever ahead of a telephone."""
UNIT = re.compile(
    r"\s?(?:[十百千万亿]*[元圆]|[万亿]|%|‰|美元|欧元|公斤|千克|平方|立方|公里|公顷|千瓦|人次|字节|[吨米亩])"
)
DECIMALS = re.compile(r"\.[0-9]+(?![0-9.、])")
PAGE = re.compile(r"(?:https?://|www\.)[^\s<>\"'、，。；)\u4e00-\u9fff]*\Z")
LONGEST_PAGE = 200


def is_near(cue: re.Pattern[str], text: str, start: int, end: int, reach: int = REACH) -> bool:
    """Whether `cue` stands ahead of `text[start:end]` in its clause, or in brackets behind it.

    Blanks and hyphens do not count, so that a masked number does not bring cues closer.
    """
    ahead = text[max(0, start - reach - SLACK) : start].replace("-", "")
    clause = CLAUSE_END.split(ahead)[-1].replace(" ", "")[-reach:]
    if cue.search(clause):
        return True
    behind = text[end : end + ASIDE].lstrip(" ")
    return behind.startswith("(") and cue.search(behind.partition(")")[0]) is not None


def is_labelled(labels: tuple[str, ...], text: str, start: int) -> bool:
    """Whether one of `labels` stands right ahead of `start`."""
    ahead = text[max(0, start - LONGEST_LABEL) : start].rstrip(BETWEEN)
    return ahead.lower().endswith(labels)


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether the number has decimals, is decimals, or has a unit or the name of an amount."""
    return (
        DECIMALS.match(text, end) is not None
        or is_decimals(text, start)
        or UNIT.match(text, end) is not None
        or is_labelled(AMOUNT_LABELS, text, start)
    )


def is_decimals(text: str, start: int) -> bool:
    """Whether the number stands behind a decimal point; `1.` of a list looks the same."""
    return start > 1 and text[start - 1] == "." and text[start - 2].isdecimal()


def is_in_page_address(text: str, start: int) -> bool:
    """Whether the number is part of the path of a web page; what is asked of a page is not."""
    ahead = text[max(0, start - LONGEST_PAGE) : start]
    is_page = ("://" in ahead or "www." in ahead) and not ahead.endswith("=")
    return is_page and PAGE.search(ahead) is not None
