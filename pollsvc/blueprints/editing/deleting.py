"""What is asked before a question is deleted, and said of a page that is gone."""

from flask import url_for
from flask_babel import gettext

from pollsvc.blueprints.editing.conditions import read_rule
from pollsvc.blueprints.editing.conflicts import question_words
from pollsvc.blueprints.editing.pages import DeletePage
from pollsvc.blueprints.editing.shapes import Unreadable
from pollsvc.blueprints.editing.typed import Typed
from pollsvc.domain.errors import EditRefused
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Question
from pollsvc.domain.quick_text import clean_line
from pollsvc.domain.rearranging import removed
from pollsvc.domain.revisions import fingerprint
from pollsvc.domain.sentences import in_a_row
from pollsvc.domain.texts import isolated
from pollsvc.web.fields import HiddenField
from pollsvc.web.rule_words import rule_words
from pollsvc.web.sign_in import csrf_field


def delete_page(poll: Poll, stored: Question, *, says: str | None = None) -> DeletePage:
    """Return the page that asks, with what the question is now if that has changed.

    Args:
        poll: The survey.
        stored: The question.
        says: What happened since its author looked; None: nothing.
    """
    facts = question_words(stored, poll.questionnaire) if says else {}
    return DeletePage(
        text=stored.text,
        says=says,
        facts=tuple((label, said) for label, said in facts.items() if said),
        action=url_for("editing.delete", slug=poll.slug, code=stored.code),
        hidden=(csrf_field(), HiddenField(name="seen", value=fingerprint(stored))),
        obstacle=_obstacle(poll, stored),
        back_url=url_for("editing.outline", slug=poll.slug),
    )


def gone_words(poll: Poll, typed: Typed) -> str:
    """Return that a page is gone, with what its author had written for it."""
    title = clean_line(typed.one("title"))
    try:
        rule = read_rule(typed, poll.questionnaire.questions, None)
    except Unreadable:
        rule = None
    told = [gettext("This page is no longer there.")]
    if title:
        told.append(gettext("Its title was: “%(title)s”.", title=isolated(title)))
    if rule:
        words = rule_words(rule, poll.questionnaire)
        told.append(gettext("Shown if %(rule)s.", rule=words))
    return in_a_row(*told)


def _obstacle(poll: Poll, stored: Question) -> str | None:
    try:
        removed(poll.questionnaire, stored.code)
    except EditRefused as refusal:
        return refusal.text
    return None
