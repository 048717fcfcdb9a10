"""nattoku: one group a noun, found in the rooms. Exits 0, 1 on a refusal or finding, 2 on wrong use."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import click

DATA_HELP = "データの置き場所 / data directory (NATTOKU_DATA)"


def main() -> None:
    """Entry point of the `nattoku` command. `--data` is read before Django starts."""
    _data_from(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nattoku.settings")
    _set_up()
    from django.db import DatabaseError
    from django.utils.translation import activate
    from pydantic import ValidationError

    from nattoku.cli import misuse
    from nattoku.lib.refusal import Refusal
    from nattoku.lib.terminal import refused, tell
    from nattoku.lib.text import Text

    lang = "en" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("en") else "ja"
    activate(os.environ.get("NATTOKU_LANG", lang))
    try:
        assembled()(prog_name="nattoku", standalone_mode=False)
    except Refusal as refusal:
        refused(refusal)
        sys.exit(1)
    except DatabaseError as broken:
        if any(sign in str(broken) for sign in ("no such table: ledger_", 'relation "ledger_')):
            tell(
                Text(
                    "この場所には、まだ納得のデータがありません。--data の指す場所をお確かめになるか、nattoku init で作ってください。",
                    "There is no data of Nattoku in this place yet. Please check --data, or make it with nattoku init.",
                )
            )
            sys.exit(1)
        tell(
            Text(
                f"データを読み書きできませんでした（{broken}）。nattoku upgrade を実行し、nattoku doctor でお確かめください。",
                f"The data could not be read or written ({broken}). Run nattoku upgrade, then nattoku doctor.",
            )
        )
        sys.exit(1)
    except ValidationError:
        from nattoku.cli.doctor import configuration

        findings = configuration.unusable()
        if not findings:
            raise
        for what, mend in findings:
            tell(Text(f"{what.ja}{mend.ja}", f"{what.en} {mend.en}"))
        sys.exit(1)
    except BrokenPipeError:  # whoever read has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as wrong:
        tell(misuse.told(wrong))
        sys.exit(2)
    except click.Abort:
        sys.exit(130)


def _set_up() -> None:
    """Django with the settings of this place; what makes them unusable is told in words, and ends with 1."""
    import django
    from pydantic import ValidationError

    from nattoku.cli import unready

    try:
        django.setup()
    except (ValidationError, OSError) as wrong:
        print("\n".join(unready.told(wrong)), file=sys.stderr)
        sys.exit(1)


def _data_from(argv: list[str]) -> None:
    for i, word in enumerate(argv):
        if word == "--data" and i + 1 < len(argv):
            os.environ["NATTOKU_DATA"] = os.path.abspath(argv[i + 1])
        elif word.startswith("--data="):
            os.environ["NATTOKU_DATA"] = os.path.abspath(word.partition("=")[2])


def assembled() -> click.Group:
    """The command with every room's group in it."""
    from django.conf import settings

    @click.group(help="納得：お客様のお言葉で終わる、苦情対応の記録 / complaint handling")
    @click.version_option(package_name="nattoku")
    def nattoku() -> None:
        pass

    for place in [*settings.ROOMS, "nattoku.cli", "nattoku.demo", "nattoku.worker"]:
        if find_spec(place) and find_spec(f"{place}.cli"):
            for command in import_module(f"{place}.cli").commands:
                nattoku.add_command(command)
    return nattoku
