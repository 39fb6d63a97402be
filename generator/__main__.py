"""`python -m generator` is `selfeval`."""

import sys

from generator.cli import main

sys.exit(main())
