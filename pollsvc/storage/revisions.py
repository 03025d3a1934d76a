"""Running alembic's revisions on a connection that is in a transaction already."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from pollsvc.storage.tables import PollRow


def upgrade(connection: Connection, scripts: Path, to: str = "head") -> None:
    """Run the revisions that are missing, up to one."""
    command.upgrade(_config(connection, scripts), to)


def _config(connection: Connection, scripts: Path) -> Config:
    config = Config()
    # Alembic reads options through ConfigParser, for which % is special.
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = PollRow.metadata
    return config
