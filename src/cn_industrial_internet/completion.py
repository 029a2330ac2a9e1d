"""Completion scripts for bash, zsh and fish, written from the parser of the command line.

The scripts are static: completing never starts the program. They know commands, options, the values of options, and the
names of the package's tables and views.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import get_args

from .names import TableName, ViewName

__all__ = ["script"]

#: Arguments whose values are names of tables, or paths, by what the help calls them.
_TABLES = ("TABLE",)
_PATHS = ("PATH", "FILE", "FOLDER")


@dataclass(frozen=True, slots=True)
class _Option:
    """An option: how it is written, what it is for, what follows it (None: nothing)."""

    names: tuple[str, ...]
    help: str
    takes: str | None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Command:
    """A command: its options, and the values of its arguments; `paths` where those are files."""

    name: str
    help: str
    options: tuple[_Option, ...]
    values: tuple[str, ...]
    paths: bool


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script for `shell`: bash, zsh or fish."""
    commands = _commands(parser)
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](commands)


def _commands(parser: argparse.ArgumentParser) -> list[_Command]:
    found = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            found += [_command(name, helps.get(name, ""), sub) for name, sub in action.choices.items()]
    return found


def _command(name: str, help_: str, parser: argparse.ArgumentParser) -> _Command:
    options: list[_Option] = []
    values: list[str] = []
    paths = False
    for action in parser._actions:
        taken = _values(action)
        if action.option_strings:
            takes = None if action.nargs == 0 else _short(str(action.metavar or action.dest))
            options.append(_Option(tuple(action.option_strings), _short(action.help), takes, taken))
        else:
            values += taken
            paths = paths or action.metavar in _PATHS
    return _Command(name, help_, tuple(options), tuple(values), paths)


def _values(action: argparse.Action) -> tuple[str, ...]:
    if action.choices:
        return tuple(map(str, action.choices))
    return (*get_args(TableName), *get_args(ViewName)) if action.metavar in _TABLES else ()


def _short(text: str | None) -> str:
    """The first clause of a help text, with nothing a shell would take for its own."""
    clause = (text or "").split(";")[0].split(" (default")[0].strip()
    return "".join(" " if character in "'\"`$\\[]:" else character for character in clause)


def _bash(commands: list[_Command]) -> str:
    lines = [
        "# Completion of cnii for bash. Written by: cnii completion bash",
        "_cnii() {",
        '    local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"',
        '    local command="${COMP_WORDS[1]}"',
        "    COMPREPLY=()",
        '    if [ "$COMP_CWORD" -eq 1 ]; then',
        f"        COMPREPLY=($(compgen -W '{' '.join([c.name for c in commands])} --help --version' -- \"$current\"))",
        "        return",
        "    fi",
        '    case "$command:$previous" in',
    ]
    for command in commands:
        for option in command.options:
            if option.takes is not None:
                pattern = "|".join(f"{command.name}:{name}" for name in option.names)
                lines.append(f"        {pattern}) {_compgen(option.values, option.takes in _PATHS)} return ;;")
    lines += ["    esac", '    case "$command:$current" in']
    for command in commands:
        names = " ".join(name for option in command.options for name in option.names)
        lines.append(f"        {command.name}:-*) COMPREPLY=($(compgen -W '{names}' -- \"$current\")) ;;")
        lines.append(f"        {command.name}:*) {_compgen(command.values, command.paths)} ;;")
    return "\n".join([*lines, "    esac", "}", "complete -o filenames -F _cnii cnii"]) + "\n"


def _compgen(values: tuple[str, ...], paths: bool) -> str:
    if values:
        return f"COMPREPLY=($(compgen -W '{' '.join(values)}' -- \"$current\"));"
    return 'COMPREPLY=($(compgen -f -- "$current"));' if paths else ":;"


def _zsh(commands: list[_Command]) -> str:
    lines = [
        "#compdef cnii",
        "# Completion of cnii for zsh. Written by: cnii completion zsh",
        "_cnii() {",
        "    local -a commands=(",
        *(f"        '{command.name}:{_short(command.help)}'" for command in commands),
        "    )",
        "    if (( CURRENT == 2 )); then",
        "        _describe -t commands command commands",
        "        return",
        "    fi",
        "    local command=${words[2]}",
        "    shift words",
        "    (( CURRENT-- ))",
        "    case $command in",
    ]
    for command in commands:
        lines.append(f"        {command.name})")
        lines.append("            _arguments \\")
        for option in command.options:
            for name in option.names:
                takes = "" if option.takes is None else f":{option.takes}:{_zsh_values(option.values, option.takes)}"
                lines.append(f"                '*{name}[{option.help}]{takes}' \\")
        lines.append(f"                '*:argument:{_zsh_values(command.values, 'PATH' if command.paths else '')}'")
        lines.append("            ;;")
    end = ["    esac", "}", 'if [ "$funcstack[1]" = "_cnii" ]; then _cnii "$@"; else compdef _cnii cnii; fi']
    return "\n".join([*lines, *end]) + "\n"


def _zsh_values(values: tuple[str, ...], takes: str) -> str:
    return f"({' '.join(values)})" if values else "_files" if takes in _PATHS else " "


def _fish(commands: list[_Command]) -> str:
    lines = ["# Completion of cnii for fish. Written by: cnii completion fish", "complete -c cnii -f"]
    for command in commands:
        lines.append(f"complete -c cnii -n __fish_use_subcommand -a {command.name} -d '{_short(command.help)}'")
    for command in commands:
        seen = f"complete -c cnii -n '__fish_seen_subcommand_from {command.name}'"
        if command.values:
            lines.append(f"{seen} -a '{' '.join(command.values)}'")
        if command.paths:
            lines.append(f"{seen} -F")
        for option in command.options:
            names = " ".join(f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.names)
            takes = "" if option.takes is None else " -r"
            takes += f" -a '{' '.join(option.values)}'" if option.values else " -F" if option.takes in _PATHS else ""
            lines.append(f"{seen} {names}{takes} -d '{option.help}'")
    return "\n".join(lines) + "\n"
