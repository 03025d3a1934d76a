"""The least that a Flask application can do: what all else is measured by."""

from flask import Flask


def create_app() -> Flask:
    """Gives an application that says hello."""
    app = Flask(__name__)

    @app.get("/")
    def hello() -> str:
        return "Hello, world!"

    return app
