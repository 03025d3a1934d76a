"""Redis, which counts what networks send: reachable, and forgetful."""

from collections.abc import Iterator

from pollsvc.config import Settings
from pollsvc.domain.findings import Finding, ok, problem, warning
from pollsvc.web.counts import REDIS_TIMEOUT_S

_FORGETFUL = {"save": "", "appendonly": "no"}
_ADVICE = (
    'Set save "" and appendonly no: on disk, the marks of networks outlive their hour.'
)


def findings(settings: Settings) -> Iterator[Finding]:
    """Yield what is found of the Redis in use, if one is."""
    if settings.redis_url is None:
        yield ok("redis", "none: limits are counted in memory, by one worker")
        return
    from redis import Redis, RedisError  # noqa: PLC0415 -- an extra, needed only here

    client = Redis.from_url(
        settings.redis_url,
        socket_connect_timeout=REDIS_TIMEOUT_S,
        socket_timeout=REDIS_TIMEOUT_S,
        decode_responses=True,
    )
    with client:
        try:
            client.ping()
        except RedisError as error:
            yield problem(
                "redis",
                f"does not answer ({type(error).__name__})",
                "Start it: until then each worker counts for itself.",
            )
            return
        yield ok("redis", "answers")
        try:
            told = client.config_get(*_FORGETFUL)
            kept = {name: told[name] for name in _FORGETFUL}  # type: ignore[index]
        except (RedisError, KeyError):
            yield warning("redis files", "it does not say what it keeps", _ADVICE)
            return
    remembers = [f"{n} {v}" for n, v in kept.items() if v != _FORGETFUL[n]]
    if remembers:
        yield problem("redis files", ", ".join(remembers), _ADVICE)
    else:
        yield ok("redis files", "keeps nothing on disk")
