"""The pages that pictures are taken of, and what to do on each first."""

import picture_acts as acts
import picture_polls as polls
from picture_beginning import BEGINNING
from picture_editing import EDITING
from picture_page import Page
from picture_places import Place
from picture_translated import TRANSLATED

OPEN = "pharmacy-visits"
CLOSED = "morning-stiffness"
SURVEY = "living-with-ra"
_TOO_LONG = "x" * 70_000

_ANSWERING = (
    Page(name="home", path="/"),
    Page(name="poll", path=f"/p/{OPEN}"),
    Page(name="poll-no-answer", path=f"/p/{OPEN}", first=acts.submit, then=422),
    Page(name="poll-thanks", path=f"/p/{OPEN}", first=acts.answer),
    Page(
        name="poll-thanks-no-script", path=f"/p/{OPEN}", first=acts.answer, script=False
    ),
    Page(name="poll-closed", path=f"/p/{CLOSED}"),
    Page(name="poll-upcoming", path=f"/p/{polls.UPCOMING}"),
    Page(name="poll-deletes", path=f"/p/{polls.BURST}"),
    Page(name="frame", path=f"/e/{OPEN}"),
    Page(name="frame-no-answer", path=f"/e/{OPEN}", first=acts.submit, then=422),
    Page(name="frame-thanks", path=f"/e/{OPEN}", first=acts.answer),
    Page(name="frame-results", path=f"/e/{CLOSED}/results"),
    Page(name="frame-upcoming", path=f"/e/{polls.UPCOMING}"),
    Page(name="article", path="/example/article"),
    Page(
        name="change",
        path=f"/p/{OPEN}",
        first=acts.press("Change my answer", after=acts.answer),
    ),
)
_SURVEY = (
    *(
        Page(
            name=f"survey-{kind}",
            path=f"/p/{SURVEY}",
            first=acts.press(*["Continue"] * number),
        )
        for number, kind in enumerate(
            (
                *("single", "multiple", "scale", "points", "number", "rank"),
                *("matrix", "date", "text"),
            )
        )
    ),
    Page(
        name="survey-text-written",
        path=f"/p/{SURVEY}",
        first=acts.write("Mornings are slow. ", acts.press(*["Continue"] * 8)),
    ),
    Page(name="survey-slip", path=f"/p/{SURVEY}", first=acts.slip, then=422),
    Page(name="survey-check", path=f"/p/{SURVEY}", first=acts.answer_survey),
    Page(
        name="survey-thanks",
        path=f"/p/{SURVEY}",
        first=acts.press("Submit answers", after=acts.answer_survey),
    ),
    Page(
        name="survey-kept",
        path=f"/p/{SURVEY}",
        first=acts.press("Continue", "Finish later"),
    ),
    Page(
        name="survey-kept-in-frame",
        path=f"/e/{SURVEY}",
        first=acts.press("Continue", "Finish later"),
    ),
    Page(name="survey-continue", path=f"/p/{SURVEY}/continue/{'a' * 26}"),
    Page(
        name="survey-nothing-kept",
        path=f"/p/{SURVEY}/continue/{'a' * 26}",
        first=acts.press("Go on where I stopped"),
        then=404,
    ),
    Page(name="survey-results", path=f"/p/{SURVEY}/results"),
)
_RESULTS = (
    Page(name="results-before-answering", path=f"/p/{OPEN}/results", status=403),
    Page(name="results-closed", path=f"/p/{CLOSED}/results"),
    Page(name="results-set-aside", path=f"/p/{polls.BURST}/results"),
    Page(name="results-counted-in", path=f"/p/{polls.COUNTED_IN}/results"),
    Page(name="results-too-few", path=f"/p/{polls.FEW}/results"),
    Page(name="results-purged", path=f"/p/{polls.PURGED}/results"),
    Page(name="results-archived", path=f"/p/{polls.ARCHIVED}/results"),
)
_LADDER = (
    Page(
        name="work",
        path=f"/p/{OPEN}",
        first=acts.exceed,
        then=429,
        place=Place.CROWDED,
    ),
    Page(
        name="work-no-script",
        path=f"/p/{OPEN}",
        first=acts.exceed,
        then=429,
        place=Place.CROWDED,
        script=False,
    ),
    Page(
        name="work-in-frame",
        path=f"/e/{OPEN}",
        first=acts.exceed_in_frame,
        then=429,
        place=Place.CROWDED,
    ),
    Page(
        name="work-going-on",
        path=f"/p/{OPEN}",
        first=acts.be_working,
        then=429,
        place=Place.CROWDED,
    ),
    Page(
        name="work-impossible",
        path=f"/p/{OPEN}",
        first=acts.be_unable_to_work,
        then=429,
        place=Place.CROWDED,
    ),
    Page(
        name="work-failed",
        path=f"/p/{OPEN}",
        first=acts.fail_to_work,
        then=429,
        place=Place.CROWDED,
    ),
    Page(
        name="work-done",
        path=f"/p/{OPEN}",
        first=acts.until(
            "Thank you", acts.press("Submit my answer", after=acts.exceed)
        ),
        place=Place.CROWDED,
    ),
    Page(
        name="work-set-aside",
        path=f"/p/{OPEN}",
        first=acts.press("Send it now to be looked at", after=acts.exceed),
        place=Place.CROWDED,
    ),
    Page(
        name="work-no-more",
        path=f"/p/{OPEN}",
        first=acts.use_everything_up,
        then=429,
        place=Place.CROWDED,
    ),
)
_REFUSALS = (
    Page(
        name="damaged",
        path=f"/p/{OPEN}",
        first=acts.send(f"/p/{OPEN}?answer=", {"visits": "1", "ballot": "damaged"}),
        then=400,
    ),
    Page(
        name="from-elsewhere",
        path=f"/p/{OPEN}",
        first=acts.send_from_elsewhere,
        then=403,
    ),
    Page(name="not-found", path="/p/no-such-poll", status=404),
    Page(name="not-found-in-frame", path="/e/no-such-poll", status=404),
    Page(name="not-possible", path="/", first=acts.send("/", {}), then=405),
    Page(
        name="too-late-to-change",
        path=f"/p/{OPEN}",
        first=acts.send(
            f"/p/{CLOSED}?answer=", {"stiffness": "none", "_change": "yes"}
        ),
        then=409,
    ),
    Page(
        name="too-late",
        path=f"/p/{OPEN}",
        first=acts.send(f"/p/{CLOSED}?answer=", {"stiffness": "none"}),
        then=410,
    ),
    Page(
        name="too-large",
        path=f"/p/{OPEN}",
        first=acts.send(f"/p/{OPEN}?answer=", {"visits": _TOO_LONG}),
        then=413,
    ),
    Page(name="fault", path=f"/p/{OPEN}", status=500, place=Place.BROKEN),
    Page(
        name="not-stored",
        path=f"/p/{OPEN}",
        first=acts.until("send your answer again", acts.answer),
        then=503,
        place=Place.LOCKED,
    ),
    Page(name="wrong-host", path="/", status=400, place=Place.ELSEWHERE),
    Page(
        name="staff-stale-form",
        path="/staff/",
        staff=True,
        first=acts.send("/staff/sign-out", {}),
        then=400,
    ),
)
_RECEIPTS = (
    Page(name="receipt", path="/receipt"),
    Page(
        name="receipt-unknown",
        path="/receipt",
        first=acts.enter_receipt("nobody-was-given-this"),
        then=422,
    ),
    Page(name="receipt-found", path=f"/p/{OPEN}", first=acts.find_own_answer),
    Page(
        name="receipt-withdraw",
        path=f"/p/{OPEN}",
        first=acts.press("Take back my answer", after=acts.answer),
    ),
    Page(
        name="receipt-withdrawn",
        path=f"/p/{OPEN}",
        first=acts.press(
            "Take back my answer", "Take back my answer", after=acts.answer
        ),
    ),
    Page(
        name="receipt-outlived",
        path="/receipt",
        first=acts.enter_outlived_receipt,
        then=404,
    ),
)
_NOTICES = (
    Page(name="privacy", path="/privacy"),
    Page(name="accessibility", path="/accessibility"),
    Page(name="rules", path="/rules"),
    Page(name="style-guide", path="/style-guide"),
)
_DATASETS = (
    Page(name="dataset", path=f"/d/{CLOSED}"),
    Page(name="dataset-set-aside", path=f"/d/{polls.COUNTED_IN}"),
    Page(name="dataset-purged", path=f"/d/{polls.PURGED}"),
)
_STAFF = (
    Page(name="staff-sign-in", path="/staff/sign-in"),
    Page(
        name="staff-sign-in-away",
        path="/staff/sign-in",
        first=acts.fill_in_sign_in,
        then=503,
        place=Place.WITHOUT_REDIS,
    ),
    Page(name="staff-dashboard", path="/staff/", staff=True),
    Page(name="staff-new-poll", path="/staff/polls/new", staff=True),
    Page(
        name="staff-draft",
        path=f"/staff/polls/{polls.DRAFT}/edit",
        first=acts.open_settings,
        staff=True,
    ),
    Page(name="staff-poll-draft", path=f"/staff/polls/{polls.DRAFT}", staff=True),
    Page(name="staff-poll-open", path=f"/staff/polls/{OPEN}", staff=True),
    Page(name="staff-poll-deletes", path=f"/staff/polls/{polls.BURST}", staff=True),
    Page(name="staff-poll-closed", path=f"/staff/polls/{CLOSED}", staff=True),
    Page(name="staff-poll-purged", path=f"/staff/polls/{polls.PURGED}", staff=True),
    Page(name="staff-poll-archived", path=f"/staff/polls/{polls.ARCHIVED}", staff=True),
    Page(name="arrivals", path=f"/staff/polls/{polls.BURST}/arrivals", staff=True),
    Page(
        name="arrivals-decide",
        path=f"/staff/polls/{polls.BURST}/arrivals",
        first=acts.press("Count those set aside"),
        staff=True,
    ),
    Page(
        name="arrivals-closed",
        path=f"/staff/polls/{polls.COUNTED_IN}/arrivals",
        staff=True,
    ),
    Page(name="arrivals-few", path=f"/staff/polls/{polls.FEW}/arrivals", staff=True),
    Page(
        name="arrivals-none", path=f"/staff/polls/{polls.NOBODY}/arrivals", staff=True
    ),
    Page(name="analysis", path=f"/staff/polls/{SURVEY}/analysis", staff=True),
    Page(name="analysis-one-choice", path=f"/staff/polls/{OPEN}/analysis", staff=True),
    Page(name="analysis-few", path=f"/staff/polls/{polls.FEW}/analysis", staff=True),
    Page(name="analysis-none", path=f"/staff/polls/{polls.DRAFT}/analysis", staff=True),
    Page(name="staff-sign-ins", path="/staff/sign-ins", staff=True),
)
PAGES = (
    *(*_ANSWERING, *_SURVEY, *TRANSLATED, *_RESULTS, *_LADDER, *_REFUSALS),
    *(*_RECEIPTS, *_NOTICES, *_DATASETS, *_STAFF, *EDITING, *BEGINNING),
)
