"""Gives questions and pages their rules, from the expressions of another tool."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pollsvc.definitions.foreign.conditions import Subject
from pollsvc.definitions.foreign.expressions import NotExpressible, parse
from pollsvc.definitions.foreign.meanings import Find, rule_of
from pollsvc.definitions.foreign.piping import ENDINGS
from pollsvc.definitions.foreign.surveys import ForeignPage
from pollsvc.definitions.reports import Remarks
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import Page, Question, Questionnaire
from pollsvc.domain.routing_rules import asked_if, shape_problem
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Rule, conjuncts


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
        for ending in ENDINGS:
            bare = name.removesuffix(ending)
            found = names.get(bare) or folded.get(bare.casefold())
            if found is not None:
                return found
        return None

    read = _Rules(find=find, remarks=remarks, xpath=xpath)
    written = zip(whole.pages, pages, strict=True)
    whole = replace(whole, pages=tuple(_with_rule(p, f, read) for p, f in written))
    for number, each in enumerate(shown):
        whole = _with_guarded_page(whole, whole.questions[number])
        rule = read.rule(each.name, each.written)
        if rule is not None:
            kept = _short_enough(whole, number, rule, each, remarks)
            whole = _replaced(whole, number, kept)
    return whole


def _short_enough(
    whole: Questionnaire, number: int, rule: Rule, shown: Shown, remarks: Remarks
) -> Rule | None:
    """Return a question's rule, guarded if it does not become too long by that.

    As it was written it may do as well, where all that it asks of was met by all. Else
    it is taken out here, so that what is asked by this question can keep its own rule.
    """
    question = replace(whole.questions[number], show_if=None)
    safe = guarded(whole, rule, asked_if(whole, question))
    problem = shape_problem(safe)
    if not problem:
        return safe
    if not problems_of(_replaced(whole, number, rule)):
        return rule
    written = " and ".join(shown.written)
    remarks.lost(shown.name, always_asked(written, problem.rstrip(".")))
    return None


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


def _with_guarded_page(whole: Questionnaire, question: Question) -> Questionnaire:
    """Return a questionnaire in which the page that begins with a question is ready."""
    pages = [*whole.pages]
    for number, page in enumerate(pages):
        if page.show_if is not None and page.questions[:1] == (question.code,):
            rule = guarded(whole, page.show_if, frozenset())
            pages[number] = replace(page, show_if=rule)
    return replace(whole, pages=tuple(pages))


def guarded(whole: Questionnaire, rule: Rule, known: frozenset[Rule]) -> Rule:
    """Return a rule that also says when the questions that it names are asked.

    That stands beside each condition, and so changes nothing of what the rule says:
    a condition on a question that was not asked does not hold.

    Args:
        whole: The questionnaire, whose earlier rules are ready.
        rule: The rule.
        known: What holds already where it is looked at.
    """
    match rule:
        case Condition():
            missing = _asked_if(whole, rule) - known
            return AllOf((*sorted(missing, key=repr), rule)) if missing else rule
        case Not(inner):
            return Not(guarded(whole, inner, known))
        case AnyOf(rules):
            return AnyOf(tuple(guarded(whole, each, known) for each in rules))
        case AllOf(rules):
            return AllOf(tuple(_beside_each_other(whole, rules, known)))


def _beside_each_other(
    whole: Questionnaire, rules: tuple[Rule, ...], known: frozenset[Rule]
) -> Iterator[Rule]:
    for place, each in enumerate(rules):
        others = rules[:place] + rules[place + 1 :]
        together = known.union(*map(conjuncts, others))
        found = guarded(whole, each, together)
        if isinstance(each, Condition) and isinstance(found, AllOf):
            yield from found.rules
        else:
            yield found


def _asked_if(whole: Questionnaire, condition: Condition) -> frozenset[Rule]:
    question = whole.question(condition.question.partition(".")[0])
    return asked_if(whole, question) if question else frozenset()


def _replaced(whole: Questionnaire, number: int, rule: Rule | None) -> Questionnaire:
    questions = [*whole.questions]
    questions[number] = replace(questions[number], show_if=rule)
    return replace(whole, questions=tuple(questions))
