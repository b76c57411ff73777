from pathlib import Path

from click.testing import CliRunner

from web.commands import main


def test_the_four_commands_stand_under_one_name(corpus: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    index = str(tmp_path / "index")
    assert runner.invoke(main, ["index", str(corpus), "--index", index]).exit_code == 0
    found = runner.invoke(main, ["search", "cyberespace pacifique", "--index", index])
    assert "un cyberespace ouvert et pacifique" in found.stdout
    assert runner.invoke(main, ["clean", str(corpus), "--json"]).exit_code == 0
    assert "--port" in runner.invoke(main, ["web", "--help"]).stdout
