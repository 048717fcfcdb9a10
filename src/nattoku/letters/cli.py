"""nattoku letter: a letter from its JSON, set for printing, editing or reading."""

from pathlib import Path

import click

from nattoku.lib.options import data


@click.group(help="お手紙 / letters")
def letter() -> None:
    pass


@letter.command(help="LETTER.json を組んで書き出す / set LETTER.json and write it (docs/letters.md)")
@click.argument("file", metavar="LETTER.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "kind", type=click.Choice(["pdf", "docx", "html"]), default="pdf", show_default=True)
@click.option("--direction", type=click.Choice(["vertical", "horizontal"]), default="vertical", show_default=True)
@click.option("--font", type=click.Choice(["mincho", "brush"]), default="mincho", show_default=True)
@click.option("--envelope", is_flag=True, help="封筒（長形3号、PDFのみ）/ its envelope (PDF only)")
@click.option("--output", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path))
@data
def render(file: Path, kind: str, direction: str, font: str, envelope: bool, output: Path, _data: str | None) -> None:
    """Says which characters another face had to lend; refuses what no face can draw."""
    from nattoku.lib.terminal import tell
    from nattoku.lib.typeset.letter import Direction, Face, read
    from nattoku.lib.typeset.printed import Format, printed

    made = printed(
        read(file.read_bytes()),
        kind=Format("envelope" if envelope else kind),
        direction=Direction(direction),
        face=Face(font),
    )
    output.write_bytes(made.content)
    for one in made.lent:
        tell(one.words)


commands: list[click.Command] = [letter]
