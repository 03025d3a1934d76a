"""The script that puts polls into other sites' pages, and such a page to look at."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.embedding.pages import ArticlePage
from pollsvc.installation import current
from pollsvc.services.listing import public_list
from pollsvc.web.access import public
from pollsvc.web.assets import compressed_file
from pollsvc.web.frame_heights import reserved_heights
from pollsvc.web.headers import allow_any_site, hold_frames

blueprint = Blueprint("embedding", __name__)

ARTICLE_POLL = "pharmacy-visits"
"""The example poll that the article is about."""

SCRIPT_LIFE_S = 3600
"""Short, because host pages name the script by an address that never changes."""


@blueprint.get("/embed.js")
@public
def script() -> ResponseReturnValue:
    """The script, for any site."""
    response: Response = compressed_file("embed.js")
    response.cache_control.max_age = SCRIPT_LIFE_S
    allow_any_site()
    return response


@blueprint.get("/example/article")
@public
def article() -> ResponseReturnValue:
    """An article of an imagined community; only where its example poll is open."""
    found = public_list(now=current().clock(), most_closed=0)
    examples = (entry.poll for entry in found.open if entry.poll.is_example)
    poll = next((poll for poll in examples if poll.slug == ARTICLE_POLL), None)
    if poll is None:
        abort(HTTPStatus.NOT_FOUND)
    page = ArticlePage(
        slug=poll.slug,
        question=poll.questionnaire.questions[0].text,
        poll_url=url_for("responding.poll", slug=poll.slug),
        script_url=url_for("embedding.script"),
        heights=reserved_heights(poll),
    )
    hold_frames()
    return render_template("embedding/article.html", page=page)
