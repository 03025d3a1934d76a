"""The published polls as members meet them: read once, and again when one changes."""

from dataclasses import dataclass, field, replace

from pollsvc.domain.errors import NoSuchPoll, NoSuchWave
from pollsvc.domain.polls import Poll, PollState, spoken
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.sentences import sentence
from pollsvc.domain.translations import own_words, translated
from pollsvc.domain.versions import Versions, in_own_words, together, versions_in
from pollsvc.domain.waves import Wave
from pollsvc.services.process_memory import OneForEachDatabase
from pollsvc.storage import catalogue, polls, questionnaires, waves
from pollsvc.storage.session import reading

PUBLISHED = (PollState.OPEN, PollState.CLOSED, PollState.ARCHIVED)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A published poll with its waves, as of one revision of the catalogue.

    Attributes:
        waves: The newest first; at least one.
        versions: What it asked and asks, by the number of the version.
        asked: All of it together: any answer to it is an answer to this.
        revision: Whoever finds another in the database must look again.
        languages: The tags of those that the poll can be read in, its own first.
    """

    poll: Poll
    waves: tuple[Wave, ...]
    versions: Versions
    asked: Questionnaire
    revision: int
    languages: tuple[str, ...]
    _spoken: dict[str, "Listing"] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def spoken_in(self, language: str) -> "Listing":
        """Return the same poll with its texts in one of its languages, made once."""
        if language == self.poll.questionnaire.language:
            return self
        listing = self._spoken.get(language)
        if listing is None:
            listing = self._spoken[language] = replace(
                self,
                poll=spoken(self.poll, language),
                versions=versions_in(self.versions, language),
                asked=translated(self.asked, language),
            )
        return listing

    def wave(self, code: str | None = None) -> Wave:
        """Return the newest wave, or a named one.

        Raises:
            NoSuchWave: The poll was not asked in this wave.
        """
        for wave in self.waves:
            if code in (None, wave.code):
                return wave
        msg = sentence("This poll was not asked in {wave}.", wave=code or "")
        raise NoSuchWave(msg)


@dataclass
class _Known:
    """What was looked up at one revision."""

    revision: int = -1
    listings: dict[str, Listing] = field(default_factory=dict)


@dataclass
class _Memory:
    """What a process knows of the published polls, replaced as a whole."""

    known: _Known = field(default_factory=_Known)


_memory = OneForEachDatabase(_Memory)


def published(slug: str) -> Listing:
    """Return the published poll at an address, as it is at this moment.

    Raises:
        NoSuchPoll: There is none, or it is a draft.
    """
    revision = catalogue.revision()
    memory = _memory()
    known = memory.known
    if known.revision != revision:
        # In place of the one before, which others may be reading.
        known = memory.known = _Known(revision)
    listing = known.listings.get(slug)
    if listing is None:
        listing = known.listings[slug] = _look_up(slug, revision)
    return listing


def is_current(listing: Listing) -> bool:
    """Return whether nothing but answers has changed since a poll was looked up.

    Raises:
        StoreUnavailable: Nobody can say.
    """
    return catalogue.revision() == listing.revision


def _look_up(slug: str, revision: int) -> Listing:
    # What is read now may be newer than the revision, never older: then the next
    # look finds another revision, and reads again.
    with reading() as connection:
        poll = polls.with_slug(connection, slug)
        found = waves.of_poll(connection, poll.id)
        versions = questionnaires.of_poll(connection, poll.id)
    if poll.state not in PUBLISHED or not found:
        msg = sentence("There is no poll {slug!r}.", slug=slug)
        raise NoSuchPoll(msg)
    versions = in_own_words(versions)
    draft = replace(poll.draft, questionnaire=own_words(poll.questionnaire))
    return Listing(
        poll=replace(poll, draft=draft),
        waves=tuple(found),
        versions=versions,
        asked=together([version.questionnaire for version in versions.values()]),
        revision=revision,
        languages=poll.questionnaire.languages,
    )
