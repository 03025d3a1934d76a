"""Workers share what is loaded before they begin, and begin able to draw figures."""

import subprocess
import sys

# In a process of its own: what is frozen stays so until it ends.
PROGRAM = """
import gc, os, sys
from pollsvc.cli.sharing import share_memory
kept = [{} for _ in range(1000)]
share_memory()
if (worker := os.fork()) == 0:
    looked_at = {id(each) for each in gc.get_objects()}
    os._exit("pandas" not in sys.modules or any(id(x) in looked_at for x in kept))
assert os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == 0
"""


def test_a_worker_need_not_load_pandas_nor_look_at_what_was_there_before_it():
    """Or each would have pages of its own for fifty megabytes of the same."""
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)


def test_scipy_and_statsmodels_wait_until_staff_look_at_intervals():
    program = """
import sys
import pollsvc.app
from pollsvc.cli.sharing import share_memory
share_memory()
sys.exit(sorted({"scipy", "statsmodels"} & sys.modules.keys()) or 0)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
