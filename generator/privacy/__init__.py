"""Personal data in Chinese text: numbers that name one person, and where people live.

The gate before publication asks here. The law: 条例 art. 15, 个人信息保护法 art. 25 and 28; what is
hidden and how much of it stays follows the practice of the notices that criticise such leaks
(手机号 keeps the first three and last four digits, 身份证号 its ends, 住址 the township). Office
telephones and organ names are openness content themselves and are no finding.
"""

from generator.privacy.find import find_personal, mask
from generator.privacy.gate import discreet, leaks, personal_problems
from generator.privacy.kinds import KIND_OF, KINDS, UNREAD, Match, Personal
from generator.privacy.papers import words_of

__all__ = [
    "KINDS",
    "KIND_OF",
    "UNREAD",
    "Match",
    "Personal",
    "discreet",
    "find_personal",
    "leaks",
    "mask",
    "personal_problems",
    "words_of",
]
