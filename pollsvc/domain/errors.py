"""Every refusal, one small exception each; the web and the command line word them."""

from collections.abc import Mapping
from datetime import datetime

from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.domain.version_changes import Changes


class Refusal(Exception):
    """Something a person asked for that the rules do not allow.

    Its text is one sentence that the person can read.
    """

    @property
    def text(self) -> str:
        """What was said, as a sentence that can be translated if it was one."""
        said: str = self.args[0] if self.args else ""
        return said


class NoSuchPoll(Refusal):
    """There is no poll, or none that the public may know of, at this address."""


class NoSuchWave(Refusal):
    """The poll exists, but was never asked in this wave."""


class NoSuchResponse(Refusal):
    """No stored response belongs to this ballot."""


class NoSuchBookmark(Refusal):
    """Nothing is kept under this link, or it is not a whole one."""


class NoRoomForBookmark(Refusal):
    """What somebody wants to finish later cannot be kept."""


class BallotRefused(Refusal):
    """The ballot in the form is forged, damaged or for another poll."""


class QuestionsChanged(Refusal):
    """The form is of a version that is no longer asked."""


class BallotExpired(Refusal):
    """The ballot in the form is real but too old to be taken."""


class ReceiptRefused(Refusal):
    """The text is not a receipt: a character is missing or mistyped."""


class WrongOrigin(Refusal):
    """The form was sent from a page that is not ours."""


class WrongHost(Refusal):
    """The request names a site that this is not."""


class NotOpen(Refusal):
    """The poll does not take answers at this moment.

    Attributes:
        opens_at: When it will open, if it has not yet; UTC.
        closed_at: When it closed, if it has; UTC.
    """

    def __init__(
        self,
        text: str,
        *,
        opens_at: datetime | None = None,
        closed_at: datetime | None = None,
    ) -> None:
        super().__init__(text)
        self.opens_at = opens_at
        self.closed_at = closed_at


class ResponseFrozen(Refusal):
    """The wave has closed: its responses can no longer be changed or withdrawn."""


class AnswersRefused(Refusal):
    """Answers that fail their questions' rules.

    Attributes:
        problems: A sentence for each question code that has one.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(in_a_row(*problems.values()))
        self.problems = dict(problems)


class AlreadyAnswered(Refusal):
    """The same ballot has a response with other answers; nothing was changed.

    Attributes:
        earlier: The stored answers: option code, or None for not answered,
            by question code.
    """

    def __init__(self, earlier: Mapping[str, str | None]) -> None:
        super().__init__(sentence("You have already answered this poll differently."))
        self.earlier = dict(earlier)


class ResultsNotShown(Refusal):
    """The poll's author shows these results to others, or at another time."""


class EditRefused(Refusal):
    """A change of a draft would break it; nothing was changed."""


class QuestionChanged(Refusal):
    """Somebody else changed the same question, page or draft in the meantime."""


class MoveNotAllowed(Refusal):
    """The poll cannot go from its state to the wanted one."""


class DecisionNotAllowed(Refusal):
    """Answers that were set aside cannot be counted in, or out, at this moment."""


class DraftRefused(Refusal):
    """A poll as written cannot be saved or opened.

    Attributes:
        problems: A sentence for each field that has one, by the field's name.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(in_a_row(*problems.values()))
        self.problems = dict(problems)


class MeaningWanted(Refusal):
    """Words change that people have answered: what the change means is to be said.

    Attributes:
        changes: What differs from what was asked.
    """

    def __init__(self, changes: Changes) -> None:
        super().__init__(
            sentence("People have answered. Say whether it means the same as before.")
        )
        self.changes = changes


class DefinitionRefused(DraftRefused):
    """A poll as written in a file cannot be read.

    Its text, and the keys of its problems, name the line and the field.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(problems)
        self.args = (" ".join(f"{at}: {why}" for at, why in problems.items()),)


class SlugTaken(DraftRefused):
    """Another poll already has this address."""

    def __init__(self, slug: str) -> None:
        taken = sentence("Another poll already has the address {slug!r}.", slug=slug)
        super().__init__({"slug": taken})


class SignInRefused(Refusal):
    """The address and password, or the one-time link, do not let anyone in."""


class SignInUnavailable(Refusal):
    """Nobody can be let in at this moment, whatever the password."""


class PasswordRefused(Refusal):
    """The password is too short, too long or too easily guessed."""


class EmailRefused(Refusal):
    """The text is no e-mail address, or another staff member's."""


class NotPermitted(Refusal):
    """The staff member's role does not allow this."""


class TalliesDisagree(Refusal):
    """A recount from the responses differs from the stored tallies."""


class NotInstalled(Refusal):
    """The database is empty, or older than the program."""


class InstanceInUse(Refusal):
    """Another program works in the instance; its text says which, and what to do."""


class BackupRefused(Refusal):
    """A backup is damaged, of another make, or does not suit this instance."""


class KeyRefused(Refusal):
    """A secret key cannot be taken away: something still needs it."""


class ResponsesDeleted(Refusal):
    """The responses asked for were deleted, as their poll had said they would be."""


class ExportOptionRefused(Refusal):
    """A file was asked for in a way that it cannot be written."""


class DownloadsBusy(Refusal):
    """As many large files are being sent as can be beside the taking of answers."""


class StoreUnavailable(Refusal):
    """The database does not take anything now, or has not said that it did.

    Where the connection is lost at the very end, nobody can say whether what was sent
    is stored. To send it again is safe either way: the ballot decides.
    """


class StoreBusy(StoreUnavailable):
    """Somebody keeps what is to be changed locked for longer than one can wait."""


class KeyMissing(StoreUnavailable):
    """The instance lacks the secret key that a wave was opened with."""
