"""What an operator types about clusters, in the language of their terminal."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import ayni


@pytest.mark.parametrize(
    ("terminal", "said"),
    [
        ("es_CO.UTF-8", "El clúster Apicultores de Boyacá está listo."),
        ("en_US.UTF-8", "The cluster Beekeepers of Boyacá is ready."),
    ],
)
def test_a_new_cluster_is_named_in_the_terminals_language(
    tmp_path: Path, terminal: str, said: str
) -> None:
    """And a second one of the same short name is refused."""
    env = {"LC_ALL": terminal, "AYNI_DATABASE": str(tmp_path / "ayni.db")}
    command = ["cluster", "create", "boyaca", "--template", "boyaca"]
    first, second = (CliRunner().invoke(ayni, command, env=env) for _time in range(2))

    assert (first.exit_code, first.output.splitlines()[0]) == (0, said)
    assert second.exit_code == 1
