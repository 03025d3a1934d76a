"""From a survey as other tools describe it to a draft that keeps our rules."""

from pollsvc.definitions.foreign.drafting import draft_of
from pollsvc.definitions.foreign.speaking import Spoken
from pollsvc.definitions.foreign.surveys import (
    ForeignOption,
    ForeignPage,
    ForeignQuestion,
    ForeignRow,
    ForeignSurvey,
)

__all__ = [
    "ForeignOption",
    "ForeignPage",
    "ForeignQuestion",
    "ForeignRow",
    "ForeignSurvey",
    "Spoken",
    "draft_of",
]
