"""Whether every dependency comes as a wheel, so that nobody needs a compiler: for each system and each Python.

    .venv/bin/pip install uv && .venv/bin/python .ci/check_wheels.py

It asks the package index that pip is set up for, so it is run by hand. uv resolves for a machine that is not this one,
its markers included; pip cannot.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")

PROMISED = {
    "Linux x86_64, glibc 2.34": "x86_64-manylinux_2_34",
    "Linux aarch64, glibc 2.28": "aarch64-manylinux_2_28",
    "Linux aarch64, musl": "aarch64-unknown-linux-musl",
    "Windows x64": "x86_64-pc-windows-msvc",
    "Windows arm64": "aarch64-pc-windows-msvc",
    "macOS x86_64": "x86_64-apple-darwin",
    "macOS arm64": "aarch64-apple-darwin",
}
ALSO = {
    "Linux x86_64, glibc 2.28": "x86_64-manylinux_2_28",
    "Linux x86_64, musl": "x86_64-unknown-linux-musl",
}
"""Where pywayland has to be built for some or all Pythons, or left out (pip install --no-deps). No marker can tell."""

NOTHING_TO_COMPILE = {"musl": ("watchdog",)}
"""Sources that are Python alone there: watchdog compiles something on macOS only, but has no wheel for musl."""


def main() -> int:
    failed = False
    print(f"{'':28}" + "".join(f"{version:>15}" for version in PYTHONS))
    reasons = []
    for name, target in {**PROMISED, **ALSO}.items():
        told = []
        for version in PYTHONS:
            packages, problem = resolve(target, version)
            sources = len(pure(target))
            wheels = f"{packages - sources} wheels" + (f" +{sources}" if sources else "")
            told.append("compiler" if problem else wheels)
            failed |= bool(problem) and name in PROMISED
            reasons += [f"{name}, Python {version}: {problem}"] if problem else []
        print(f"{name:28}" + "".join(f"{each:>15}" for each in told), flush=True)
    print("\n".join(["", "+1: a source in which there is nothing to compile.", *reasons]))
    return int(failed)


def resolve(target: str, version: str) -> tuple[int, str]:
    """How many packages it comes to, or why it cannot be had without a compiler."""
    words = ["-m", "uv", "pip", "compile", "--quiet", "--no-config", "--no-header", "--no-annotate", "pyproject.toml"]
    words += ["--python-platform", target, "--python-version", version, "--only-binary", ":all:", *index()]
    words += [word for name in pure(target) for word in ("--no-binary", name)]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - this Python
    if done.returncode:
        cause = next((line for line in done.stderr.splitlines() if "ecause" in line), done.stderr)
        return 0, cause.partition("ecause ")[2].partition(" and reminder")[0] or cause
    return len(done.stdout.split()), ""


def pure(target: str) -> list[str]:
    """What may come as source there."""
    return [name for libc, names in NOTHING_TO_COMPILE.items() if libc in target for name in names]


def index() -> list[str]:
    """The index that pip is set up for; nothing where it is the usual one."""
    words = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    named = subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - this Python
    url = os.environ.get("PIP_INDEX_URL") or named
    return ["--index-url", url] if url else []


if __name__ == "__main__":
    sys.exit(main())
