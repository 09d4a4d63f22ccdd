"""`python -m tests.quality.documents` writes again what docs/ draws from the code."""

import runpy
from importlib.util import find_spec

from tests.quality import licences
from tests.quality.sources import ROOT

# Modules that draw their own part of docs/ when they are run.
DRAWN_BY = ("bot.conversation.diagrams",)


def main() -> None:
    (ROOT / "docs" / "licences.md").write_text(licences.render(), encoding="utf-8")
    for module in DRAWN_BY:
        if find_spec(module):
            runpy.run_module(module, run_name="__main__")


if __name__ == "__main__":
    main()
