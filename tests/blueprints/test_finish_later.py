"""Finish later: kept where somebody stopped, and gone on with by the link alone."""

import pytest

from tests.blueprints.test_surveys import CHECK, SURVEY
from tests.counting import stored
from tests.factories import SLUG, question, questionnaire
from tests.page import words

POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
KEPT = "Your answers so far are kept"
THANKS = "Thank you. Your answer is counted."
LATER, RESUME = "Finish later", "Go on where I stopped"


@pytest.fixture(autouse=True)
def survey(publish):
    publish(questionnaire=SURVEY)


@pytest.fixture
def answers(app):
    def answers():
        with app.app_context():
            return stored()

    return answers


def link(page):
    assert page.heading == KEPT, page.text
    return words(page.document.query_one("#bookmark-text"))


@pytest.mark.parametrize("start", [POLL, FRAME])
def test_on_another_device_without_cookies_all_is_as_it_was(newcomer, answers, start):
    page = newcomer(keeps_cookies=False).open(start).press("Continue", visits="1")
    kept = page.press(LATER, wait="1")
    assert (kept.header("Set-Cookie"), answers()) == (None, [])
    back = newcomer(keeps_cookies=False).open(link(kept)).press(RESUME)
    assert (back.heading, back.chosen) == (page.heading, ["1"])
    assert back.press("Back").chosen == ["1"]
    page = back.press("Continue").press("Continue", age="54")
    assert page.heading == CHECK
    page.press("Submit answers")
    assert answers() == [{"visits": "1", "wait": "1", "age": "54"}]


@pytest.mark.parametrize("start", [POLL, FRAME])
def test_what_is_no_answer_yet_is_kept_too(newcomer, start):
    page = newcomer().open(start).press("Continue", visits="0")
    kept = page.press(LATER, age="fifty")
    back = newcomer().open(link(kept)).press(RESUME)
    assert 'value="fifty"' in back.html


def test_from_the_check_it_leads_back_to_the_check(newcomer):
    page = newcomer().open(POLL).press("Continue", visits="0")
    check = page.press("Continue", age="54")
    back = newcomer().open(link(check.press(LATER))).press(RESUME)
    assert back.heading == CHECK


@pytest.mark.parametrize("start", [POLL, FRAME])
def test_going_on_at_once_needs_no_link(visitor, start):
    kept = visitor.open(start).press(LATER, visits="2")
    page = kept.press("Go on now")
    assert (page.chosen, page.path) == (["2"], f"{start}/continue")


def test_after_submitting_the_link_opens_nothing(newcomer, answers):
    kept = newcomer().open(POLL).press(LATER, visits="0")
    url = link(kept)
    back = newcomer().open(url).press(RESUME).press("Continue")
    back.press("Continue", age="54").press("Submit answers")
    gone = newcomer().open(url).press(RESUME)
    assert (gone.status, "Nothing is kept" in gone.text) == (404, True)
    assert len(answers()) == 1


def test_kept_again_it_is_the_same_link_with_what_was_given_last(newcomer):
    page = newcomer().open(POLL)
    kept, again = (page.press(LATER, visits=code) for code in "02")
    assert link(again) == link(kept)
    assert newcomer().open(link(again)).press(RESUME).chosen == ["2"]


def test_kept_again_after_going_on_another_link_takes_the_place_of_the_first(newcomer):
    kept = newcomer().open(POLL).press(LATER, visits="0")
    again = newcomer().open(link(kept)).press(RESUME).press(LATER, visits="2")
    assert "opens nothing any more" in again.text
    assert newcomer().open(link(again)).press(RESUME).chosen == ["2"]
    assert newcomer().open(link(kept)).press(RESUME).status == 404


def test_who_made_a_link_sees_nothing_of_what_is_submitted_through_it(
    newcomer, answers
):
    form = newcomer().open(POLL)
    kept = form.press(LATER, visits="0")
    page = newcomer().open(link(kept)).press(RESUME).press("Continue")
    page.press("Continue", age="54").press("Submit answers")
    page = form.press("Continue", visits="0").press("Continue", age="20")
    done = page.press("Submit answers")
    assert (done.heading, "54" in done.text) == (THANKS, False)
    assert len(answers()) == 2


def test_who_changes_an_answer_has_its_receipt_and_needs_no_link(newcomer):
    page = newcomer().open(POLL).press("Continue", visits="0")
    done = page.press("Continue", age="54").press("Submit answers")
    fields = [("receipt", done.receipt)]
    check = newcomer().send(f"{POLL}/change", fields)
    assert (check.heading, LATER in check.buttons()) == (CHECK, False)
    first = check.press("Back")
    assert LATER not in first.buttons()
    action, sent = first.form("Continue")
    forced = newcomer().send(action, [*sent, ("_go", "later")])
    assert forced.heading != KEPT


def test_the_secret_is_in_one_address_which_is_told_to_nobody(newcomer):
    kept = newcomer().open(POLL).press(LATER, visits="0")
    secret = link(kept).rpartition("/")[2]
    asked = newcomer().open(link(kept))
    assert asked.header("Referrer-Policy") == "no-referrer"
    assert asked.header("Cache-Control") == "no-store"
    back = asked.press(RESUME)
    assert (secret in back.path, secret in back.html) == (False, False)
    assert kept.header("Cache-Control") == "no-store"
    assert POLL in newcomer().open(POLL).html
    assert newcomer().open(POLL).header("Referrer-Policy") == "same-origin"


def test_a_form_of_another_site_opens_nothing(newcomer):
    kept = newcomer().open(POLL).press(LATER, visits="1")
    action, fields = newcomer().open(link(kept)).form(RESUME)
    page = newcomer().send(action, fields, **{"Sec-Fetch-Site": "cross-site"})
    assert (page.status, page.chosen) == (403, [])


def test_who_got_the_link_from_somebody_else_can_begin_anew(newcomer):
    kept = newcomer().open(POLL).press(LATER, visits="1")
    asked = newcomer().open(link(kept))
    assert "what is in it is theirs" in asked.text
    anew = asked.document.query_one("main p a")
    assert newcomer().open(anew.attrs["href"]).chosen == []


@pytest.mark.parametrize("text", ["short", "a" * 26, "%00", "a" * 500])
def test_a_link_that_is_none_is_told_so(newcomer, text):
    page = newcomer().open(f"{POLL}/continue/{text}")
    if page.status == 200:
        page = page.press(RESUME)
    assert page.status == 404
    assert "link" in page.text
    assert page.buttons() == []


def test_a_poll_of_one_page_offers_nothing_to_finish_later(publish, visitor):
    publish(slug="short", questionnaire=questionnaire(question()))
    assert LATER not in visitor.open("/p/short").buttons()


def test_without_room_the_page_comes_back_with_all_that_is_in_it(newcomer, monkeypatch):
    monkeypatch.setattr("pollsvc.services.bookmarks.MOST_BYTES", 0)
    page = newcomer().open(POLL).press("Continue", visits="1").press(LATER, wait="1")
    assert (page.status, page.chosen) == (503, ["1"])
    assert "no room left" in page.text
    assert page.press("Continue").status == 200


def test_a_form_of_another_site_keeps_nothing(newcomer):
    action, fields = newcomer().open(POLL).form(LATER, visits="1")
    page = newcomer().send(action, fields, Origin="https://elsewhere.example")
    assert page.status == 403
    assert KEPT not in page.text


def test_noise_in_place_of_a_choice_is_not_kept(newcomer):
    visitor = newcomer()
    action, fields = visitor.open(POLL).form(LATER, visits="1")
    noisy = [(k, "x" * 44_000 if k == "visits" else v) for k, v in fields]
    kept = visitor.send(action, noisy)
    assert newcomer().open(link(kept)).press(RESUME).chosen == []


def test_words_that_are_too_many_come_back_to_be_shortened(newcomer):
    page = newcomer().open(POLL).press("Continue", visits="0")
    back = page.press(LATER, age="x" * 501)
    assert (back.status, "x" * 501 in back.html) == (422, True)
    assert "Shorten your answer" in back.text


def test_one_network_cannot_fill_what_is_kept_for_everybody(newcomer):
    page = newcomer().open(POLL)
    for _ in range(20):
        assert page.press(LATER, visits="1").heading == KEPT
    past = page.press(LATER, visits="1")
    assert (past.status, past.chosen) == (429, ["1"])
    assert "no more is kept now" in past.text
    assert past.press("Continue").status == 200


class TestPastTheAllowance:
    @pytest.fixture
    def settings(self, settings):
        return settings.model_copy(update={"answer_limit": "2/minute"})

    def test_the_form_is_handed_back_whole(self, visitor):
        page = visitor.open(POLL)
        for _ in range(2):
            assert page.press(LATER, visits="1").status == 200
        past = page.press(LATER, visits="1")
        assert past.status == 429
        assert past.header("Retry-After")
        assert ("visits", "1") in past.form(past.buttons()[-1])[1]
