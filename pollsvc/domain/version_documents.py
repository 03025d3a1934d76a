"""A version of a questionnaire as a plain document, the form in which it is stored."""

from datetime import date
from typing import Any

from pollsvc.domain.questionnaire_documents import (
    Document,
    from_document,
    to_document,
)
from pollsvc.domain.versions import Correction, Rewording, Version


def version_to_document(version: Version) -> Document:
    """Return a questionnaire's document, with its history where it has any."""
    document = to_document(version.questionnaire)
    if version.since is not None:
        document["since"] = version.since.isoformat()
    if version.corrections:
        document["corrections"] = [_out(each) for each in version.corrections]
    return document


def version_from_document(document: Document) -> Version:
    """Return the version that `version_to_document` wrote."""
    since = document.get("since")
    return Version(
        questionnaire=from_document(document),
        since=None if since is None else date.fromisoformat(since),
        corrections=tuple(_in(each) for each in document.get("corrections", ())),
    )


def _out(correction: Correction) -> dict[str, Any]:
    change = correction.change
    return {
        "on": correction.on.isoformat(),
        "question": change.question,
        "part": change.part,
        "before": change.before,
        "after": change.after,
    }


def _in(document: dict[str, Any]) -> Correction:
    change = {name: value for name, value in document.items() if name != "on"}
    return Correction(on=date.fromisoformat(document["on"]), change=Rewording(**change))
