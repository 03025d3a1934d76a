"""Serves any application as `pollsvc serve` serves its own: same server, same settings.

Run as `python -m benchmark.serve_factory FACTORY --workers N --port N`.
"""

import argparse

from pollsvc.cli import serving


def workers(*, shared_limits: bool) -> int:
    """Tells how many workers `pollsvc serve` would run."""
    return serving._workers(shared_limits=shared_limits)  # noqa: SLF001


def main() -> None:
    """Serves until it is stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("factory")
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--port", type=int, required=True)
    asked = parser.parse_args()
    vars(serving)["FACTORY"] = asked.factory
    serving._server("127.0.0.1", asked.port, asked.workers).serve()  # noqa: SLF001


if __name__ == "__main__":
    main()
