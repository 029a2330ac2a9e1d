"""The command line: what every package with these tables can be asked.

`program` makes one for a distribution, under its name, with the data package it carries and with commands of its own.
A command is a function with typed arguments that returns the exit code; cyclopts reads the arguments and writes the
help. The module of a command is imported when it is called: the list of commands needs none of them.

Exit codes: 0 no findings, 1 findings, 2 cannot run (also wrong usage); above 128 ended from outside, as a shell says.
"""

from __future__ import annotations

import atexit
import errno
import gc
import io
import os
import re
import signal
import sys
import textwrap
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from inspect import getdoc, signature
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TextIO

from . import __version__
from .findings import CannotRun, meant, shown

if TYPE_CHECKING:
    from cyclopts import App


class Command(NamedTuple):
    """A command: the function that runs it, as `module:function`, and its line in the list of commands."""

    function: str
    line: str


#: What every package with these tables can be asked.
GENERIC = {
    "validate": Command("reread.commands:validate", "run all rules over this or another package"),
    "why": Command("reread.commands:why", "show the sentence, the reading and the bounds behind one statement"),
    "relations": Command("reread.commands:relations", "list what must add up, with verdicts; suggest what is missing"),
    "rules": Command("reread.commands:rules", "explain a rule: what it asks, why, and how to mend what it finds"),
    "diff": Command("reread.diff.command:diff", "show what changed between two versions, and the version it demands"),
    "draft": Command("reread.draft.command:draft", "make a worksheet of a text, a table or a list"),
    "import": Command("reread.draft.importing.command:import_", "put the rows of a worksheet into the tables"),
    "fix": Command("reread.fix.command:fix", "repair what can be repaired without judgement"),
    "release": Command(
        "reread.release.building:release", "build a release: bundle, other formats, descriptions, checksums"
    ),
    "site": Command("reread.release.explorer:site", "write a static explorer of the package"),
    "verify": Command("reread.release.verifying:command", "check a downloaded release: hashes, contract, provenance"),
    "completion": Command("reread.commands:completion", "print a completion script for your shell"),
}
#: How it is said that the output can hold no more.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
#: The width of the list of commands where no window says another.
_USUAL_WIDTH = 100
#: 128 and the number of SIGPIPE, which Windows has not: not to be taken for findings.
_PIPE_CLOSED = 141


@dataclass(frozen=True)
class Program:
    """A command line called `name`. `own` are the import packages whose warnings speak to its user."""

    name: str
    version: str
    about: str
    commands: Mapping[str, Command]
    examples: str = ""
    own: tuple[str, ...] = ("reread",)

    def main(self, argv: Sequence[str] | None = None) -> int:
        """Run the command line `argv` (default: the process's own) and return the exit code."""
        words = list(sys.argv[1:] if argv is None else argv)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # a console that cannot show a character gets an escape, no error
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
        try:
            code = self._run(words)
            sys.stdout.flush()
            return code
        except CannotRun as error:
            return self._failed(error.message, error.fix)
        except KeyboardInterrupt as error:
            number = signal.SIGTERM if isinstance(error, _Terminated) else signal.SIGINT
            print(f"{self.name}: {'terminated' if number == signal.SIGTERM else 'interrupted'}", file=sys.stderr)
            return 128 + number
        except BrokenPipeError:  # the reader (head, less) has gone
            _drop(sys.stdout)
            return _PIPE_CLOSED
        except MemoryError:
            fix = "Validate on a larger machine, or split the tables."
            return self._failed("not enough memory for this package", fix)
        except OSError as error:
            if error.filename is not None or error.errno not in _NO_ROOM:
                return self._unexpected(error)
            _drop(sys.stdout)
            return self._failed(f"the output cannot be written: {error.strerror}", "Make room, or write elsewhere.")
        except Exception as error:
            return self._unexpected(error)

    def entry(self) -> NoReturn:
        """Entry point of the installed command."""
        signal.signal(signal.SIGTERM, _end)
        # What is imported stays, and so does a package until the end: looking for circles in them is a twentieth of a
        # validation.
        gc.disable()
        code = self.main()
        # What is held is left to the system: to give it back piece by piece is another twentieth.
        for stream in filter(None, (sys.stdout, sys.stderr)):
            with suppress(OSError):
                stream.flush()
        atexit._run_exitfuncs()
        os._exit(code)

    def app(self, names: Sequence[str] = ()) -> App:
        """The commands called `names` (all, when there are none), as cyclopts sees them."""
        from cyclopts import App, Parameter

        from .console import help_console
        from .package.home import carried

        default = Parameter(negative=(), show_default=lambda value: str(value) if value else None)
        about: dict[str, Any] = {"help_format": "plaintext", "version_flags": [], "default_parameter": default}
        console = help_console()
        app = App(name=self.name, help=self.about, console=console, **about)
        for name in names or self.commands:
            function = self._function(name)
            text = textwrap.dedent(f"{getdoc(function)}".replace("PROGRAM", self.name))
            description, _, examples = text.partition("\n\nexamples:\n")
            line = self.commands[name].line
            help_ = f"{line[0].upper()}{line[1:]}.\n\n{' '.join(description.split())}"
            if not carried():
                option = " --package ." if "package" in signature(function).parameters else ""
                examples = _naming_a_package(examples, option)
            epilogue = f"examples:\n{_folded(examples, console.width)}" if examples else None
            app.command(function, name=name, help=help_, help_epilogue=epilogue, **about)
        return app

    def _function(self, name: str) -> Callable[..., int]:
        module, _, function = self.commands[name].function.partition(":")
        found: Callable[..., int] = getattr(import_module(module), function)
        return found

    def _run(self, words: list[str]) -> int:
        if not words or words[0] in ("--help", "-h"):
            print(self._usage(), end="", file=sys.stdout if words else sys.stderr)
            return 0 if words else 2
        if words[0] == "--version":
            print(f"{self.name} {self.version}")
            return 0
        if words[0] == "__complete":  # what the scripts of cyclopts ask
            self.app([word for word in words[1:2] if word in self.commands])(words, result_action="return_value")
            return 0
        if words[0] not in self.commands:
            raise CannotRun(
                f"{shown(words[0])} is no command of {self.name}", meant(words[0], self.commands, cutoff=0.5)
            )
        with warnings.catch_warnings():
            warnings.showwarning = self._show_warning
            return self._call(words)

    def _call(self, words: list[str]) -> int:
        from cyclopts import CycloptsError

        app = self.app(words[:1])
        try:
            command, bound, unparsed = app.parse_args(words, exit_on_error=False, print_error=False)
        except CycloptsError as error:
            said = " ".join(str(error).split())
            raise CannotRun(said, f"{self.name} {words[0]} --help lists what there is.") from None
        more = {"program": self} if "program" in unparsed else {}
        gc.enable()
        return command(*bound.args, **bound.kwargs, **more) or 0

    def _usage(self) -> str:
        wide = min(get_terminal_size((_USUAL_WIDTH, 24)).columns, _USUAL_WIDTH)
        told = {name: command.line for name, command in self.commands.items()}
        told |= {"--help, -h": "show this", "--version": "show the version of the program"}
        width = max(map(len, told))
        commands = "\n".join(
            textwrap.fill(line, wide, initial_indent=f"  {name:<{width}}  ", subsequent_indent=" " * (width + 4))
            for name, line in told.items()
        )
        parts = [f"Usage: {self.name} COMMAND", textwrap.fill(self.about, wide), f"Commands:\n{commands}"]
        if self.examples:
            parts.append(f"examples:\n{_folded(textwrap.indent(self.examples.rstrip(), '  '), wide)}")
        parts.append(textwrap.fill(f"{self.name} COMMAND --help explains a command.", wide))
        return "\n\n".join(parts) + "\n"

    def _failed(self, message: str, fix: str) -> int:
        said = f"{message}\n  fix       {fix}"
        called = re.compile(rf"\bcnii(?= ({'|'.join(self.commands)})\b)")  # as messages call the program
        print(f"{self.name}: {called.sub(self.name, said)}", file=sys.stderr)
        return 2

    def _unexpected(self, error: Exception) -> int:
        if os.environ.get("CNII_DEBUG"):
            raise error
        message = f"an error of the program itself: {type(error).__name__}: {error}"
        return self._failed(message, "Please report it, with what CNII_DEBUG=1 prints before the same command.")

    def _show_warning(
        self, message: Warning | str, category: type[Warning], filename: str, lineno: int,
        file: TextIO | None = None, line: str | None = None,
    ) -> None:  # fmt: skip
        """What a warning of this program says to its user; those of libraries are for developers."""
        if category.__module__.partition(".")[0] in self.own:
            print(f"{self.name}: {message}", file=sys.stderr)


def program(
    name: str, version: str, about: str, *, more: Mapping[str, Command] | None = None, examples: str = "",
    own: Sequence[str] = (),
) -> Program:  # fmt: skip
    """The command line of a distribution: every generic command, and `more` of its own, under its name. The import
    package that carries a data package says so by `reread.package.home.carry`; commands that are given no folder then
    mean that one. `own` are the distribution's import packages, whose warnings its user sees."""
    return Program(name, version, about, {**GENERIC, **(more or {})}, examples, ("reread", *own))


def _naming_a_package(examples: str, option: str) -> str:
    """Examples of a command of a program that came with no package: they name one, by `option` where there is one."""
    lines = [line for line in examples.split("\n") if not line.endswith("the package that this program came with")]
    return "\n".join(line if option in line else re.sub(r"^  \S+ \S+", rf"\g<0>{option}", line) for line in lines)


def _folded(examples: str, width: int) -> str:
    """Examples in lines of at most `width` columns that a shell puts together again; a remark that has no room beside
    its command stands below it."""
    folding = textwrap.TextWrapper(width - 2, subsequent_indent=" " * 4, break_long_words=False, break_on_hyphens=False)
    lines = []
    for line in re.sub(r" \\\n +", " ", examples).split("\n"):
        command, *remark = [line] if len(line) <= width else re.split(r"(?<=\S) {3,}", line)
        if len(command) > width:
            held = re.sub('"[^"]*"', lambda quoted: quoted[0].replace(" ", "\0"), command)
            command = " \\\n".join(folding.wrap(held)).replace("\0", " ")
        below = textwrap.wrap("".join(remark), width, initial_indent=" " * 6, subsequent_indent=" " * 6)
        lines += [command, *below]
    return "\n".join(lines)


def _drop(stream: TextIO) -> None:
    """Forget what cannot be written, so that the interpreter does not complain once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class _Terminated(KeyboardInterrupt):
    """The process has been asked to end, as by `kill` or by the machine that runs it."""


def _end(number: int, frame: object) -> None:
    """End as after Ctrl-C: without processes or temporary files left."""
    raise _Terminated


PROGRAM = program(
    "reread",
    __version__,
    "Read a data package of statements again from its sources: validate, explain, repair, compare and release it.",
)
entry = PROGRAM.entry

if __name__ == "__main__":
    entry()
