"""Small laws of the repository: lock files without addresses, links in the documents that lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

LINK = re.compile(r"\]\((?!https?://|#|mailto:|\.\./shots/)([^)#\s]+)")  # make docs draws the shots
ADDRESS = re.compile(r"https?://|file:|\"resolved\"")
LOCKS = ("requirements/", "package-lock.json")


def tracked() -> list[str]:
    """Every file that is part of the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def findings() -> list[str]:
    """What is wrong, one sentence each."""
    found = []
    for name in tracked():
        file = Path(name)
        if not file.is_file():
            continue
        if name.startswith(LOCKS):
            for number, line in enumerate(file.read_text().splitlines(), start=1):
                if ADDRESS.search(line) and "funding" not in line:
                    found.append(f"{name}:{number}: an address in a lock file")
        if file.suffix == ".md":
            for target in LINK.findall(file.read_text()):
                if not (file.parent / target).exists():
                    found.append(f"{name}: leads nowhere: {target}")
    return found


if __name__ == "__main__":
    problems = findings()
    print("\n".join(problems))
    sys.exit(1 if problems else 0)
