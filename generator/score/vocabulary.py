"""The words and signs of targets, as forms of several provinces print them."""

from __future__ import annotations

from enum import StrEnum


class Operator(StrEnum):
    """How an actual value has to stand to its target."""

    AT_LEAST = "≥"
    MORE = "＞"
    EQUAL = "="
    LESS = "＜"
    AT_MOST = "≤"


PREFIXES = (
    (
        Operator.AT_LEAST,
        ("大于或等于", "大于等于", "不少于", "不低于", "不小于", "达到", "至少", "≥", ">="),
    ),
    (
        Operator.AT_MOST,
        ("小于或等于", "小于等于", "不超过", "不高于", "不大于", "不多于", "至多", "≤", "<="),
    ),
    (Operator.MORE, ("大于", "超过", "高于", "多于", ">")),
    (Operator.LESS, ("小于", "低于", "少于", "不足", "不满", "<")),
    (Operator.EQUAL, ("等于", "=")),
)
"""Signs and words before a number, the longer ones first; `不` turns a word round."""
SUFFIXES = (
    (Operator.AT_LEAST, ("及以上", "以上")),
    (Operator.AT_MOST, ("及以下", "以下", "以内", "之内")),
)
"""Words behind a number; 以上, 以下 and 以内 include it (民法典 art. 1259)."""
GLYPHS = str.maketrans(
    {
        "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹦": "=", "═": "=", "﹤": "<", "﹥": ">",
        "＝": "=", "＞": ">", "＜": "<", "％": "%", "﹪": "%", "～": "~", "〜": "~", "—": "-",
        "–": "-", "－": "-", "，": ",", "．": ".", "（": "(", "）": ")", "：": ":",
        "／": "/", "\u3000": " ", "\u00a0": " ",
    }
)  # fmt: skip
"""One form for every sign; digits are folded by Unicode's own compatibility forms."""
PLACEHOLDERS = frozenset({"", "-", "--", "*", "/", "空", "无", "未填", "未列", "暂无"})
SCALES = {"亿": 100_000_000, "万": 10_000}
MONEY_UNITS = frozenset({"元", "万元", "亿元"})
DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
    "八": 8, "九": 9,
}  # fmt: skip
TENS = {"十": 10, "百": 100, "千": 1000}
VAGUE = (
    "有所", "逐步", "进一步", "不断", "较", "明显", "显著", "根据实际", "据实", "根据协议", "满意",
    "良好", "效果", "相关规定", "持续", "稳步", "基本",
)  # fmt: skip
"""Words that leave open when a target is reached."""
