"""Builds the page of an analysis."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for

from pollsvc.blueprints.analysing.numbers import basis
from pollsvc.blueprints.analysing.pages import (
    AnalysisPage,
    QuestionSection,
)
from pollsvc.blueprints.analysing.parts import part_section
from pollsvc.blueprints.analysing.rankings import ranking_section
from pollsvc.domain.figures import QuestionFigures
from pollsvc.domain.question_estimates import inferences_in
from pollsvc.domain.sentences import Sentence, bare, counted, in_a_row, sentence
from pollsvc.services.analysing import QuestionAnalysis, WaveAnalysis
from pollsvc.web.poll_words import state_words
from pollsvc.web.wave_links import wave_links

_NO_LONGER = sentence("This question is no longer asked.")
_NOT_COUNTED = sentence(
    "What was answered is not counted; only how many answered and how many did not."
)
_MISSING = {
    "dont_know": sentence("Don't know"),
    "refused": sentence("Prefer not to say"),
    "not_answered": sentence("Not answered"),
    "not_asked": sentence("Not asked"),
}


def analysis_page(analysis: WaveAnalysis, *, now: datetime) -> AnalysisPage:
    """Return the numbers of one wave, and how sure they are."""
    poll, wave = analysis.poll, analysis.wave
    return AnalysisPage(
        title=poll.title,
        slug=poll.slug,
        state=state_words(poll, wave, now=now) if wave else "",
        responses=counted(
            "{number:,} answer", "{number:,} answers", number=analysis.responses
        ),
        wave=wave.code if wave else "",
        waves=wave_links(
            "analysing.of_wave",
            poll.slug,
            analysis.waves,
            shown=wave.code if wave else "",
        ),
        compared_with=analysis.before.code if analysis.before else "",
        unseen=analysis.unseen,
        results_url=_results_url(analysis),
        questions=tuple(
            _question(f"q{number}", question)
            for number, question in enumerate(analysis.questions, start=1)
        ),
    )


def _results_url(analysis: WaveAnalysis) -> str | None:
    if analysis.wave is None:
        return None
    slug, wave = analysis.poll.slug, analysis.wave.code
    return url_for("results.wave", slug=slug, wave=wave)


def _question(anchor: str, question: QuestionAnalysis) -> QuestionSection:
    estimates = question.estimates
    figures = estimates.figures
    return QuestionSection(
        id=anchor,
        text=figures.text,
        missing=_missing(figures),
        notes=tuple(_notes(question)),
        waves=question.waves,
        parts=tuple(
            part_section(f"{anchor}-{place}", part, figures)
            for place, part in enumerate(estimates.parts)
        ),
        basis=basis(inferences_in(estimates)),
        ranking=None
        if estimates.ranking is None
        else ranking_section(anchor, estimates.ranking),
        unseen=question.unseen,
    )


def _missing(figures: QuestionFigures) -> Sentence:
    return in_a_row(
        *(
            sentence("{label}: {number}.", label=label, number=bare(number))
            for kind, label in _MISSING.items()
            if (number := figures.missing.get(kind, 0))
        )
    )


def _notes(question: QuestionAnalysis) -> Iterator[str]:
    figures = question.estimates.figures
    if not figures.offered:
        yield _NO_LONGER
    if not question.estimates.parts:
        yield _NOT_COUNTED
    elif question.obstacle:
        yield question.obstacle
    if question.unread:
        yield question.unread
