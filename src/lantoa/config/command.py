"""The `lantoa` command: every way to run the house."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from lantoa import __version__

STAGES = ("call", "screening", "showcase", "judging", "results")


class Parser(argparse.ArgumentParser):
    """Bad usage is one clear line and exit status 2."""

    def error(self, message: str) -> NoReturn:
        print(f"lantoa: {message}. See './lantoa {self.prog.partition(' ')[2]} --help'.", file=sys.stderr)
        raise SystemExit(2)


def port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to 65535")
    return int(text)


def clips(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of clips: give 1 or more")
    return int(text)


def parser() -> argparse.ArgumentParser:
    top = Parser(prog="lantoa", description="Runs a video-clip contest from the call to the award.")
    top.add_argument("--version", action="version", version=f"lantoa {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)

    demo = commands.add_parser("demo", help="build the reference contest and serve it")
    demo.add_argument(
        "--stage", choices=STAGES, default="results", help="how far to take the contest (default: results)"
    )
    demo.add_argument("--no-serve", action="store_true", help="build it and stop")
    demo.add_argument("--json", type=Path, metavar="FILE", help="write the figures, read from the database")
    demo.add_argument(
        "--clips", type=clips, metavar="N", help="a quick look: only the first N clips, without the one at 1080p30"
    )
    demo.add_argument("--fresh", action="store_true", help="throw the former demonstration away and start over")
    _serving(demo, "var/demo")

    up = commands.add_parser("up", help="run the site and a worker, ready for a real contest")
    _serving(up, "var/site")

    worker = commands.add_parser("worker", help="run one more worker (for example on another machine)")
    worker.add_argument("--data", type=Path, metavar="DIR", help="data folder (default: var/site)")

    manage = commands.add_parser("manage", help="Django's own commands", add_help=False)
    manage.add_argument("arguments", nargs=argparse.REMAINDER)

    test = commands.add_parser("test", help="run every check and test", add_help=False)
    test.add_argument("arguments", nargs=argparse.REMAINDER)

    bench = commands.add_parser("bench", help="measure the commands as a user runs them")
    bench.add_argument("names", nargs="*", choices=("demo", "install", "test"), metavar="demo|install|test", default=[])
    bench.add_argument("--times", type=clips, default=1, metavar="N", help="how often (default: once)")

    messages = commands.add_parser("messages", help="gather words from the code and compile the catalogues")
    messages.add_argument("--compile", action="store_true", help="only compile")

    commands.add_parser("docs", help="write the pages of docs/developer that come from the code")
    commands.add_parser("lock", help="write requirements/*.lock anew from requirements/*.in")
    return top


def _serving(command: argparse.ArgumentParser, data: str) -> None:
    command.add_argument("--port", type=port, default=8000, help="port on this machine (default: 8000)")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    command.add_argument("--data", type=Path, metavar="DIR", default=Path(data), help=f"data folder (default: {data})")


def use_data(folder: Path | None, default: str = "var/site") -> Path:
    """Name the data folder for the settings; LANTOA_DATA_DIR given from outside is kept when no option says otherwise."""
    chosen = folder if folder is not None else Path(os.environ.get("LANTOA_DATA_DIR") or default)
    chosen = chosen.expanduser().resolve()
    os.environ["LANTOA_DATA_DIR"] = str(chosen)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    return chosen


def run_demo(options: argparse.Namespace) -> int:
    use_data(options.data)
    from lantoa.config import site

    return site.demo(options)


def run_up(options: argparse.Namespace) -> int:
    given = os.environ.get("LANTOA_DATA_DIR")
    use_data(Path(given) if given and options.data == Path("var/site") else options.data)
    from lantoa.config import site

    return site.up(options)


def run_worker(options: argparse.Namespace) -> int:
    use_data(options.data)
    from lantoa.config import site

    return site.worker()


def run_manage(options: argparse.Namespace) -> int:
    use_data(None)
    from lantoa.config.messages import compile_stale

    compile_stale()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["lantoa manage", *options.arguments])
    return 0


def run_test(options: argparse.Namespace) -> int:
    from lantoa.config.suite import run

    return run(options.arguments)


def run_bench(options: argparse.Namespace) -> int:
    from lantoa.config import bench

    return bench.run(options)


def run_messages(options: argparse.Namespace) -> int:
    from lantoa.config import messages

    if not options.compile:
        from lantoa.config.gather import gather

        gather()
    for written in messages.compile_stale():
        print(written.relative_to(messages.PACKAGE))
    return 0


def run_docs(options: argparse.Namespace) -> int:
    use_data(None)
    import django

    django.setup()
    from lantoa.config import pages

    pages.write()
    return 0


def run_lock(options: argparse.Namespace) -> int:
    from lantoa.config.suite import lock

    return lock()


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": run_demo,
    "up": run_up,
    "worker": run_worker,
    "manage": run_manage,
    "test": run_test,
    "bench": run_bench,
    "messages": run_messages,
    "docs": run_docs,
    "lock": run_lock,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status. Expected failures are sentences, never tracebacks."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words:
        parser().print_help()
        return 2
    # argparse's REMAINDER swallows a leading option; these two hand everything on.
    if words[0] in {"manage", "test"}:
        options = argparse.Namespace(command=words[0], arguments=words[1:])
    else:
        options = parser().parse_args(words)
    from lantoa.config.env import BadSetting
    from lantoa.config.problems import Problem, explain

    try:
        return COMMANDS[options.command](options)
    except BadSetting as problem:
        print(f"lantoa: {problem}", file=sys.stderr)
        return 2
    except Problem as problem:
        print(f"lantoa: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        sentence = explain(error)
        if sentence is None:
            raise
        print(f"lantoa: {sentence}", file=sys.stderr)
        return 1
