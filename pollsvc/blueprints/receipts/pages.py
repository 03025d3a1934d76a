"""What the templates of receipts are given: finding one's own answer again."""

from dataclasses import dataclass

from pollsvc.web.fields import HiddenField
from pollsvc.web.surround import Surround


@dataclass(frozen=True, kw_only=True)
class EnterPage:
    """Asks for a receipt.

    Attributes:
        action: Where the form posts the field `receipt`.
        receipt: What was entered, when it was not accepted.
        error: What is wrong with it, or None.
    """

    action: str
    receipt: str = ""
    error: str | None = None


@dataclass(frozen=True, kw_only=True)
class FoundResponse:
    """One response that the receipt opens.

    Attributes:
        language: The tag of the language of the poll's texts.
        answers: Question and label of each answer.
        aside_note: What it means that it was set aside; None where it counts.
        state: Until when it can be changed, or why it no longer can.
        hidden: The receipt, and which response of it is meant.
        change_action: Where "Change" posts `hidden`; None where it is too late.
        withdraw_action: Where "Take back" posts `hidden`; None where it is too late.
    """

    language: str
    poll_title: str
    wave: str
    answers: tuple[tuple[str, str], ...]
    aside_note: str | None
    state: str
    hidden: tuple[HiddenField, ...]
    change_action: str | None
    withdraw_action: str | None
    results_url: str | None


@dataclass(frozen=True, kw_only=True)
class FoundPage:
    """The responses that a receipt opens, the newest wave first; never none."""

    receipt: str
    responses: tuple[FoundResponse, ...]


@dataclass(frozen=True, kw_only=True)
class ConfirmWithdrawalPage:
    """Asks once before an answer is deleted.

    Attributes:
        hidden: The receipt, which response of it is meant, and the confirmation.
        keep_url: Where "Keep my answer" leads.
    """

    surround: Surround
    poll_title: str
    answers: tuple[tuple[str, str], ...]
    action: str
    hidden: tuple[HiddenField, ...]
    keep_url: str


@dataclass(frozen=True, kw_only=True)
class WithdrawnPage:
    """The answer is deleted and no longer counted.

    Attributes:
        poll_url: The poll, where it can be answered again; else None.
    """

    surround: Surround
    poll_title: str
    poll_url: str | None
