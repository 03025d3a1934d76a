"""Pictures of the pages on which staff run polls, and look at what came."""

import picture_acts as acts
import picture_polls as polls
from picture_page import Page
from picture_places import Place

STAFF = (
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
    Page(name="staff-poll-open", path="/staff/polls/pharmacy-visits", staff=True),
    Page(name="staff-poll-deletes", path=f"/staff/polls/{polls.BURST}", staff=True),
    Page(name="staff-poll-closed", path="/staff/polls/morning-stiffness", staff=True),
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
    Page(name="analysis", path="/staff/polls/living-with-ra/analysis", staff=True),
    Page(
        name="analysis-one-choice",
        path="/staff/polls/pharmacy-visits/analysis",
        staff=True,
    ),
    Page(name="analysis-few", path=f"/staff/polls/{polls.FEW}/analysis", staff=True),
    Page(name="analysis-none", path=f"/staff/polls/{polls.DRAFT}/analysis", staff=True),
    Page(name="staff-sign-ins", path="/staff/sign-ins", staff=True),
)
