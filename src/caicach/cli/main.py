"""Entry point of ``caicach``: finds the command, runs it, and says errors in three sentences."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from caicach.cli import failures
from caicach.cli.commands import COMMANDS, Exit
from caicach.kernel.errors import CaicachError


def main(argv: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    chosen = arguments[0] if arguments and arguments[0] in COMMANDS else None
    options = _parser(chosen).parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:  # the reader of our output went away: nothing to say to it, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        told = failures.error_of(error)
        if told is None:
            raise
        say_error(told)
        return Exit.REFUSED


def say_error(error: CaicachError) -> None:
    """What happened, why, what to do; the code last, for whoever is asked."""
    for sentence in error.sentences():
        if sentence:
            print(sentence, file=sys.stderr)
    print(f"[{error.code}]", file=sys.stderr)


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    """The parser of the chosen command; of every command where none was chosen (help, or a wrong name)."""
    parser = argparse.ArgumentParser(
        prog="caicach",
        description="Nền tảng điều hành cải cách hành chính.",
        epilog="Mã thoát: 0 xong; 1 kiểm tra thấy lỗi; 2 dùng sai lệnh; 3 một số tệp lỗi; 4 đầu vào bị từ chối.",
    )
    subparsers = parser.add_subparsers(title="lệnh", metavar="LỆNH", required=True)
    for name, module in COMMANDS.items():
        if chosen in {None, name}:
            importlib.import_module(module).register(subparsers)
    return parser


if __name__ == "__main__":
    sys.exit(main())
