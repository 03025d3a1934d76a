"""What becomes of a questionnaire when one question is written anew, its code too."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pollsvc.domain.questionnaires import Question, Questionnaire, Translation
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Rule
from pollsvc.domain.translations import is_piped, recoded


def with_question(
    questionnaire: Questionnaire, code: str, question: Question
) -> Questionnaire:
    """Return a questionnaire with a question in the place of the one with a code.

    Rules, pages and texts that name the question follow its new code.
    """
    old, new = code, question.code
    questions = tuple(
        question if each.code == old else _following(each, old, new)
        for each in questionnaire.questions
    )
    pages = tuple(
        replace(
            page,
            questions=tuple(new if each == old else each for each in page.questions),
            show_if=_renamed(page.show_if, old, new),
        )
        for page in questionnaire.pages
    )
    return replace(
        questionnaire,
        questions=questions,
        pages=pages,
        translations=tuple(
            _translation(each, old, new) for each in questionnaire.translations
        ),
    )


def with_heads(questionnaire: Questionnaire, heads: Mapping[str, str]) -> Questionnaire:
    """Return a questionnaire whose pages' titles are translated under their new heads.

    Args:
        questionnaire: With its pages as they are now.
        heads: By the code of the question that began a page that of the one that does.
    """
    translations = tuple(
        replace(each, texts=dict(_headed(each.texts, heads)))
        for each in questionnaire.translations
    )
    return replace(questionnaire, translations=translations)


def _headed(
    texts: Mapping[str, str], heads: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for key, text in texts.items():
        section, _, code = key.partition(".")
        if section != "pages":
            yield key, text
        elif code in heads:
            yield f"{section}.{heads[code]}", text


def _translation(translation: Translation, old: str, new: str) -> Translation:
    texts = {
        recoded(key, old, new): _marked(text, old, new) if is_piped(key) else text
        for key, text in translation.texts.items()
    }
    return replace(translation, texts=texts)


def _marked(text: str, old: str, new: str) -> str:
    return text.replace(f"{{{old}}}", f"{{{new}}}")


def _following(question: Question, old: str, new: str) -> Question:
    hint = question.hint
    return replace(
        question,
        text=_marked(question.text, old, new),
        hint=None if hint is None else _marked(hint, old, new),
        show_if=_renamed(question.show_if, old, new),
    )


def _renamed(rule: Rule | None, old: str, new: str) -> Rule | None:
    return None if rule is None else _rule(rule, old, new)


def _rule(rule: Rule, old: str, new: str) -> Rule:
    match rule:
        case AllOf(rules):
            return AllOf(tuple(_rule(each, old, new) for each in rules))
        case AnyOf(rules):
            return AnyOf(tuple(_rule(each, old, new) for each in rules))
        case Not(inner):
            return Not(_rule(inner, old, new))
        case Condition():
            code, dot, row = rule.question.partition(".")
            return replace(rule, question=f"{new}{dot}{row}") if code == old else rule
