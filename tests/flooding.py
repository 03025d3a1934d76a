"""A poll that more came to than counts, and decisions about what was set aside.

For use inside an application context.
"""

from pollsvc.domain.asides import Aside
from pollsvc.domain.responses import Outcome
from pollsvc.services import recounting, set_aside
from tests.counting import recounted, tallied
from tests.factories import SLUG
from tests.publishing import AUTHOR, NOW, published, submit

WAVE = "2026-11"


def aside(code, why=Aside.BURST, **given):
    outcome = submit(code, aside=why, **given)
    assert outcome is Outcome.SET_ASIDE


def decide(*, counted, wave=WAVE, slug=SLUG):
    return set_aside.count_set_aside(
        slug=slug, wave_code=wave, counted=counted, actor=AUTHOR, now=NOW
    )


def agrees():
    recounting.recount(slug=SLUG)
    assert recounted() == tallied()


def flooded(*, ordinary=12, burst=11, failed=2, **given):
    """A poll with answers, some of them set aside."""
    published(**given)
    for _ in range(ordinary):
        submit("1")
    for _ in range(burst):
        aside("2")
    for _ in range(failed):
        aside("3", Aside.WORK_FAILED)
