"""Numbers in digits and in Chinese numerals; what people say loosely is no number."""

from __future__ import annotations

from decimal import Decimal

ARABIC = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5}|0|[1-9][0-9]{0,14})(?:\.[0-9]{1,30})?"
"""A number in digits; one that begins with 0 is a code."""
CHINESE = "[零一二两三四五六七八九十百千万亿]{1,16}?(?:点[零一二三四五六七八九]{1,8})?"
"""A number in Chinese numerals, folded."""
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
WAN = 10_000


def read_number(text: str) -> Decimal | None:
    """Return a number that matches `ARABIC` or `CHINESE`; None where it is badly formed.

    一百二 may be 120 or 102, and 二零二二 is a year or a code: neither is a number.
    """
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    whole, _, places = text.partition("点")
    value = _whole(whole)
    if value is None:
        return None
    digits = "".join(str(DIGITS[sign]) for sign in places)
    return Decimal(f"{value}.{digits}" if digits else value)


def _whole(text: str) -> int | None:
    total, rest = 0, text
    for sign, scale in (("亿", WAN * WAN), ("万", WAN)):
        head, found, tail = rest.partition(sign)
        if not found:
            continue
        section = _whole(head) if head else int(rest == text)
        if not section or _is_loose(tail, scale):
            return None
        total, rest = total + section * scale, tail
    last = _section(rest)
    return None if last is None else total + last


def _is_loose(tail: str, scale: int) -> bool:
    """Whether what follows 万 or 亿 leaves open where it belongs, as in 三万五."""
    if not tail or tail[0] == "零":
        return False
    following = _section(tail.partition("万")[0])
    step = WAN if "万" in tail else 1
    return following is None or following * step * 10 < scale


def _section(text: str) -> int | None:
    """Return a number below ten thousand; 0 for nothing at all."""
    total, digit, last, after_gap = 0, None, WAN, False
    for sign in text:
        value = DIGITS.get(sign)
        if value is None:
            step = TENS.get(sign, WAN)
            if step >= last or (digit is None and last != WAN):
                return None
            total, digit, last, after_gap = total + (digit or 1) * step, None, step, False
        elif digit is not None:
            return None
        elif value == 0:
            after_gap = True
        else:
            digit = value
    if digit is None:
        return total
    return None if last in {100, 1000} and not after_gap else total + digit
