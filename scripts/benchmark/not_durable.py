"""The application with SQLite at `synchronous=NORMAL`: only to see what FULL costs.

No setting of the service can do this: a power cut would take back what was
acknowledged.
"""

import sqlite3

from flask import Flask
from sqlalchemy import event

from pollsvc.app import create_app as create_durable_app
from pollsvc.extensions import db


def create_app() -> Flask:
    """Gives the application, its connections made less durable."""
    app = create_durable_app()
    with app.app_context():
        db.engine.dispose()
        event.listen(db.engine, "connect", _relax)
    return app


def _relax(connection: sqlite3.Connection, record: object) -> None:
    del record
    connection.execute("PRAGMA synchronous=NORMAL")
