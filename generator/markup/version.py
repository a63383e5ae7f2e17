"""What a body depends on beside its text: this room's code and the libraries that it calls."""

import importlib.util
from pathlib import Path

import nh3

from generator.digest import digest_of, digest_of_bytes, digest_of_code

# The files that state these libraries' versions; to import them would take 100 ms.
_STATED_IN = {"markdown": "__meta__.py", "pygments": "__init__.py", "pypinyin": "__init__.py"}


def _statement(library: str, file: str) -> bytes:
    spec = importlib.util.find_spec(library)
    return (Path(spec.origin).parent / file).read_bytes() if spec and spec.origin else b""


def _version() -> bytes:
    room = [(path.name, path.read_bytes()) for path in sorted(Path(__file__).parent.glob("*.py"))]
    libraries = [digest_of_bytes(_statement(*stated)) for stated in _STATED_IN.items()]
    # Its stub forgets its version.
    nh3_version: str = nh3.__version__  # type: ignore[attr-defined]
    return digest_of((room, digest_of_code("digest", "slug"), libraries, nh3_version))


VERSION = _version()
