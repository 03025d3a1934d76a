"""A group of commands that imports each only when it is used."""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import click

from pollsvc.cli.complaints import in_one_line


class LazyCommands(MutableMapping[str, click.Command]):
    """Commands by name; looking one up imports it."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = dict(modules)
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        """Return a command, from the attribute of its module that has its name."""
        if name not in self._loaded:
            self._loaded[name] = getattr(import_module(self._modules[name]), name)
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        """Add a command that is there already."""
        self._modules[name] = command.callback.__module__ if command.callback else ""
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        """Take a command away."""
        del self._modules[name]
        self._loaded.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


class LazyGroup(click.Group):
    """The top group: quick to show its help, and one line for everything that fails."""

    def __init__(
        self,
        name: str,
        *,
        about: str,
        lazy: Mapping[str, tuple[str, str]],
    ) -> None:
        """Make the group.

        Args:
            name: The program's name.
            about: What it is for.
            lazy: For each command its module, and its help in one line.
        """
        super().__init__(name, help=about)
        self.commands = LazyCommands({n: module for n, (module, _) in lazy.items()})
        self._lines = [(n, line) for n, (_, line) in lazy.items()]
        click.version_option(package_name="pollsvc", message="%(version)s")(self)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people need them."""
        del ctx
        return [*self.commands]

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(self._lines)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the command line; a slip becomes one line."""
        with in_one_line():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- as click has it
        """Run a command; whatever goes wrong becomes one line and an exit code."""
        with in_one_line():
            return super().invoke(ctx)
