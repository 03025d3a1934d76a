"""Writing polls: drafting, changing, finding and listing them."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from pollsvc.domain.errors import (
    DraftRefused,
    MoveNotAllowed,
    NoSuchPoll,
    QuestionChanged,
    SlugTaken,
)
from pollsvc.domain.polls import PollState
from pollsvc.domain.waves import Standing
from pollsvc.services import authoring, lifecycle
from pollsvc.storage.session import reading
from tests.factories import SLUG, draft, local, question, questionnaire
from tests.publishing import AUTHOR, NOW, close, published, submit


def create(**given):
    return authoring.create_poll(draft=draft(**given), actor=AUTHOR, now=NOW)


def save(slug=SLUG, **given):
    return authoring.save_poll(slug=slug, draft=draft(**given), actor=AUTHOR, now=NOW)


def acts():
    with reading() as connection:
        rows = connection.execute(text("SELECT actor, action, subject FROM audit"))
        return [tuple(row) for row in rows]


def test_a_new_poll_is_a_draft_and_found_as_written():
    created = create()
    assert created.state is PollState.DRAFT
    assert authoring.find_poll(slug=SLUG) == created
    assert created.draft == draft()


def test_a_draft_is_replaced_by_what_is_saved():
    create()
    wanted = questionnaire(question(text="How often?"))
    saved = save(title="Other", questionnaire=wanted)
    assert authoring.find_poll(slug=SLUG) == saved
    assert (saved.title, saved.questionnaire) == ("Other", wanted)


def test_a_drafts_address_can_change():
    create()
    save(slug=SLUG, title="Other")
    authoring.save_poll(slug=SLUG, draft=draft(slug="other"), actor=AUTHOR, now=NOW)
    assert authoring.find_poll(slug="other").title == "Pharmacy visits"
    with pytest.raises(NoSuchPoll):
        authoring.find_poll(slug=SLUG)


@pytest.mark.parametrize("slug", ["new", "preview"])
def test_an_address_of_our_own_pages_is_refused(slug):
    with pytest.raises(DraftRefused) as refusal:
        create(slug=slug)
    assert "slug" in refusal.value.problems


def test_an_address_in_use_is_refused_to_new_and_changed_polls():
    create()
    create(slug="other")
    with pytest.raises(SlugTaken):
        create()
    with pytest.raises(SlugTaken):
        authoring.save_poll(slug="other", draft=draft(), actor=AUTHOR, now=NOW)
    assert authoring.find_poll(slug="other").slug == "other"


def test_what_breaks_a_rule_is_not_stored():
    with pytest.raises(DraftRefused):
        create(title=" ")
    with pytest.raises(NoSuchPoll):
        authoring.find_poll(slug=SLUG)
    assert acts() == []


def test_a_poll_that_has_closed_cannot_be_changed():
    published()
    close()
    with pytest.raises(MoveNotAllowed):
        save(title="Other")
    assert authoring.find_poll(slug=SLUG).title == "Pharmacy visits"


@pytest.mark.parametrize("meanwhile", ["changed", "opened"])
def test_what_somebody_else_did_at_the_last_moment_is_not_overwritten(meanwhile):
    seen = create()
    if meanwhile == "changed":
        save(title="Theirs")
    else:
        lifecycle.open_poll(slug=SLUG, actor=AUTHOR, now=NOW)
    with pytest.raises(QuestionChanged):
        authoring.save_seen(seen=seen, draft=draft(title="Mine"), actor=AUTHOR, now=NOW)
    seen = authoring.find_poll(slug=SLUG)
    assert seen.title != "Mine"


def test_every_change_is_in_the_audit():
    create()
    save(title="Other")
    authoring.save_poll(slug=SLUG, draft=draft(slug="other"), actor=AUTHOR, now=NOW)
    assert acts() == [
        (AUTHOR, "create", SLUG),
        (AUTHOR, "save", SLUG),
        (AUTHOR, "save", f"{SLUG} -> other"),
    ]


def test_lists_say_where_each_poll_stands_and_how_many_answered():
    create(slug="draft")
    published()
    submit("1")
    submit("2")
    opens = replace(draft().schedule, opens=local(2026, 12, 1))
    published(slug="upcoming", schedule=opens)
    listed = {s.poll.slug: s for s in authoring.list_polls(now=NOW)}
    assert {slug: (s.standing, s.responses) for slug, s in listed.items()} == {
        "draft": (None, 0),
        SLUG: (Standing.OPEN, 2),
        "upcoming": (Standing.UPCOMING, 0),
    }
    assert authoring.summarise_poll(slug=SLUG, now=NOW) == listed[SLUG]


def test_a_suggested_address_gives_way_to_one_in_use():
    assert authoring.free_slug(wanted=SLUG) == SLUG
    create()
    assert authoring.free_slug(wanted=SLUG) == f"{SLUG}-2"
    create(slug=f"{SLUG}-2")
    assert authoring.free_slug(wanted=SLUG) == f"{SLUG}-3"
    assert authoring.free_slug(wanted="new") == "new-2"
