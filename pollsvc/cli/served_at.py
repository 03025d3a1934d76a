"""Where `pollsvc serve` last served: for links made beside it, or after it."""

from pathlib import Path

from pollsvc.config import Settings

FILE_NAME = "served_at"


def remember(instance: Path, address: str) -> None:
    """Note in the instance folder at which address it is served."""
    (instance / FILE_NAME).write_text(f"{address}\n", encoding="utf-8")


def link_base(settings: Settings) -> str:
    """Return what links begin with: the setting, or where it was last served."""
    if "public_url" in settings.model_fields_set:
        return settings.public_url
    try:
        noted = (settings.instance / FILE_NAME).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        noted = ""
    return noted or settings.public_url
