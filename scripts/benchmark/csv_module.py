"""Writes the responses of an SQLite database with the csv module, and does no more.

What `recount` and `export` are held against where rows pass through Python. Run as
`python -m benchmark.csv_module DATABASE`.
"""

import csv
import json
import sqlite3
import sys
from contextlib import closing

from benchmark.polls import survey


def main() -> None:
    """Writes them to standard output."""
    codes = [question.code for question in survey().questionnaire.questions]
    out = csv.writer(sys.stdout)
    out.writerow(["response", *codes])
    with closing(sqlite3.connect(sys.argv[1])) as connection:
        rows = connection.execute("SELECT id, answers FROM response")
        for number, (_, answers) in enumerate(rows):
            stored = json.loads(answers)
            out.writerow([number, *map(stored.get, codes)])


if __name__ == "__main__":
    main()
