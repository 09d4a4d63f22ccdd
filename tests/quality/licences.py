"""The licences of what Ayni runs on, as the packages themselves declare them."""

import re
from importlib.metadata import metadata

from tests.quality.sources import ROOT

# Ayni is Apache-2.0. All of these may be used by it and shipped beside it; none asks that Ayni's
# own code be under the same licence. LGPL-3.0 is accepted for a library that is installed as a
# package of its own, which whoever runs Ayni can replace.
ACCEPTED = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "LGPL-3.0-only",
    "MIT",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "Zlib",
}
# Other words for them in older metadata.
SPELLED = {
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
}
_TITLE = """# What Ayni runs on

Ayni is under Apache-2.0 (`LICENSE`). These packages run with it, each under its own licence.
`make docs` writes this list from the lock; a test refuses a licence that is not accepted
(`tests/quality/licences.py` says which are, and why).

| Package | Licence |
| --- | --- |
"""


def locked(file: str = "requirements.lock") -> list[str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return sorted({found[1] for line in lines if (found := re.match(r"([\w.-]+)==", line))})


def licence(package: str) -> str:
    """Its SPDX expression, or the nearest to one that the package declares."""
    about = metadata(package)
    declared = str(about.json.get("license_expression") or about.json.get("license") or "")
    if not declared or "\n" in declared:
        named = [c for c in about.get_all("Classifier", []) if c.startswith("License :: ")]
        declared = " AND ".join(name.rsplit(" :: ", 1)[1] for name in named)
    return SPELLED.get(declared, declared)


def parts(expression: str) -> set[str]:
    return {part.strip("() ") for part in re.split(r"\bAND\b|\bOR\b", expression)}


def render() -> str:
    return _TITLE + "".join(f"| {package} | {licence(package)} |\n" for package in locked())
