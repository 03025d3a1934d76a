"""What an import carried over, and what it lost."""

from pollsvc.definitions.formats import read_any
from pollsvc.definitions.reports import Fate
from pollsvc.domain.polls import check_draft


def read(source):
    draft, report = read_any(source)
    check_draft(draft)
    return draft.questionnaire, report


def lost(report):
    return [f"{r.where}: {r.sentence}" for r in report.remarks if r.fate is Fate.LOST]
