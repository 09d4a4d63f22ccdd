"""`python -m tests.quality.documents` writes again what docs/ draws from the code."""

import os
import shutil
import subprocess
import sys

import handlers
from bot.conversation.diagrams import forms_page
from bot.features import Table
from tests.quality import licences, settings
from tests.quality.sources import ROOT

FORMS = ROOT / "docs" / "forms.md"
PICTURED = ("tests/browser/test_first_dialogue.py", "tests/browser/test_gallery.py")


def forms() -> str:
    return forms_page(Table(handlers.FEATURES).forms)


def main() -> int:
    (ROOT / "docs" / "licences.md").write_text(licences.render(), encoding="utf-8")
    FORMS.write_text(forms(), encoding="utf-8")
    settings.update()
    return pictures()


def pictures() -> int:
    """Only those that are out of date, unless AYNI_PICTURES=all; as the demo looks right now."""
    if not (os.environ.get("AYNI_CHROMIUM") or shutil.which("chromium")):
        sys.stdout.write("Chromium is not installed, so the pictures of docs/ stay as they are.\n")
        return 0
    wish = {"AYNI_PICTURES": os.environ.get("AYNI_PICTURES", "stale")}
    drawing = [sys.executable, "-m", "pytest", "--quiet", *PICTURED]
    return subprocess.run(drawing, cwd=ROOT, env=os.environ | wish, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
