"""Loading: plain values → the model, every problem of every file collected in one pass.

In come plain values with places, out come frozen records. A file with a blocking problem yields
no record; everything else is loaded all the same, so that one run reports everything.
"""

from generator.load.frame import Frame, Share, load_frame
from generator.load.kinds import KINDS
from generator.load.layout import Layout, ProjectFolder, arrange
from generator.load.project import load_project
from generator.load.records import suggest

__all__ = [
    "KINDS",
    "Frame",
    "Layout",
    "ProjectFolder",
    "Share",
    "arrange",
    "load_frame",
    "load_project",
    "suggest",
]
