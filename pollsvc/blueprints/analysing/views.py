"""For staff who may see data: the numbers of a wave, and how sure they are."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.analysing.presenting import analysis_page
from pollsvc.domain.staff import Permission
from pollsvc.installation import current
from pollsvc.services.analysing import wave_analysis
from pollsvc.web.access import staff_only

blueprint = Blueprint("analysing", __name__, url_prefix="/staff/polls/<slug:slug>")


@blueprint.get("/analysis")
@staff_only(Permission.SEE_DATA)
def newest(slug: str) -> ResponseReturnValue:
    """Show the numbers of a poll's newest wave."""
    return _shown(slug, None)


@blueprint.get("/analysis/<wave:wave>")
@staff_only(Permission.SEE_DATA)
def of_wave(slug: str, wave: str) -> ResponseReturnValue:
    """Show the numbers of one wave."""
    return _shown(slug, wave)


def _shown(slug: str, wave: str | None) -> ResponseReturnValue:
    now = current().clock()
    analysis = wave_analysis(slug=slug, wave_code=wave, now=now)
    page = analysis_page(analysis, now=now)
    return render_template("analysing/analysis.html", page=page)
