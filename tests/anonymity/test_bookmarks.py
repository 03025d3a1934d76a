"""What somebody who stole everything, the secret too, reads of what people kept."""

from collections import Counter

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pollsvc.domain.ballots import wave_key
from pollsvc.domain.bookmarks import (
    Bookmark,
    Paused,
    bookmark_for,
    bookmark_id,
    bookmark_key,
    bookmark_text,
    unpacked,
)
from pollsvc.domain.questionnaires import Question, QuestionKind
from pollsvc.installation import current
from pollsvc.services import bookmarks, catalogue
from pollsvc.services.bookmarks import Interruption
from tests.anonymity.needles import Needles, disguises, disguises_of_text
from tests.factories import SLUG, question, questionnaire
from tests.publishing import NOW, close, new_ballot, published, submit

COMMENT = Question(code="comment", text="Anything else?", kind=QuestionKind.TEXT)
WORDS = "Nobody shall read of heliotropes {}"
PEOPLE = 12
NONCE = 12


@pytest.fixture
def kept(small_poll):
    """A survey in which some keep what they gave, of whom the last two submit it."""
    published(questionnaire=questionnaire(question(), COMMENT))
    ballots = [new_ballot() for _ in range(PEOPLE)]
    for number, ballot in enumerate(ballots):
        said = WORDS.format(number) * (1 + 300 * (number % 2))
        bookmarks.keep(
            Interruption(
                ballot=ballot,
                paused=Paused(
                    version=1, place=1, seen=frozenset({0}), raw={"comment": [said]}
                ),
            ),
            listing=catalogue.published(SLUG),
            keys=current().keys,
            now=NOW,
        )
    for ballot in ballots[-2:]:
        submit("1", ballot)
    return small_poll, ballots


def key_of(left):
    (wave,) = left.tables["wave"].rows
    columns = left.tables["wave"].columns
    salt, name = (wave[columns.index(each)] for each in ("salt", "id"))
    return wave_key(current().secret, name, bytes(salt))


def test_no_secret_and_no_word_is_anywhere(kept):
    poll, ballots = kept
    looked_for = {}
    for number, ballot in enumerate(ballots):
        bookmark = bookmark_for(ballot)
        for form in disguises(ballot.secret):
            looked_for[form] = "ballot"
        for form in disguises(bookmark.secret):
            looked_for[form] = "link"
        for form in disguises_of_text(bookmark_text(bookmark)):
            looked_for[form] = "link"
        looked_for[WORDS.format(number).encode()] = "words"
    needles = Needles(looked_for)
    found = {
        (hit.place, hit.label)
        for name, content in poll.left().everything()
        for hit in needles.hits_in(name, content)
    }
    assert found == set()


def test_with_the_secret_and_everything_in_the_tables_nothing_opens(kept):
    poll, ballots = kept
    left = poll.left()
    key, table = key_of(left), left.tables["bookmark"]
    tried = {
        bytes(value)[start : start + 16]
        for each in left.tables.values()
        for row in each.rows
        for value in row
        if isinstance(value, (bytes, memoryview))
        for start in range(0, min(len(bytes(value)), 64), 16)
    }
    sealed = dict(
        zip(map(bytes, table.column("id")), table.column("sealed"), strict=True)
    )
    assert len(sealed) == PEOPLE - 2
    for own_id, content in sealed.items():
        for guess in tried:
            assert opened(key, Bookmark(guess), own_id, bytes(content)) is None
    # With a link as well it opens, so what was tried above would have been found.
    link = bookmark_for(ballots[0])
    own_id = bookmark_id(key, link)
    assert opened(key, link, own_id, bytes(sealed[own_id])).raw == {
        "comment": [WORDS.format(0)]
    }
    assert opened(b"x" * 32, link, own_id, bytes(sealed[own_id])) is None


def opened(key, bookmark, own_id, content):
    cipher = AESGCM(bookmark_key(key, bookmark))
    try:
        return unpacked(cipher.decrypt(content[:NONCE], content[NONCE:], own_id))
    except InvalidTag:
        return None


def test_all_rows_look_alike_and_none_is_named_like_a_response(kept):
    poll, _ = kept
    left = poll.left()
    table = left.tables["bookmark"]
    assert len(set(map(str, table.column("remove_on")))) == 1
    lengths = Counter(len(bytes(each)) for each in table.column("sealed"))
    assert len(lengths) == 1
    responses = set(map(bytes, left.tables["response"].column("id")))
    assert len(responses) == 2
    assert responses.isdisjoint(map(bytes, table.column("id")))


def test_after_closing_no_file_holds_what_was_kept(kept):
    poll, ballots = kept
    key = key_of(poll.left())
    ids = Needles({bookmark_id(key, bookmark_for(b)): "id" for b in ballots})
    close()
    logs = ("postgresql/pg_wal", "postgresql/commits")
    found = {
        hit.place
        for name, content in poll.left().files.items()
        if not name.startswith(logs)
        for hit in ids.hits_in(name, content)
    }
    assert found == set()
