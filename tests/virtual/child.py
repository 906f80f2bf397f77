"""A command of the service's own, in a process of its own, at the service's time of day: `child MOMENT verb words…`."""

import sys
from datetime import datetime

from reminder import cli
from tests.virtual.clockwork import World

if __name__ == "__main__":
    with World(datetime.fromisoformat(sys.argv[1])).in_force():
        sys.exit(cli.main(sys.argv[2:]))
