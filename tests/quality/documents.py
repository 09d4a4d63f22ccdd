"""`python -m tests.quality.documents` writes again what docs/ draws from the code."""

import handlers
from bot.conversation.diagrams import forms_page
from bot.features import Table
from tests.quality import licences
from tests.quality.sources import ROOT

FORMS = ROOT / "docs" / "forms.md"


def forms() -> str:
    return forms_page(Table(handlers.FEATURES).forms)


def main() -> None:
    (ROOT / "docs" / "licences.md").write_text(licences.render(), encoding="utf-8")
    FORMS.write_text(forms(), encoding="utf-8")


if __name__ == "__main__":
    main()
