"""nattoku letter render, as a person at the terminal meets it."""

import json
import subprocess
import sys
from pathlib import Path


def render(*words: str, data: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "nattoku", "letter", "render", *words, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_the_example_is_set_by_brush_and_says_which_character_was_lent(tmp_path: Path) -> None:
    out = tmp_path / "letter.pdf"
    done = render("examples/letter.json", "--format", "pdf", "--font", "brush", "--output", str(out), data=tmp_path)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"%PDF")
    assert "𠮷" in done.stderr


def test_a_letter_that_cannot_be_drawn_writes_nothing_and_ends_with_one(tmp_path: Path) -> None:
    letter = json.loads(Path("examples/letter.json").read_text())
    (tmp_path / "l.json").write_text(json.dumps(letter | {"body": ["🙇"]}))
    out = tmp_path / "letter.docx"
    done = render(str(tmp_path / "l.json"), "--format", "docx", "--output", str(out), data=tmp_path)
    assert done.returncode == 1
    assert "U+1F647" in done.stderr
    assert not out.exists()
