"""What a survey of another tool says in its other languages, as translations.

Its file is read once for each language. What that gives is asked in the same way and
differs in its words alone: these are the translation.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pollsvc.definitions.foreign.languages import tag_of
from pollsvc.definitions.foreign.surveys import ForeignSurvey
from pollsvc.definitions.reports import Remarks
from pollsvc.domain.piping import MARK, names_in
from pollsvc.domain.questionnaires import Questionnaire, Translation
from pollsvc.domain.translation_rules import MAX_TRANSLATIONS, translation_problems
from pollsvc.domain.translations import (
    TITLE,
    SourceText,
    is_piped,
    ready_texts,
    texts_of,
)

Asked = Callable[[ForeignSurvey, Remarks], Questionnaire]
"""Returns what a survey asks, with our codes, before anything had to go."""


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A survey's other languages, by the names that its file has for them.

    Attributes:
        names: What the languages are called.
        read: Returns the survey in one of them; what is not said in it, in its own.
    """

    names: tuple[str, ...] = ()
    read: Callable[[str], ForeignSurvey]


def with_translations(
    whole: Questionnaire, title: str, spoken: Spoken, asked: Asked, remarks: Remarks
) -> Questionnaire:
    """Return a questionnaire with what it says in other languages.

    Args:
        whole: What is asked, which breaks no rule.
        title: The poll's title.
        spoken: Its other languages.
        asked: What makes a questionnaire of a survey, with the same codes.
        remarks: Where to say what could not be carried over.
    """
    translations = []
    for tag, name in _known(whole.language, spoken.names, remarks):
        theirs = Remarks()
        survey = spoken.read(name)
        said = dict(_said(survey, asked(survey, theirs)))
        sources = texts_of(whole, title if survey.title else None)
        ready = ready_texts(whole, tag)
        texts = dict(_translated(sources, said, ready))
        for where, sentence in theirs.losses():
            remarks.lost_once(where, sentence, f"In {name}: {sentence}")
        if texts:
            translations.append(Translation(language=tag, texts=texts))
    return _settled(replace(whole, translations=tuple(translations)), remarks)


def _known(
    own: str, names: Iterable[str], remarks: Remarks
) -> Iterator[tuple[str, str]]:
    seen = {own.casefold(): ""}
    for name in names:
        tag = tag_of(name)
        if tag is None:
            why = "it is not known which language that is"
        elif tag.casefold() in seen:
            why = f"the poll has texts in {tag} already"
        elif len(seen) > MAX_TRANSLATIONS:
            why = f"a poll speaks at most {MAX_TRANSLATIONS + 1} languages"
        else:
            seen[tag.casefold()] = name
            yield tag, name
            continue
        remarks.lost("", f"Texts in {name!r}: {why}.")


def _said(survey: ForeignSurvey, asked: Questionnaire) -> Iterator[tuple[str, str]]:
    # The question with which a page begins may have gone: any of them names it.
    for page in asked.pages:
        for code in page.questions:
            yield f"pages.{code}", page.title or ""
    for text in texts_of(replace(asked, pages=()), survey.title):
        yield text.key, text.text


def _translated(
    sources: Iterable[SourceText], said: Mapping[str, str], ready: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what is said otherwise; what reads the same stands there anyway."""
    for source in sources:
        text = said.get(source.key, "")
        if is_piped(source.key):
            text = _with_marks_of(source.text, text)
        if text and text not in {source.text, ready.get(source.key)}:
            yield source.key, text


def _with_marks_of(source: str, text: str) -> str:
    """Return a text with names where the source has no earlier answers."""
    meant = names_in(source)
    return MARK.sub(lambda m: m[0] if m[1] in meant else f"[{m[1]}]", text)


def _settled(whole: Questionnaire, remarks: Remarks) -> Questionnaire:
    """Return a questionnaire without translations that break a rule."""
    while problems := dict(translation_problems(whole)):
        kept = []
        for each in whole.translations:
            where = f"translations.{each.language}."
            for key, text in each.texts.items():
                if sentence := problems.get(f"{where}{key}"):
                    told = f"In {each.language} it says {text!r}. {sentence}"
                    remarks.lost(_question_of(key), told)
            texts = {k: t for k, t in each.texts.items() if where + k not in problems}
            kept.append(replace(each, texts=texts))
        whole = replace(whole, translations=tuple(kept))
    return whole


def _question_of(key: str) -> str:
    return "" if key == TITLE else key.split(".")[1]
