"""Writing: a whole site is staged beside the last one, then the two are exchanged.

Whatever happens before the exchange, the last good site stands untouched. Files that did not
change are linked, not copied; what the plan no longer declares is simply not in the new site.
"""

from generator.write.faults import BusyError, WriteError
from generator.write.lock import reserved
from generator.write.place import beside, prepare, stands
from generator.write.spare import SPARE, Change, Published
from generator.write.stage import Stage, staging, write_folder
from generator.write.written import MANIFEST, Manifest, Written, is_as, is_intact

__all__ = [
    "MANIFEST",
    "SPARE",
    "BusyError",
    "Change",
    "Manifest",
    "Published",
    "Stage",
    "WriteError",
    "Written",
    "beside",
    "is_as",
    "is_intact",
    "prepare",
    "reserved",
    "staging",
    "stands",
    "write_folder",
]
