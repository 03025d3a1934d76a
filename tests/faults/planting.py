"""Plants faults into the programs that a test starts, and into what these start.

The program itself has no switch for this: Python runs a `sitecustomize.py` that is on
its path before anything else, and a server's workers inherit the path.
"""

import os
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VARIABLE = "POLLSVC_TEST_FAULTS"


def planted(*faults):
    """The variables with which a program starts with faults in it.

    Args:
        *faults: Names of functions of `sabotage` or `failpoints`, such as
            "acknowledge_first", or with a word for them, such as "die_after_commit:9".
    """
    path = os.pathsep.join(map(str, (HERE / "planted", ROOT)))
    return {"PYTHONPATH": path, VARIABLE: ",".join(faults)}


def plant():
    """Plants the faults that the environment names into this process."""
    from tests.faults import failpoints, sabotage  # noqa: PLC0415 -- only if asked

    for fault in filter(None, os.environ.get(VARIABLE, "").split(",")):
        name, _, word = fault.partition(":")
        found = getattr(sabotage, name, None) or getattr(failpoints, name)
        found(*[word] if word else [])
