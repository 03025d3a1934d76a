"""The `pollsvc` command: one file for each group of commands, loaded when used."""

from pollsvc.cli.lazy import LazyGroup

main = LazyGroup(
    "pollsvc",
    about="Community polls: serve them, write them, take their data away.",
    lazy={
        "serve": ("pollsvc.cli.serving", "Serve the polls on this machine."),
        "init": ("pollsvc.cli.instances", "Prepare an instance without examples."),
        "demo": ("pollsvc.cli.instances", "Load the example polls, or remove them."),
        "poll": ("pollsvc.cli.polls", "Write, open, close and list polls."),
        "export": ("pollsvc.cli.exporting", "Write the responses of a poll to a file."),
        "doctor": ("pollsvc.cli.doctor", "Look whether all is as it should be."),
        "recount": ("pollsvc.cli.upkeep", "Compare every tally with the responses."),
        "due": ("pollsvc.cli.upkeep", "Open, close and delete what is due."),
        "backup": ("pollsvc.cli.backups", "Write everything to one file."),
        "restore": ("pollsvc.cli.backups", "Put a backup in place of what is there."),
        "key": ("pollsvc.cli.keys", "Make a new secret key, list keys, drop old ones."),
        "staff": ("pollsvc.cli.staff", "Let people in who work on the polls."),
    },
)
