"""The Flask extensions, unbound; `app.create_app` binds them."""

from flask import Response
from flask_compress import Compress
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """The base of every row class; constraints have names that migrations can use."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class StaffLogin(LoginManager):  # type: ignore[misc]
    """Sign-ins of the staff, which members' pages do not look for."""

    def _update_remember_cookie(self, response: Response) -> Response:
        """Leave answers alone: there is no second, long-lived cookie to renew.

        Looking for one would open the session, and with it vary every page by cookie.
        """
        return response


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
compress = Compress()
csrf = CSRFProtect()
login = StaffLogin()
