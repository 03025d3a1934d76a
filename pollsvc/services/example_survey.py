"""The example survey: a question of every kind, and made-up people who answer it."""

import random
from datetime import date
from decimal import Decimal

from pollsvc.domain.answer_sets import AGREE
from pollsvc.domain.answers import (
    NOT_ANSWERED,
    Answer,
    Answers,
    Chosen,
    Counted,
    Dated,
    Ranked,
    Rated,
    Selected,
    Written,
)
from pollsvc.domain.kinds.rank import places_of
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    DateLimits,
    NumberLimits,
    Option,
    OptionRole,
    Question,
    QuestionKind,
    Questionnaire,
    RankLimits,
    Row,
    ScaleEnds,
    TextLimits,
)
from pollsvc.services.example_translations import LIVING_WITH_RA

PEOPLE = 143


def _options(**labels: str) -> tuple[Option, ...]:
    return tuple(
        Option(code=code.removeprefix("_"), label=label)
        for code, label in labels.items()
    )


def _other(label: str) -> Option:
    return Option(code="other", label=label, role=OptionRole.OTHER)


CARE = Question(
    code="care",
    kind=QuestionKind.SINGLE,
    text="Whom do you see most often about your RA?",
    options=(
        *_options(
            rheumatologist="A rheumatologist",
            nurse="A rheumatology nurse",
            family="My family doctor",
        ),
        _other("Somebody else"),
        REFUSE,
    ),
)
HELPS = Question(
    code="helps",
    kind=QuestionKind.MULTIPLE,
    text="Which of these have helped you in the past month?",
    options=(
        *_options(
            medicine="Taking my medicine on time",
            moving="Gentle exercise",
            rest="Planned rest",
            warmth="Heat or cold",
            aids="Splints, grips or other aids",
            talking="Talking with others who have RA",
        ),
        _other("Something else"),
        Option(code="none", label="None of these", role=OptionRole.NONE),
        REFUSE,
    ),
)
EXPLAINED = Question(
    code="explained",
    kind=QuestionKind.SCALE,
    text="My treatment has been explained to me in words I understand.",
    hint="How far do you agree?",
    options=(*AGREE.options, DONT_KNOW),
)
RECOMMEND = Question(
    code="recommend",
    kind=QuestionKind.SCALE,
    text="How likely are you to tell somebody with new RA about this community?",
    options=_options(**{f"_{point}": str(point) for point in range(11)}),
    limits=ScaleEnds(low="Not at all likely", high="Very likely", promoter=True),
)
SLEEP = Question(
    code="sleep",
    kind=QuestionKind.NUMBER,
    text="On most nights last week, how many hours did you sleep?",
    options=(DONT_KNOW,),
    limits=NumberLimits(
        least=Decimal(0),
        most=Decimal(24),
        unit="hours",
        plausible_least=Decimal(2),
        plausible_most=Decimal(14),
        bins=tuple(map(Decimal, (0, 4, 5, 6, 7, 8, 9))),
    ),
)
MATTERS = Question(
    code="matters",
    kind=QuestionKind.RANK,
    text="What matters most to you in a treatment?",
    options=(
        *_options(
            pain="Less pain",
            tiredness="Less tiredness",
            moving="Moving freely",
            effects="Few side effects",
            simple="Simple to take",
        ),
        REFUSE,
    ),
    limits=RankLimits(places=3),
)
TASKS = Question(
    code="tasks",
    kind=QuestionKind.MATRIX,
    text="Last week, how hard was it for you to do these things?",
    options=(
        *_options(_1="Not hard", _2="A little hard", _3="Very hard", _4="Not possible"),
        Option(code="not_tried", label="I did not do this", role=OptionRole.DONT_KNOW),
    ),
    rows=(
        Row(code="jar", label="Open a new jar"),
        Row(code="buttons", label="Do up buttons"),
        Row(code="stairs", label="Climb a flight of stairs"),
        Row(code="shopping", label="Carry shopping home"),
    ),
)
TOLD = Question(
    code="told",
    kind=QuestionKind.DATE,
    text="When were you told that you have RA?",
    hint="If you do not remember the day, write the first of the month.",
    options=(DONT_KNOW, REFUSE),
    limits=DateLimits(earliest=date(1940, 1, 1)),
)
TIP = Question(
    code="tip",
    kind=QuestionKind.TEXT,
    text="What would you tell somebody who has just learned that they have RA?",
    limits=TextLimits(long=True, about=300),
)

SURVEY = Questionnaire(
    questions=(
        CARE,
        HELPS,
        EXPLAINED,
        RECOMMEND,
        SLEEP,
        MATTERS,
        TASKS,
        TOLD,
        TIP,
    ),
    translations=LIVING_WITH_RA,
)

_TIPS = (
    "Write your questions down before you see the doctor.",
    "Be patient with yourself. Some days are for resting.",
    "Ask for the grip that opens jars. It is worth it.",
    "You are not alone with this.",
)


def people() -> tuple[Answers, ...]:
    """Return what each of the made-up people answered: always the same."""
    # Nobody is to be kept from guessing what is made up.
    draw = random.Random("living-with-ra")  # noqa: S311
    return tuple(_person(draw) for _ in range(PEOPLE))


def _person(draw: random.Random) -> Answers:
    severe = draw.random()
    return {
        CARE.code: Chosen(_pick(draw, CARE, (70, 34, 22, 9, 4))),
        HELPS.code: _helps(draw),
        EXPLAINED.code: Chosen(_pick(draw, EXPLAINED, (6, 15, 20, 58, 38, 4))),
        RECOMMEND.code: Chosen(
            _pick(draw, RECOMMEND, (1, 1, 2, 3, 3, 9, 8, 17, 30, 34, 35))
        ),
        SLEEP.code: _sleep(draw, severe),
        MATTERS.code: _matters(draw),
        TASKS.code: _tasks(draw, severe),
        TOLD.code: _told(draw),
        TIP.code: Written(draw.choice(_TIPS)) if _happens(draw, 0.4) else NOT_ANSWERED,
    }


def _pick(draw: random.Random, question: Question, weights: tuple[int, ...]) -> str:
    codes = [option.code for option in question.options]
    return draw.choices(codes, weights)[0]


def _happens(draw: random.Random, chance: float) -> bool:
    return draw.random() < chance


def _helps(draw: random.Random) -> Answer:
    chances = (0.72, 0.55, 0.5, 0.44, 0.3, 0.36)
    chosen = tuple(
        option.code
        for option, chance in zip(HELPS.options, chances, strict=False)
        if _happens(draw, chance)
    )
    return Selected(chosen or ("none",))


def _sleep(draw: random.Random, severe: float) -> Answer:
    if _happens(draw, 0.05):
        return Chosen(DONT_KNOW.code)
    return Counted(Decimal(max(2, round(draw.gauss(7.4 - 1.8 * severe, 1.1)))))


def _matters(draw: random.Random) -> Answer:
    weights = {"pain": 9, "moving": 7, "tiredness": 6, "effects": 4, "simple": 2}
    order: list[str] = []
    while len(order) < places_of(MATTERS):
        left = {code: w for code, w in weights.items() if code not in order}
        order += draw.choices([*left], [*left.values()])
    return Ranked(tuple(order))


def _tasks(draw: random.Random, severe: float) -> Answer:
    harder = {"jar": 0.25, "buttons": 0.0, "stairs": 0.05, "shopping": 0.18}
    return Rated(
        {
            row: "not_tried"
            if _happens(draw, 0.05)
            else str(min(4, 1 + int((severe + more) * 2.3 + draw.random() * 0.7)))
            for row, more in harder.items()
        }
    )


def _told(draw: random.Random) -> Answer:
    if _happens(draw, 0.12):
        return Chosen(DONT_KNOW.code)
    return Dated(date(draw.randint(1985, 2025), draw.randint(1, 12), 1))
