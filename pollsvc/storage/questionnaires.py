"""What polls asked in each version, stored and found."""

from sqlalchemy import Connection, delete, insert, select

from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.version_documents import (
    version_from_document,
    version_to_document,
)
from pollsvc.domain.versions import Version, together
from pollsvc.storage.tables import QuestionnaireRow


def put(connection: Connection, poll_id: str, version: Version) -> None:
    """Store a version, in place of what was stored under its number."""
    number = version.questionnaire.version
    connection.execute(
        delete(QuestionnaireRow).where(
            QuestionnaireRow.poll_id == poll_id, QuestionnaireRow.version == number
        )
    )
    connection.execute(
        insert(QuestionnaireRow).values(
            poll_id=poll_id, version=number, document=version_to_document(version)
        )
    )


def remove_of(connection: Connection, poll_id: str) -> None:
    """Delete every version of a poll's questionnaire."""
    connection.execute(
        delete(QuestionnaireRow).where(QuestionnaireRow.poll_id == poll_id)
    )


def of_poll(connection: Connection, poll_id: str) -> dict[int, Version]:
    """Return every version of a poll's questionnaire by its number, in order."""
    rows = connection.execute(
        select(QuestionnaireRow.version, QuestionnaireRow.document)
        .where(QuestionnaireRow.poll_id == poll_id)
        .order_by(QuestionnaireRow.version)
    )
    return {number: version_from_document(document) for number, document in rows}


def together_of(connection: Connection, poll_id: str) -> Questionnaire:
    """Return all that a poll ever asked, as one questionnaire."""
    versions = of_poll(connection, poll_id).values()
    return together([version.questionnaire for version in versions])
