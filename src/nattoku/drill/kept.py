"""A log on disk: a column is read when it is first asked for; what was worked out when it was kept, never."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any, Final

import numpy as np

from nattoku.drill.index import Index
from nattoku.drill.log import Ints, Log, in_order
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

COLUMNS: Final = ("case", "activity", "time", "actor", "seq", "division")

NO_RIGHT = Text("{path} を読む権限がありません。", "There is no permission to read {path}.")
BROKEN = Text(
    "{path} に取っておいた記録は壊れています（{why}）。もとの記録から取り直してください（nattoku drill keep）。",
    "The log kept in {path} is broken ({why}). Please keep it again from its source (nattoku drill keep).",
)


@contextmanager
def whole(folder: Path) -> Iterator[None]:
    """Around the reading of what was kept in `folder`: files that are missing, cut or changed are refused (400)."""
    try:
        yield
    except PermissionError as wrong:
        raise Refusal(NO_RIGHT.with_(path=wrong.filename), status=400) from wrong
    except (OSError, ValueError, LookupError, TypeError) as wrong:
        raise Refusal(BROKEN.with_(path=folder, why=type(wrong).__name__), status=400) from wrong


class Kept(Log):
    """Made by `kept` below; its five columns are not there until they are asked for."""

    _files: list[Path]
    _place: Path
    _keep: Ints | None
    _index: Index | None

    def __getattr__(self, name: str) -> Any:
        if name not in COLUMNS or "_files" not in self.__dict__:
            raise AttributeError(name)
        with whole(self._place.parents[1]):
            self._load()
        return self.__dict__[name]

    def __len__(self) -> int:
        if "case" in self.__dict__ or (index := self.index) is None:
            return len(self.case)
        return int(sum(each.counts(self._keep)[1].sum() for each in (index.edges, index.paths)))

    @property
    def index(self) -> Index | None:
        """Read in place; worked out again, and kept, when events came since. None: no longer a log on disk."""
        if "_files" not in self.__dict__:
            return None
        if self._index is None:
            if not self._place.is_dir():
                Index.of(self._of(None)).save(self._place)
            with whole(self._place.parents[1]):
                object.__setattr__(self, "_index", Index.load(self._place))
        return self._index

    @property
    def kept(self) -> Ints | None:
        """For each case whether it passed the filters; None: all did."""
        return self.__dict__.get("_keep")

    def of_cases(self, keep: Ints) -> Log:
        """The same log, where the other cases do not count. Nothing is read for it."""
        if "_files" not in self.__dict__:
            return super().of_cases(keep)
        return self._of(keep if self._keep is None else keep & self._keep)

    def _of(self, keep: Ints | None) -> Kept:
        other = copy(self)
        for name in COLUMNS:
            other.__dict__.pop(name, None)
        object.__setattr__(other, "_keep", keep)
        return other

    def _load(self) -> None:
        arrays = {name: self._column(name) for name in COLUMNS}
        if len(self._files) > 1:
            order = in_order(arrays["case"], arrays["time"], arrays["seq"])
            arrays = {name: each[order] for name, each in arrays.items()}
        if self._keep is not None:
            there = self._keep[arrays["case"]]
            arrays = {name: each[there] for name, each in arrays.items()}
        self.__dict__.update(arrays if self.divisions else arrays | {"division": None})

    def _column(self, name: str) -> Ints:
        parts = [np.load(place / f"{name}.npy", mmap_mode="r") for place in self._files]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)


def kept(known: Log, files: list[Path], place: Path) -> Kept:
    """The log of these segments; known: what their codes mean; place: where what is worked out lies."""
    log = Kept.__new__(Kept)
    log.__dict__.update({name: value for name, value in known.__dict__.items() if name not in COLUMNS})
    log.__dict__.update(_files=files, _place=place, _keep=None, _index=None)
    return log
