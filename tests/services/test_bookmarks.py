"""What is kept to finish later: replaced, removed, bounded; on both databases."""

from datetime import date, timedelta

import pytest

from pollsvc.domain.bookmarks import Paused, bookmark_for
from pollsvc.domain.errors import NoRoomForBookmark, NoSuchBookmark
from pollsvc.domain.questionnaires import Question, QuestionKind
from pollsvc.installation import current
from pollsvc.services import bookmarks, catalogue, lifecycle
from pollsvc.services.bookmarks import Interruption
from pollsvc.storage import bookmarks as kept
from pollsvc.storage.session import reading
from tests.factories import SLUG, question, questionnaire, utc
from tests.publishing import AUTHOR, NOW, close, new_ballot, published, submit

COMMENT = Question(code="comment", text="Anything else?", kind=QuestionKind.TEXT)
REMOVED_ON = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def survey(in_application):  # noqa: ARG001 -- it has to come first
    published(questionnaire=questionnaire(question(), COMMENT))


def paused(said="Not yet"):
    return Paused(version=1, place=1, seen=frozenset({0}), raw={"comment": [said]})


def keep(ballot, said="Not yet", now=NOW, came_by=None):
    return bookmarks.keep(
        Interruption(ballot=ballot, paused=paused(said), came_by=came_by),
        listing=catalogue.published(SLUG),
        keys=current().keys,
        now=now,
    )


def opened(ballot, now=NOW):
    return bookmarks.opened(
        listing=catalogue.published(SLUG),
        bookmark=bookmark_for(ballot),
        keys=current().keys,
        now=now,
    )


def size():
    with reading() as connection:
        return kept.bytes_kept(connection)


def test_what_is_kept_comes_back_to_who_has_the_link():
    mine, other = new_ballot(), new_ballot()
    assert keep(mine) == (bookmark_for(mine), REMOVED_ON)
    assert opened(mine) == paused()
    with pytest.raises(NoSuchBookmark, match="Nothing is kept"):
        opened(other)


def test_kept_a_second_time_it_replaces_the_first():
    mine = new_ballot()
    keep(mine, "Once")
    before = size()
    keep(mine, "Twice")
    assert (opened(mine), size()) == (paused("Twice"), before)


def test_who_goes_on_with_a_link_and_stops_again_leaves_nothing_under_it():
    mine, maker = new_ballot(), new_ballot()
    keep(maker, "Theirs")
    keep(mine, "Mine", came_by=bookmark_for(maker))
    assert opened(mine) == paused("Mine")
    with pytest.raises(NoSuchBookmark):
        opened(maker)


def test_submitting_removes_what_was_gone_on_with():
    mine, maker = new_ballot(), new_ballot()
    keep(maker)
    submit("1", mine, came_by=bookmark_for(maker))
    with pytest.raises(NoSuchBookmark):
        opened(maker)


def test_submitting_removes_it_and_nobody_elses():
    mine, other = new_ballot(), new_ballot()
    keep(mine)
    keep(other)
    submit("1", mine)
    with pytest.raises(NoSuchBookmark):
        opened(mine)
    assert opened(other) == paused()


def test_closing_removes_all():
    mine = new_ballot()
    keep(mine)
    close()
    assert size() == 0
    with pytest.raises(NoSuchBookmark):
        opened(mine)


def test_on_its_last_day_it_opens_no_more_and_what_is_due_removes_it():
    mine = new_ballot()
    keep(mine)
    last = utc(REMOVED_ON.year, REMOVED_ON.month, REMOVED_ON.day)
    before = last - timedelta(minutes=1)
    assert lifecycle.run_due(now=before).bookmarks == 0
    assert opened(mine, before) == paused()
    with pytest.raises(NoSuchBookmark):
        opened(mine, last)
    assert lifecycle.run_due(now=last).bookmarks == 1
    assert size() == 0


def test_past_the_room_for_all_nothing_is_stored_and_a_sentence_says_so(monkeypatch):
    monkeypatch.setattr(bookmarks, "MOST_BYTES", 10_000)
    first, second, third = new_ballot(), new_ballot(), new_ballot()
    keep(first)
    keep(second)
    with pytest.raises(NoRoomForBookmark, match="no room left"):
        keep(third)
    with pytest.raises(NoSuchBookmark):
        opened(third)


def test_a_poll_can_go_back_to_draft_with_what_was_kept():
    keep(new_ballot())
    lifecycle.undo_open(slug=SLUG, actor=AUTHOR, now=NOW)
    assert size() == 0
