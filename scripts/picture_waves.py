"""Pictures of the pages on which staff change a poll's waves."""

from picture_page import Page

_WAVES = "/staff/polls/pharmacy-visits/waves"
WAVES = (
    Page(name="staff-poll-extend", path=f"{_WAVES}/extend", staff=True),
    Page(name="staff-poll-close-wave", path=f"{_WAVES}/close", staff=True),
)
