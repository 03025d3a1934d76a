"""Why something was not done, in the reader's language."""

from pollsvc.domain.errors import DraftRefused
from pollsvc.web.languages import worded


def reason_of(refusal: Exception) -> str:
    """Return what a refusal says; its sentences remember how they are translated."""
    if isinstance(refusal, DraftRefused):
        return " ".join(map(worded, refusal.problems.values()))
    return worded(refusal.args[0])
