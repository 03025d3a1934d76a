"""Questions of other polls, put at the end of a questionnaire."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pollsvc.domain.naming import free_code
from pollsvc.domain.piping import NOTHING, marks_in, piped
from pollsvc.domain.questionnaires import Page, Question, Questionnaire
from pollsvc.domain.routing import page_of
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Rule, conditions_in
from pollsvc.domain.sentences import Sentence, sentence
from pollsvc.domain.translations import texts_of, translated, with_translation

_MOST_REPEATED = 60
"""So much of a question is repeated in a sentence about it."""


@dataclass(frozen=True, kw_only=True)
class Loan:
    """Some questions of one other poll, by their codes."""

    source: Questionnaire
    codes: Collection[str]


@dataclass(frozen=True, kw_only=True)
class Borrowed:
    """A questionnaire with the questions taken, and what differs from where they were.

    Attributes:
        notes: A sentence for each difference.
    """

    questionnaire: Questionnaire
    notes: tuple[Sentence, ...]


def with_questions(questionnaire: Questionnaire, loans: Iterable[Loan]) -> Borrowed:
    """Return a questionnaire with questions of others at its end.

    They come in its own language where they have words in it, and with what they say
    in its other languages. A code that is taken gets a number. Of rules, and of
    answers repeated in texts, only what looks at a question that comes along is kept.
    """
    notes: list[Sentence] = []
    for loan in loans:
        here = _spoken(loan, questionnaire.language)
        names = _names(questionnaire, loan)
        came = tuple(_moved(here, names))
        for before, after in came:
            notes += _notes(before, after, _Lost.of(here.source, before, names))
            if here.source.language != questionnaire.language:
                notes.append(_in_other_words(before, here.source, questionnaire))
        notes += _not_spoken_here(questionnaire, loan)
        questions = tuple(after for _, after in came)
        questionnaire = _with_translations(
            _with(questionnaire, questions), questions, loan, names
        )
    return Borrowed(questionnaire=questionnaire, notes=tuple(notes))


def _spoken(loan: Loan, language: str) -> Loan:
    if language not in loan.source.languages:
        return loan
    return replace(loan, source=translated(loan.source, language))


def _with_translations(
    questionnaire: Questionnaire,
    questions: tuple[Question, ...],
    loan: Loan,
    names: Mapping[str, str],
) -> Questionnaire:
    """Return a questionnaire with what the questions taken say in its languages."""
    own = _texts(questions)
    for known in questionnaire.translations:
        if known.language in loan.source.languages:
            spoken = _moved(_spoken(loan, known.language), names)
            said = _texts(tuple(after for _, after in spoken))
            more = {key: text for key, text in said.items() if text != own[key]}
            questionnaire = with_translation(
                questionnaire, replace(known, texts={**known.texts, **more})
            )
    return questionnaire


def _texts(questions: tuple[Question, ...]) -> dict[str, str]:
    return {
        text.key: text.text for text in texts_of(Questionnaire(questions=questions))
    }


def _not_spoken_here(questionnaire: Questionnaire, loan: Loan) -> Iterator[Sentence]:
    """Yield which translations have no place in a questionnaire, if any."""
    into = [each.language for each in loan.source.translations]
    if left := [each for each in into if each not in questionnaire.languages]:
        yield sentence(
            "Translations into other languages than this poll has were left out: "
            "{languages}.",
            languages=", ".join(left),
        )


def _names(questionnaire: Questionnaire, loan: Loan) -> dict[str, str]:
    """Return the new code of each question taken, by its own."""
    used = {question.code for question in questionnaire.questions}
    names: dict[str, str] = {}
    for question in loan.source.questions:
        if question.code in loan.codes:
            names[question.code] = free_code(question.code, used)
            used.add(names[question.code])
    return names


def _moved(loan: Loan, names: Mapping[str, str]) -> Iterator[tuple[Question, Question]]:
    """Yield each question taken, as it was and as it comes."""
    source = loan.source
    words = {
        question.code: f"{{{names[question.code]}}}"
        if question.code in names
        else NOTHING
        for question in source.questions
    }
    for question in source.questions:
        if question.code in names:
            kept = [
                _renamed(rule, names)
                for rule in _rules(source, question)
                if _looked_at(rule) <= names.keys()
            ]
            yield (
                question,
                replace(
                    piped(question, words),
                    code=names[question.code],
                    show_if=_together(kept),
                ),
            )


def _rules(source: Questionnaire, question: Question) -> tuple[Rule, ...]:
    """Return the rules that must all hold where a question is asked, as written."""
    of_page = page_of(source, question).show_if if source.pages else None
    rules = (*_parts(of_page), *_parts(question.show_if))
    return tuple(dict.fromkeys(rules))


def _parts(rule: Rule | None) -> Iterator[Rule]:
    match rule:
        case None:
            return
        case AllOf(rules):
            for each in rules:
                yield from _parts(each)
        case _:
            yield rule


def _together(rules: Sequence[Rule]) -> Rule | None:
    if len(rules) > 1:
        return AllOf(tuple(rules))
    return rules[0] if rules else None


def _looked_at(rule: Rule) -> set[str]:
    return {each.question.partition(".")[0] for each in conditions_in(rule)}


def _renamed(rule: Rule, names: Mapping[str, str]) -> Rule:
    match rule:
        case Condition():
            code, dot, row = rule.question.partition(".")
            return replace(rule, question=f"{names[code]}{dot}{row}")
        case Not(inner):
            return Not(_renamed(inner, names))
        case AllOf(rules):
            return AllOf(tuple(_renamed(each, names) for each in rules))
        case AnyOf(rules):
            return AnyOf(tuple(_renamed(each, names) for each in rules))


@dataclass(frozen=True, kw_only=True)
class _Lost:
    """Whether a question looked at others that did not come along.

    Attributes:
        rule: By the rule on which it is asked.
        answer: By repeating what was answered there.
    """

    rule: bool
    answer: bool

    @classmethod
    def of(
        cls, source: Questionnaire, question: Question, names: Mapping[str, str]
    ) -> "_Lost":
        rules = _rules(source, question)
        left = {each.code for each in source.questions} - names.keys()
        return cls(
            rule=any(_looked_at(rule) & left for rule in rules),
            answer=any(code in left for _, code in marks_in(question)),
        )


def _notes(before: Question, after: Question, lost: _Lost) -> Iterator[Sentence]:
    """Yield what is different about a question from where it was taken."""
    text = _short(before.text)
    if after.code != before.code:
        yield sentence(
            "“{question}” is called {code} in the data here: {taken} is taken.",
            question=text,
            code=after.code,
            taken=before.code,
        )
    if lost.rule:
        yield sentence(
            "“{question}” was asked of some only. What that rule says of a question "
            "that did not come along is left out.",
            question=text,
        )
    if lost.answer:
        yield sentence(
            "“{question}” repeated an answer to a question that did not come along. "
            "Write that part again.",
            question=text,
        )


def _in_other_words(
    question: Question, source: Questionnaire, target: Questionnaire
) -> Sentence:
    return sentence(
        "“{question}” is written in another language ({theirs}) than this poll "
        "({ours}).",
        question=_short(question.text),
        theirs=source.language,
        ours=target.language,
    )


def _short(text: str) -> str:
    return text if len(text) <= _MOST_REPEATED else f"{text[:_MOST_REPEATED]}{NOTHING}"


def _with(questionnaire: Questionnaire, questions: Sequence[Question]) -> Questionnaire:
    pages = questionnaire.pages
    if pages:
        pages += tuple(Page(questions=(each.code,)) for each in questions)
    return replace(
        questionnaire, questions=(*questionnaire.questions, *questions), pages=pages
    )
