"""Every kind of question and its result: for every eye, hand and screen."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from pollsvc.domain.questionnaires import QuestionKind, TextLimits
from tests.all_kinds import ONE_OF_EACH
from tests.browser.answering.test_looks import SHOWN
from tests.browser.looking import glaring, overflow_at
from tests.factories import questionnaire
from tests.publishing import submit

QUIET = 1_500
"""Milliseconds after which a pause is long enough to say something."""

every_kind = pytest.mark.parametrize("kind", QuestionKind)


def form(page, stage, kind):
    asked, _ = ONE_OF_EACH[kind]
    page.goto(stage(questionnaire=questionnaire(asked), **SHOWN).page)


def results(page, stage, kind):
    """Somebody's own results, once others have answered too."""
    asked, raw = ONE_OF_EACH[kind]
    poll = stage(questionnaire=questionnaire(asked), **SHOWN)
    with poll.app.app_context():
        for _ in range(3):
            submit("", slug=poll.slug, raw_answers=raw, now=datetime.now(UTC))
    page.goto(f"{poll.page}/results")


looks = pytest.mark.parametrize("state", [form, results], ids=lambda s: s.__name__)


SIZES = [(320, 100), (640, 200), (1280, 100)]


@every_kind
@looks
def test_axe_finds_nothing_and_nothing_sticks_out(new_context, stage, kind, state):
    page = new_context().new_page()
    state(page, stage, kind)
    assert glaring(page) == {}
    assert overflow_at(page, SIZES) == {}


@every_kind
def test_whatever_is_pressed_is_large(page, stage, kind):
    form(page, stage, kind)
    rows = page.locator("form .row").all()
    fields = page.locator("form :is(select, textarea, input.input)").all()
    assert rows or fields
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert [r.inner_text() for r in rows if r.bounding_box()["height"] < 64] == []
        low = [f.inner_html() for f in fields if f.bounding_box()["height"] < 48]
        assert low == []


def test_what_stands_alone_clears_the_others_and_is_cleared_by_them(page, stage):
    form(page, stage, QuestionKind.MULTIPLE)
    rest, heat = page.get_by_label("Rest"), page.get_by_label("Heat")
    none, refuse = (
        page.get_by_label("None of these"),
        page.get_by_label("Prefer not to say"),
    )
    said = page.get_by_role("status")
    rest.check()
    heat.check()
    assert said.text_content() == ""
    none.check()
    assert not rest.is_checked()
    assert not heat.is_checked()
    assert said.text_content() == (
        "\u201cNone of these\u201d is selected. No longer selected: "
        "\u201cRest\u201d, \u201cHeat\u201d."
    )
    refuse.check()
    assert not none.is_checked()
    rest.check()
    assert not refuse.is_checked()
    assert "No longer selected: \u201cPrefer not to say\u201d." in said.text_content()


def written(page, address, *, room):
    """A text is written until so much room is left."""
    page.goto(address)
    field = page.locator("[name=text]")
    field.fill("x" * (120 - room - 1))
    field.press("y")
    return page.locator(".count").inner_text()


@pytest.mark.parametrize("where", ["page", "frame"])
def test_who_writes_is_told_how_much_room_is_left(page, stage, where):
    asked = replace(ONE_OF_EACH[QuestionKind.TEXT][0], limits=TextLimits(about=120))
    address = getattr(stage(questionnaire=questionnaire(asked), **SHOWN), where)
    said = page.locator("[name=text] ~ [role=status]")
    assert written(page, address, room=110) == "Characters left: 110"
    page.wait_for_timeout(QUIET)
    assert said.text_content() == ""
    assert written(page, address, room=99) == "Characters left: 99"
    expect(said).to_have_text("Characters left: 99")
    assert "Characters left: 379" in written(page, address, room=-1)
    field, faces = page.locator("[name=text]"), chr(0x1F600) * 100
    for text in (faces, faces + "x" * 398):
        field.fill(text)
    field.press_sequentially("abc")
    assert field.input_value()[-3:] == "xab"
    assert "Characters left: 0" in page.locator(".count").inner_text()
    assert glaring(page) == {}


def test_without_a_script_the_server_clears_the_others(new_context, stage):
    page = new_context(java_script_enabled=False).new_page()
    form(page, stage, QuestionKind.MULTIPLE)
    page.get_by_label("Rest").check()
    page.get_by_label("None of these").check()
    page.get_by_role("button", name="Submit answer").click()
    own = page.locator("#your-answer .facts dd")
    assert own.all_inner_texts() == ["None of these"]
