"""create_app: the only wiring of settings, extensions, pages and errors."""

from datetime import timedelta

from flask import Flask
from jinja2 import StrictUndefined

from pollsvc import logs
from pollsvc.blueprints.accounts.views import blueprint as accounts
from pollsvc.blueprints.analysing.views import blueprint as analysing
from pollsvc.blueprints.arrivals.views import blueprint as arrivals
from pollsvc.blueprints.authoring.views import blueprint as authoring
from pollsvc.blueprints.beginning.views import blueprint as beginning
from pollsvc.blueprints.datasets.views import blueprint as datasets
from pollsvc.blueprints.editing.views import blueprint as editing
from pollsvc.blueprints.embedding.views import blueprint as embedding
from pollsvc.blueprints.home.views import blueprint as home
from pollsvc.blueprints.notices.views import blueprint as notices
from pollsvc.blueprints.operating.views import blueprint as operating
from pollsvc.blueprints.receipts.views import blueprint as receipts
from pollsvc.blueprints.responding.continuing import blueprint as continuing
from pollsvc.blueprints.responding.previews import blueprint as previews
from pollsvc.blueprints.responding.views import blueprint as responding
from pollsvc.blueprints.results.views import blueprint as results
from pollsvc.blueprints.scheduling.views import blueprint as scheduling
from pollsvc.config import Settings, load_settings
from pollsvc.domain.keys import KeyRing
from pollsvc.extensions import csrf, db
from pollsvc.installation import EXTENSION, Installation, machine_clock
from pollsvc.instance_secret import keys_to_serve_with
from pollsvc.services.clock import Clock, SharedClock
from pollsvc.storage.session import engine_options, prepare_engine
from pollsvc.web.assets import init_assets
from pollsvc.web.bodies import init_bodies
from pollsvc.web.converters import SlugConverter, WaveConverter
from pollsvc.web.errors import init_errors
from pollsvc.web.figures import init_figures
from pollsvc.web.flask_answers import init_flask_answers
from pollsvc.web.headers import init_headers
from pollsvc.web.hosts import init_hosts
from pollsvc.web.kept_pages import init_kept_pages
from pollsvc.web.languages import init_languages
from pollsvc.web.limits import init_limits
from pollsvc.web.newer_keys import init_newer_keys, signing_settings
from pollsvc.web.plain_flask import PlainFlask
from pollsvc.web.plain_forms import PlainForms
from pollsvc.web.poll_languages import init_poll_languages
from pollsvc.web.proxies import BehindProxies
from pollsvc.web.readiness import init_readiness
from pollsvc.web.repeated_pages import RepeatedPages
from pollsvc.web.sign_in import init_login
from pollsvc.web.site import init_site
from pollsvc.web.staff_cookie import StaffCookie

MAX_BODY = 64 * 1024
MAX_FIELDS = 200
"""A form of ours is never larger, nor has it more fields; what is or has gets 413."""

# These take nothing that a session would protect, and must work without cookies:
# what they guard against is refused by origin instead.
WITHOUT_SESSION = (responding, continuing, receipts)

# These show with the answers in it why a form was refused.
TELL_THEMSELVES = ("responding.answer", "responding.answer_frame")


def create_app(
    settings: Settings | None = None, *, clock: Clock | None = None
) -> Flask:
    """Return the application for an installation.

    Args:
        settings: What to use instead of the file and the environment.
        clock: What time it is, UTC, instead of what the database says.

    Raises:
        SettingsError: A setting or the secret key cannot be used.
    """
    logs.configure()
    settings = settings or load_settings()
    keys = keys_to_serve_with(settings.instance)
    app = PlainFlask(__name__, instance_path=str(settings.instance))
    clock = clock or _clock_of(settings)
    here = Installation(settings=settings, keys=keys, clock=clock)
    app.extensions[EXTENSION] = here
    app.config.update(_flask_settings(settings, keys))
    app.session_interface = StaffCookie()
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # Within all that says where a request comes from.
    app.wsgi_app = RepeatedPages(app)  # type: ignore[method-assign]
    app.wsgi_app = PlainForms(app, largest=MAX_BODY)  # type: ignore[method-assign]
    if hops := settings.trusted_proxies:
        behind = BehindProxies(app.wsgi_app, hops=hops)
        app.wsgi_app = behind  # type: ignore[method-assign]
    init_newer_keys(app)
    init_figures(app)
    _bind_extensions(app, here)
    _register(app)
    return app


def _clock_of(settings: Settings) -> Clock:
    # SQLite is on this machine, and has no other clock.
    is_here = settings.database.startswith("sqlite")
    return machine_clock if is_here else SharedClock(machine_clock)


def _flask_settings(settings: Settings, keys: KeyRing) -> dict[str, object]:
    return signing_settings(keys) | {
        "COMPRESS_MIMETYPES": ["text/css", "text/javascript", "application/javascript"],
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database),
        "SESSION_COOKIE_NAME": "__Host-staff" if settings.secure else "staff",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=14),
        # Painful hands are slow: a form is good for as long as its sign-in.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
    }


def _bind_extensions(app: Flask, here: Installation) -> None:
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    # In this order: what is for another site, or too large, is refused before it is
    # counted or read.
    init_languages(app)
    init_poll_languages(app)
    init_hosts(app, here)
    init_errors(app)
    init_bodies(app, largest=MAX_BODY, most_fields=MAX_FIELDS)
    csrf.init_app(app)
    init_limits(app, here)
    init_login(app)
    init_headers(app)
    init_assets(app)
    init_site(app)
    init_kept_pages(app)
    init_readiness(app)
    init_flask_answers(app, own_way=TELL_THEMSELVES)


def _register(app: Flask) -> None:
    app.url_map.converters["slug"] = SlugConverter
    app.url_map.converters["wave"] = WaveConverter
    for blueprint in WITHOUT_SESSION:
        csrf.exempt(blueprint)
    for blueprint in (
        home,
        responding,
        continuing,
        results,
        scheduling,
        receipts,
        embedding,
        notices,
        datasets,
        accounts,
        authoring,
        beginning,
        previews,
        editing,
        arrivals,
        analysing,
        operating,
    ):
        app.register_blueprint(blueprint)
