"""A form that met the end of a sign-in: kept on the sign-in page until it is over."""

import json
from dataclasses import dataclass

from flask import Request

from pollsvc.domain.errors import WrongOrigin
from pollsvc.installation import current
from pollsvc.web.fields import HiddenField
from pollsvc.web.origins import require_own_origin
from pollsvc.web.sign_in import safe_path

_NOT_KEPT = frozenset({"csrf_token"})


@dataclass(frozen=True, kw_only=True)
class KeptForm:
    """What somebody sent, to be sent again by the same person.

    Attributes:
        to: The path it was sent to.
        fields: What it held, without the token that has gone stale.
    """

    to: str
    fields: tuple[HiddenField, ...]

    def to_text(self) -> str:
        """Return it as text for a form field."""
        pairs = [[field.name, field.value] for field in self.fields]
        return json.dumps({"to": self.to, "fields": pairs})


def kept_form(request: Request) -> KeptForm | None:
    """Return the form of a request, unless another site's page has sent it."""
    try:
        require_own_origin(request, current())
    except WrongOrigin:
        return None
    fields = tuple(
        HiddenField(name=name, value=value)
        for name, value in request.form.items(multi=True)
        if name not in _NOT_KEPT
    )
    return KeptForm(to=request.path, fields=fields)


def read_kept(text: str | None) -> KeptForm | None:
    """Return the form that `to_text` wrote, or None where there is none."""
    try:
        document = json.loads(text or "")
        to = safe_path(document["to"])
        fields = tuple(
            HiddenField(name=str(name), value=str(value))
            for name, value in document["fields"]
        )
    except (ValueError, TypeError, KeyError):
        return None
    return KeptForm(to=to, fields=fields) if to else None
