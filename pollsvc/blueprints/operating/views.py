"""What operators and their programs ask: does it live, can it work, how does it do."""

from dataclasses import asdict
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from pollsvc.installation import current
from pollsvc.web import forwarding
from pollsvc.web.access import public
from pollsvc.web.figures import figures_text
from pollsvc.web.operators import FIGURES, HEALTH, READINESS, operators_only
from pollsvc.web.readiness import health_now

blueprint = Blueprint("operating", __name__)


@blueprint.get(HEALTH)
@public
def healthz() -> ResponseReturnValue:
    """Whether this process lives; and to its operator, how the request came."""
    asked = request.headers.get(forwarding.HEADER)
    if asked and forwarding.is_question(asked, current().keys):
        seen = forwarding.seen_in(request.environ)
        return jsonify(status="alive", forwarding=asdict(seen))
    return jsonify(status="alive")


@blueprint.get(READINESS)
@public
def readyz() -> ResponseReturnValue:
    """Whether answers are taken now, and if not, what is missing."""
    health = health_now()
    response = jsonify(
        status=health.status,
        database=health.database,
        disk="ok" if health.has_room else "full",
        limits=health.limits,
    )
    if not health.is_ready:
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    return response


@blueprint.get(FIGURES)
@operators_only
def metrics() -> ResponseReturnValue:
    """The figures, for Prometheus."""
    accept = request.headers.get("Accept", "")
    text, content_type = figures_text(health_now(), accept=accept)
    return Response(text, content_type=content_type)
