"""A form that met the end of a sign-in: kept on the sign-in page until it is over.

It travels sealed, and opens only on the browser that sent it: nobody else can write
one, or have one of their own carried on by a member of staff.
"""

import json
import secrets
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Request, session

from pollsvc.domain.errors import WrongOrigin
from pollsvc.installation import current
from pollsvc.web.fields import HiddenField
from pollsvc.web.origins import require_own_origin
from pollsvc.web.seals import seal, unseal
from pollsvc.web.sign_in import KEEPER

KEPT_LIFE = timedelta(hours=24)
"""Long enough to ask for a new one-time link in between."""

_PURPOSE = "kept form"
_NOT_KEPT = frozenset({"csrf_token"})
_KEEPER_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class KeptForm:
    """What somebody sent, to be sent again by the same person.

    Attributes:
        to: The path it was sent to.
        fields: What it held, without the token that has gone stale.
    """

    to: str
    fields: tuple[HiddenField, ...]

    def first(self, name: str) -> str:
        """Return what the first field of a name holds, or nothing."""
        return next((f.value for f in self.fields if f.name == name), "")


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


def seal_kept(kept: KeptForm, *, now: datetime) -> str:
    """Return a kept form as text for a field of this browser's sign-in page."""
    keeper = session.setdefault(KEEPER, secrets.token_hex(_KEEPER_BYTES))
    pairs = [[field.name, field.value] for field in kept.fields]
    inside = json.dumps([int(now.timestamp()), kept.to, pairs], ensure_ascii=False)
    return seal(zlib.compress(inside.encode()), keeper, current().key(_PURPOSE))


def open_kept(text: str, *, now: datetime) -> KeptForm | None:
    """Return the form that `seal_kept` sealed.

    None where it is not that, is too old, or was sealed for another browser.
    """
    keeper = session.get(KEEPER, "")
    packed = unseal(text, keeper, current().keys_to_read(_PURPOSE))
    if packed is None:
        return None
    kept_at, to, pairs = json.loads(zlib.decompress(packed))
    if now - datetime.fromtimestamp(kept_at, UTC) > KEPT_LIFE:
        return None
    fields = tuple(HiddenField(name=name, value=value) for name, value in pairs)
    return KeptForm(to=to, fields=fields)
