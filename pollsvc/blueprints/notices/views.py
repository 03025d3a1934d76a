"""What respondents are promised and asked for, and what our pages are made of."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from pollsvc.blueprints.notices.presenting import privacy_page
from pollsvc.installation import current
from pollsvc.web.access import public

blueprint = Blueprint("notices", __name__)


@blueprint.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """What happens to an answer."""
    page = privacy_page(now=current().clock())
    return render_template("notices/privacy.html", page=page)


@blueprint.get("/rules")
@public
def rules() -> ResponseReturnValue:
    """The rules of taking part."""
    return render_template("notices/rules.html")


@blueprint.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """How the pages suit everybody, and whom to ask where they do not."""
    return render_template("notices/accessibility.html")


@blueprint.get("/style-guide")
@public
def style_guide() -> ResponseReturnValue:
    """Every component of the pages in every state."""
    return render_template("notices/style_guide.html")
