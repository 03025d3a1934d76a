"""Several hundred definitions of other tools: all are read, and every loss is told."""

import pytest

from pollsvc.definitions.formats import read_any
from pollsvc.definitions.reports import Fate
from pollsvc.domain.polls import check_draft
from pollsvc.domain.translations import translated
from tests.definitions.generated_forms import limesurveys, surveys, xlsforms


@pytest.mark.parametrize("generated", [xlsforms, surveys, limesurveys])
def test_every_definition_comes_over_and_tells_what_it_lost(generated):
    wrong, met = [], set()
    for what, source, is_lost in generated():
        draft, report = read_any(source)
        check_draft(draft)
        told = [r for r in report.remarks if r.fate is Fate.LOST]
        met.add(what)
        if bool(told) is not is_lost:
            wrong.append((what, is_lost, [*report.lines()]))
        whole = translated(draft.questionnaire, "es")
        asked = [q.text for q in whole.questions if q.code.startswith("asked")]
        wrong += [(what, text) for text in asked if not text.startswith("¿")]
    assert not wrong
    assert len(met) > 200
