"""Gives questions and pages their rules, from the expressions of another tool."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pollsvc.definitions.foreign.conditions import Subject
from pollsvc.definitions.foreign.expressions import NotExpressible, parse
from pollsvc.definitions.foreign.meanings import Find, rule_of
from pollsvc.definitions.foreign.surveys import ForeignPage
from pollsvc.definitions.reports import Remarks
from pollsvc.domain.questionnaires import Page, Question, Questionnaire
from pollsvc.domain.routing_rules import asked_if, routing_problems
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Rule, conditions_in


@dataclass(frozen=True, kw_only=True)
class Shown:
    """When a question is shown, as it was written, and what rules may call it."""

    name: str
    written: tuple[str, ...]
    subjects: Mapping[str, Subject]


def routed(
    whole: Questionnaire,
    shown: Sequence[Shown],
    pages: Sequence[ForeignPage],
    remarks: Remarks,
    *,
    xpath: bool,
) -> Questionnaire:
    """Return a questionnaire with its rules.

    What no rule of ours says is remarked, and what it was about is always shown.
    """
    names = {name: s for each in shown for name, s in each.subjects.items()}
    folded = {name.casefold(): subject for name, subject in names.items()}

    def find(name: str) -> Subject | None:
        for ending in ("", ".NAOK", ".value", ".code"):
            bare = name.removesuffix(ending)
            found = names.get(bare) or folded.get(bare.casefold())
            if found is not None:
                return found
        return None

    read = _Rules(find=find, remarks=remarks, xpath=xpath)
    written = zip(whole.pages, pages, strict=True)
    whole = replace(whole, pages=tuple(_with_rule(p, f, read) for p, f in written))
    for number, each in enumerate(shown):
        rule = read.rule(each.name, each.written)
        if rule is not None:
            whole = _with(whole, number, rule, each, remarks)
    return _guarded_pages(whole, remarks)


@dataclass(frozen=True, kw_only=True)
class _Rules:
    find: Find
    remarks: Remarks
    xpath: bool

    def rule(self, where: str, written: tuple[str, ...]) -> Rule | None:
        rules = [rule for each in written for rule in self._rules(where, each)]
        if not rules:
            return None
        return rules[0] if len(rules) == 1 else AllOf(tuple(rules))

    def _rules(self, where: str, written: str) -> Iterator[Rule]:
        try:
            rule = rule_of(parse(written, xpath=self.xpath), self.find)
        except NotExpressible as error:
            self.remarks.lost(where, always_asked(written, str(error)))
            return
        if rule is not None:
            yield rule


def always_asked(written: str, why: str) -> str:
    """Return the sentence about a rule that could not be kept."""
    return f"The rule {written!r} could not be kept: {why}. It is always asked."


def _with_rule(page: Page, foreign: ForeignPage, read: _Rules) -> Page:
    where = foreign.title or ", ".join(foreign.questions[:1])
    return replace(page, show_if=read.rule(where, foreign.show_if))


def _with(
    whole: Questionnaire, number: int, rule: Rule, shown: Shown, remarks: Remarks
) -> Questionnaire:
    """Return a questionnaire in which one question has a rule that can be followed."""
    path = f"questions[{number}].show_if"
    for candidate in _candidates(whole, whole.questions[number], rule):
        tried = _replaced(whole, number, candidate)
        problem = dict(routing_problems(tried)).get(path)
        if problem is None:
            _remark_guard(rule, candidate, shown.name, remarks)
            return tried
    written = " and ".join(shown.written)
    remarks.lost(shown.name, always_asked(written, (problem or "").rstrip(".")))
    return whole


def _candidates(whole: Questionnaire, question: Question, rule: Rule) -> Iterator[Rule]:
    known = asked_if(whole, replace(question, show_if=rule))
    yield rule
    # Beside each condition first: that changes nothing of what the rule says.
    yield _locally_guarded(whole, rule, known)
    yield guarded(whole, rule, known)


def _locally_guarded(whole: Questionnaire, rule: Rule, known: frozenset[Rule]) -> Rule:
    match rule:
        case Condition():
            return guarded(whole, rule, known)
        case Not(inner):
            return Not(_locally_guarded(whole, inner, known))
        case AllOf(rules):
            return AllOf(tuple(_locally_guarded(whole, r, known) for r in rules))
        case AnyOf(rules):
            return AnyOf(tuple(_locally_guarded(whole, r, known) for r in rules))


def guarded(whole: Questionnaire, rule: Rule, known: frozenset[Rule]) -> Rule:
    """Return a rule joined with those by which the questions it names are asked."""
    needed: dict[Rule, None] = {}
    for condition in conditions_in(rule):
        question = whole.question(condition.question.partition(".")[0])
        missing = asked_if(whole, question) - known if question else ()
        needed |= dict.fromkeys(sorted(missing, key=repr))
    own = rule.rules if isinstance(rule, AllOf) else (rule,)
    return AllOf((*needed, *own)) if needed else rule


def _remark_guard(rule: Rule, kept: Rule, where: str, remarks: Remarks) -> None:
    plain = rule.rules if isinstance(rule, AllOf) else (rule,)
    if kept == rule or all(isinstance(each, Condition) for each in plain):
        return
    sentence = (
        "Its rule names a question that not everybody is asked; now it is looked at "
        "among those who were asked."
    )
    remarks.changed(where, sentence)


def _guarded_pages(whole: Questionnaire, remarks: Remarks) -> Questionnaire:
    for number, page in enumerate(whole.pages):
        problem = dict(routing_problems(whole)).get(f"pages[{number}].show_if")
        if page.show_if is None or problem is None:
            continue
        rule = guarded(whole, page.show_if, frozenset({page.show_if}))
        pages = [*whole.pages]
        pages[number] = replace(page, show_if=rule)
        whole = replace(whole, pages=tuple(pages))
        _remark_guard(page.show_if, rule, page.questions[0], remarks)
    return whole


def _replaced(whole: Questionnaire, number: int, rule: Rule) -> Questionnaire:
    questions = [*whole.questions]
    questions[number] = replace(questions[number], show_if=rule)
    return replace(whole, questions=tuple(questions))
