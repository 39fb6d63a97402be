"""The words and signs of targets, as forms of several provinces print them."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Operator(StrEnum):
    """How an actual value has to stand to its target."""

    AT_LEAST = "≥"
    MORE = "＞"
    EQUAL = "="
    LESS = "＜"
    AT_MOST = "≤"

    __hash__ = str.__hash__
    """Every row is asked for its direction, several times."""


PREFIXES = {
    Operator.AT_LEAST: (
        "≥", ">=", "=>", "大于或等于", "大于等于", "不少于", "不低于", "不小于", "不得少于",
        "不得低于", "不得小于", "不应少于", "不应低于", "高于或等于", "至少", "最少", "达到", "达",
    ),
    Operator.AT_MOST: (
        "≤", "<=", "=<", "小于或等于", "小于等于", "不超过", "不高于", "不大于", "不多于",
        "不得超过", "不得高于", "不得大于", "不得多于", "不应超过", "不能超过",
        "低于或等于", "至多", "最多",
    ),
    Operator.MORE: (">", "大于", "超过", "高于", "多于", "逾"),
    Operator.LESS: ("<", "小于", "低于", "少于", "不足", "不满"),
    Operator.EQUAL: ("=", "==", "等于"),
}  # fmt: skip
"""Signs and words before a number."""
SUFFIXES = {
    Operator.AT_LEAST: ("以上", "及以上", "或以上", "(含)以上"),
    Operator.AT_MOST: ("以下", "及以下", "或以下", "(含)以下", "以内", "之内", "内"),
}
"""Words behind a number; 以上, 以下 and 以内 include it (民法典 art. 1259)."""
REACHED = frozenset({"达到", "达"})
"""Words that ask for at least so much in a target, and just tell a value once it is reached."""
LEADS = (
    "全年", "年内", "本年度", "本年", "共计", "合计", "累计", "总计", "总共", "共", "已", "均",
    "实际", "确保", "控制在", "完成", "开展", "举办", "举行", "召开", "组织", "实施", "进行",
    "实现", "聘请", "聘用", "培训", "检查", "发放", "采购", "购置", "印发", "提供", "为", "是",
)  # fmt: skip
"""Words before a number that leave its meaning alone; 未, 预计 or 增长 would not."""
TAILS = ("完成", "达成", "办结", "到位")
"""Words behind a number that leave its meaning alone."""
ABOUT = ("大约", "约", "将近", "近", "大概", "≈")
PERIODS = (
    "人次", "人", "家", "户", "次", "年度", "年", "半年", "季度", "季", "月", "周", "星期", "日",
    "天", "小时", "份", "个", "亩", "批", "场", "期", "村", "校", "班", "车", "台", "套", "项",
    "处", "名", "辆", "件", "公里", "平方米",
)  # fmt: skip
"""What a number may be meant for each of: 每人每月."""
COUNTERS = (
    "个月", "个工作日", "个", "次", "家次", "家", "人次", "人", "份", "项", "起", "期", "场", "批",
    "篇", "天", "年", "户", "名", "台", "套", "辆", "宗", "件", "处", "所", "万元", "元", "倍", "%",
)  # fmt: skip
"""What is counted in Chinese numerals; in other words 一 and 十 are just part of the word."""
OCCASIONS = frozenset({"次", "期", "场", "批", "份", "篇"})
"""What comes so often in a time: 1季度一次."""
UNIT_NAMES = {
    "百分比": "%", "百分比(%)": "%", "百分点": "个百分点", "月": "个月", "年度": "年",
    "日": "天", "时": "小时", "个小时": "小时", "个工作日": "工作日", "km": "公里", "千米": "公里",
    "公斤": "千克", "kg": "千克",
    "㎡": "平方米", "m²": "平方米", "m2": "平方米", "㎥": "立方米", "m³": "立方米", "m3": "立方米",
    "km²": "平方公里", "km2": "平方公里",
}  # fmt: skip
"""Units that are written in several ways."""
PERIOD_NAMES = {"月": "月", "年度": "年", "季": "季度", "星期": "周", "日": "天", "个月": "月"}
PLACEHOLDERS = frozenset({"", "空", "无", "未填", "未列", "暂无"})
STROKES = "-~*/\\_.…=<>≥≤%()·,，。"
"""What fills a place and says nothing, even a sign without its number."""
NEUTRAL = frozenset(
    {"定量", "定量指标", "其他", "定量(其他)", "正向", "正向指标", "反向", "反向指标"}
)
"""What a column of operators may hold besides signs; the direction of 正向 is not a sign."""
SCALES = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4}
MONEY_SCALES = {
    "万亿": (10_000, "亿元"), "亿": (1, "亿元"), "千万": (1000, "万元"), "百万": (100, "万元"),
    "万": (1, "万元"),
}  # fmt: skip
"""What scales make of 元: the factor, and the unit that stays in sight."""
VAGUE = (
    "有所", "逐步", "进一步", "不断", "较", "明显", "显著", "根据实际", "据实", "根据协议", "满意",
    "良好", "效果", "相关规定", "持续", "稳步", "基本",
)  # fmt: skip
"""Words that leave open when a target is reached."""

SIGNS = {word: sign for sign, words in PREFIXES.items() for word in words}
ENDINGS = {word: sign for sign, words in SUFFIXES.items() for word in words}

COMPATIBLE = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0xFE50, 0xFE70), (0xFF01, 0xFF5F))
"""Radicals, doubled characters, small and wide forms: what copying out of a PDF leaves behind.

Not ² or ①: they would turn into digits.
"""
VARIANTS = {
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "═": "=", "～": "~", "〜": "~", "∼": "~",
    "—": "~", "–": "~", "―": "~", "‐": "-", "‑": "-", "−": "-", "⁄": "/", "∕": "/", "∶": ":",
    "，": "，", "〇": "零", "\u200b": None, "\u200c": None, "\u200d": None, "\ufeff": None,
}  # fmt: skip
"""One form for every sign. A long dash is no minus, and a wide comma no thousands separator."""


def _glyphs() -> dict[str, str | None]:
    """Return every character that has another form, with that form."""
    characters = (chr(code) for first, end in COMPATIBLE for code in range(first, end))
    plain = {sign: unicodedata.normalize("NFKC", sign) for sign in characters}
    return {sign: VARIANTS.get(form, form) for sign, form in plain.items()} | VARIANTS


GLYPHS = str.maketrans(_glyphs())
"""What folding makes of a character."""
GAPS = re.compile(r"(?<![0-9,.\s])\s++|\s++(?![0-9])")
"""Blanks that mean nothing; those between two numbers do."""


def fold(text: str) -> str:
    """Return a text with one form for every sign, without blanks except between two numbers."""
    if not text:
        return ""
    shown = text.translate(GLYPHS).strip()
    return shown if shown.isalnum() else GAPS.sub("", shown)


def is_placeholder(folded: str) -> bool:
    """Return whether a folded text only fills its place."""
    return not folded.strip(STROKES) or folded in PLACEHOLDERS


def any_of(words: tuple[str, ...] | list[str]) -> str:
    """Return the pattern of any of the words, longer ones before what they begin with."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
