"""`make catalogs`, on a project of one sentence."""

from pathlib import Path

import pytest

from tests.quality import catalogs

SPANISH = 'msgid "Saved: {amount}"\nmsgstr ""'


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for package in catalogs.SPEAKING_PACKAGES:
        (tmp_path / package).mkdir()
    says(tmp_path, '_("Saved: {amount}")')
    monkeypatch.setattr(catalogs, "ROOT", tmp_path)
    monkeypatch.setattr(catalogs, "LOCALES", tmp_path / "locales")
    monkeypatch.setattr(catalogs, "TEMPLATE", tmp_path / "locales" / "ayni.pot")
    return tmp_path


def says(project: Path, code: str) -> None:
    (project / "handlers" / "sales.py").write_text(code, encoding="utf-8")


def translate(before: str, after: str) -> None:
    path = catalogs.path_of("es")
    path.write_text(path.read_text("utf-8").replace(before, after), encoding="utf-8")


def test_english_comes_from_the_code_and_spanish_from_people(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What nobody has translated is listed, and is an error."""
    assert catalogs.main() == 1

    assert "es: not translated: 'Saved: {amount}'" in capsys.readouterr().out
    assert 'msgstr "Saved: {amount}"' in catalogs.path_of("en").read_text("utf-8")
    assert SPANISH in catalogs.path_of("es").read_text("utf-8")


def test_a_translation_stays_and_a_second_run_changes_nothing() -> None:
    """No date and no place in a catalog changes while the texts do not."""
    catalogs.main()
    translate(SPANISH, SPANISH[:-1] + 'Guardado: {amount}"')
    before = catalogs.path_of("es").read_text("utf-8")

    assert catalogs.main() == 0
    assert catalogs.path_of("es").read_text("utf-8") == before


def test_a_changed_text_wants_a_new_translation(project: Path) -> None:
    """The old translation goes with the old text and is not taken for the new one."""
    catalogs.main()
    translate(SPANISH, SPANISH[:-1] + 'Guardado: {amount}"')
    says(project, '_("Saved {amount}.")')

    assert catalogs.main() == 1
    assert "Guardado" not in catalogs.path_of("es").read_text("utf-8")


def test_contexts_plurals_and_comments_are_read(project: Path) -> None:
    """All three ways to say a text, and the help for whoever translates it."""
    says(
        project,
        "# Translators: on a button\n"
        'open = _p("verb", "Open")\n'
        'sales = _n("{n} sale", "{n} sales", 3)\n',
    )
    catalogs.main()
    template = catalogs.TEMPLATE.read_text("utf-8")

    assert '#. Translators: on a button\nmsgctxt "verb"\nmsgid "Open"' in template
    assert 'msgid "{n} sale"\nmsgid_plural "{n} sales"\nmsgstr[0] ""\nmsgstr[1] ""' in template
