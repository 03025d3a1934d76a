"""What a survey says in other languages: which there are, and the texts of one."""

import re

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pollsvc.blueprints.editing import saving
from pollsvc.blueprints.editing.forms import SeenForm, sent
from pollsvc.blueprints.editing.translating import (
    AT_ONCE,
    part_of,
    read_texts,
    translatable,
    translating,
)
from pollsvc.blueprints.editing.translation_forms import (
    Beside,
    languages_page,
    translation_page,
)
from pollsvc.domain.errors import (
    DraftRefused,
    MeaningWanted,
    QuestionChanged,
    Refusal,
)
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import LANGUAGE
from pollsvc.domain.staff import Permission
from pollsvc.services import authoring
from pollsvc.web.access import staff_only
from pollsvc.web.languages import worded
from pollsvc.web.meanings import meaning_of
from pollsvc.web.messages import said, say
from pollsvc.web.sign_in import checks_token_itself

_REFUSED, _CONFLICT = 422, 409
_PART = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


@staff_only(Permission.AUTHOR_POLLS)
def translations(slug: str) -> ResponseReturnValue:
    """List the languages of a survey, or go to one that is to be added."""
    poll = authoring.find_poll(slug=slug)
    wanted = request.args.get("language")
    if wanted and LANGUAGE.fullmatch(wanted):
        where = url_for("editing.translation", slug=slug, language=wanted)
        return redirect(where, 303)
    page = languages_page(poll, said())
    return render_template("editing/languages.html", page=page)


@staff_only(Permission.AUTHOR_POLLS)
@checks_token_itself
def translation(slug: str, language: str) -> ResponseReturnValue:
    """Translate the texts of a survey, as many as are wished."""
    poll = authoring.find_poll(slug=slug)
    is_own = language == poll.questionnaire.language
    part = _part(translatable(poll))
    if is_own or part is None or not LANGUAGE.fullmatch(language):
        abort(404)
    if request.method == "POST":
        return _answered(poll, language, part)
    beside = Beside(problems={}, notices=said())
    page = translation_page(poll, language, part, None, beside)
    return render_template("editing/translation.html", page=page)


def _answered(poll: Poll, language: str, part: int) -> ResponseReturnValue:
    form, typed = SeenForm(), sent()
    texts = read_texts(typed, part_of(translatable(poll), part))
    if not form.validate():
        notice = gettext(
            "This page had grown too old. Nothing is lost: please press once more."
        )
        beside = Beside(problems={}, notice=notice)
        return _again(poll, language, part, texts, beside), _REFUSED
    try:
        change = translating(language, texts, typed.one("seen"))
        saving.apply(poll.slug, change, meaning_of(typed.one("meaning")))
    except Refusal as refusal:
        beside, status = _why_not(refusal, language)
        return _again(poll, language, part, texts, beside), status
    say(gettext("The translation is saved."))
    where = url_for("editing.translation", slug=poll.slug, language=language, part=part)
    return redirect(where, 303)


def _why_not(refusal: Refusal, language: str) -> tuple[Beside, int]:
    match refusal:
        case DraftRefused(problems=problems):
            start = f"translations.{language}."
            mine = {
                path.removeprefix(start): worded(told)
                for path, told in problems.items()
                if path.startswith(start)
            }
            notice = None if mine else " ".join(map(worded, problems.values()))
            return Beside(problems=mine, notice=notice), _REFUSED
        case MeaningWanted(changes=changes):
            return Beside(problems={}, changes=changes), _CONFLICT
        case QuestionChanged():
            notice = gettext(
                "Somebody else translated some of these texts in the meantime; theirs "
                "stand below yours. Press once more to put yours in their place."
            )
            return Beside(problems={}, notice=notice, overtaken=True), _CONFLICT
        case _:
            return Beside(problems={}, notice=worded(refusal.text)), _CONFLICT


def _again(
    poll: Poll, language: str, part: int, texts: dict[str, str], beside: Beside
) -> str:
    page = translation_page(poll, language, part, texts, beside)
    return render_template("editing/translation.html", page=page)


def _part(texts: tuple[object, ...]) -> int | None:
    wanted = request.args.get("part", "1")
    last = max(1, -(-len(texts) // AT_ONCE))
    if not _PART.fullmatch(wanted) or int(wanted) > last:
        return None
    return int(wanted)
