"""One row class per table; importing this package makes all of them known."""

from pollsvc.storage.tables.arrival import ArrivalRow
from pollsvc.storage.tables.audit import AuditRow
from pollsvc.storage.tables.bookmark import BookmarkRow
from pollsvc.storage.tables.catalogue import CatalogueRow
from pollsvc.storage.tables.poll import PollRow, QuestionnaireRow
from pollsvc.storage.tables.release import ReleaseRow
from pollsvc.storage.tables.response import ResponseRow, TallyRow
from pollsvc.storage.tables.staff import SignInLinkRow, StaffRow, StaffSessionRow
from pollsvc.storage.tables.wave import WaveRow

__all__ = [
    "ArrivalRow",
    "AuditRow",
    "BookmarkRow",
    "CatalogueRow",
    "PollRow",
    "QuestionnaireRow",
    "ReleaseRow",
    "ResponseRow",
    "SignInLinkRow",
    "StaffRow",
    "StaffSessionRow",
    "TallyRow",
    "WaveRow",
]
