"""`python -m reminder.config`: write config.toml at the project's root anew; `--table` prints the README's table."""

import sys
from pathlib import Path

from reminder.config.rendering import option_table, render

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    match arguments:
        case []:
            (ROOT / "config.toml").write_text(render(), encoding="utf-8", newline="\n")
        case ["--table"]:
            sys.stdout.write(option_table())
        case _:
            sys.stderr.write("python -m reminder.config [--table]\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
