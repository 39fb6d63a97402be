"""selfeval: facts and narratives of budget self-evaluations in, a public-disclosure site out.

Read the folder in this order; each stage hands the next a finished value:

    read → load → score → check → views → render      once per project, in worker processes
    tabulate → check across → plan → views → render   once per site, from the entries
    write                                             staged, then exchanged with the last site
"""

__version__ = "0.1.0"
