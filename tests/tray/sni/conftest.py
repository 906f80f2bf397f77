"""There is no session bus on Windows and macOS, nor the libraries for one."""

import sys

collect_ignore_glob = ["test_*.py"] if sys.platform in {"win32", "darwin"} else []
