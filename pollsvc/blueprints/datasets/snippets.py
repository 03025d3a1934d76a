"""Code to paste: the file in pandas and in R, with its missing codes understood."""

from pollsvc.exports.columns import DONT_KNOW, NOT_ANSWERED, REFUSED

MISSING = (NOT_ANSWERED, REFUSED, DONT_KNOW)


def pandas_snippet(address: str, column: str) -> str:
    """Return code that reads the file with pandas and counts one question.

    Codes are read as text, so that 01 stays 01 and an answer coded "none" or "null"
    is not taken for a gap.

    Args:
        address: The file's address, or its name on the reader's disk.
        column: The question to count.
    """
    missing = ", ".join(f'"{code}"' for code in MISSING)
    return f"""\
import pandas as pd

answers = pd.read_csv(
    "{address}",
    dtype="string",
    keep_default_na=False,
    na_values=[""],
)
# not answered, prefer not to say, don't know
missing = [{missing}]
given = answers["{column}"]
given = given[~given.isin(missing)].dropna()
print(given.value_counts())
print(given.value_counts(normalize=True).round(4))
"""


def r_snippet(address: str, column: str) -> str:
    """Return code that reads the file with R and counts one question."""
    missing = ", ".join(f'"{code}"' for code in MISSING)
    return f"""\
answers <- read.csv(
  "{address}",
  colClasses = "character",
  na.strings = ""
)
# not answered, prefer not to say, don't know
missing <- c({missing})
given <- answers${column}
given <- given[!given %in% c(missing, NA)]
table(given)
round(prop.table(table(given)), 4)
"""
