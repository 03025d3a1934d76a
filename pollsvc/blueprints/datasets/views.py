"""The data of a poll for analysts: a page that explains the file, and the file."""

from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.datasets.presenting import dataset_page
from pollsvc.domain.errors import ExportOptionRefused, NoSuchWave
from pollsvc.exports.options import read_options
from pollsvc.installation import current
from pollsvc.services.catalogue import published
from pollsvc.services.exporting import (
    Dataset,
    describe_dataset,
    export_csv,
    require_handed_out,
)
from pollsvc.web.access import is_staff, public
from pollsvc.web.downloads import large_file
from pollsvc.web.languages import best_of, nearest
from pollsvc.web.visitors import visitor_of

blueprint = Blueprint("datasets", __name__)


@blueprint.get("/d/<slug:slug>")
@public
def dataset(slug: str) -> ResponseReturnValue:
    """What the columns mean, the first rows, and ways to take them away."""
    now = current().clock()
    whole = _look(slug, now=now)
    language = best_of(whole.poll.questionnaire.languages)
    page = dataset_page(whole.labelled_in(language), now=now)
    return render_template("datasets/dataset.html", page=page)


@blueprint.get("/d/<slug:slug>.csv")
@public
def as_csv(slug: str) -> ResponseReturnValue:
    """The responses as CSV, sent as they are read."""
    options = read_options(request.args.to_dict(flat=False))
    now = current().clock()
    try:
        chosen = _look(slug, now=now, wave_codes=options.waves)
    except NoSuchWave as refusal:
        raise ExportOptionRefused(refusal.text) from None
    require_handed_out(chosen)
    language = nearest(options.language, chosen.poll.questionnaire.languages)
    chosen = chosen.labelled_in(language)
    response = large_file(
        export_csv(chosen, options.csv), name=f"{slug}.csv", mimetype="text/csv"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _look(slug: str, *, now: datetime, wave_codes: tuple[str, ...] = ()) -> Dataset:
    def described(*, has_answered: bool) -> Dataset:
        return describe_dataset(
            slug=slug,
            has_answered=has_answered,
            sees_data=is_staff(),
            now=now,
            wave_codes=wave_codes,
        )

    anybodys = described(has_answered=False)
    if is_staff():
        return anybodys
    visitor = visitor_of(request, published(slug), here=current(), now=now)
    return anybodys if visitor.response is None else described(has_answered=True)
