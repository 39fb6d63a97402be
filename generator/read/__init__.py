"""Reading: files → plain text values with places.

In comes the content folder, out come an inventory, the text of files, and values in which every
scalar is exactly the text that was printed. Nothing here knows what a project is.
"""

from generator.read.files import (
    Inventory,
    Stamp,
    can_read,
    content_digest,
    first_changed,
    read_bytes,
    read_source,
    says_withheld,
    stamp_of,
    stamps_below,
    survey,
)
from generator.read.kinds import EMPTY_FILE, KINDS, MISSING_FOLDER, UNREADABLE
from generator.read.places import Places
from generator.read.simple import KeyPath, Plain
from generator.read.values import parse_yaml

__all__ = [
    "EMPTY_FILE",
    "KINDS",
    "MISSING_FOLDER",
    "UNREADABLE",
    "Inventory",
    "KeyPath",
    "Places",
    "Plain",
    "Stamp",
    "can_read",
    "content_digest",
    "first_changed",
    "parse_yaml",
    "read_bytes",
    "read_source",
    "says_withheld",
    "stamp_of",
    "stamps_below",
    "survey",
]
