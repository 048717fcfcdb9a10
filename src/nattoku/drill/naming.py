"""The names of a million cases on disk: one name, or the code of one, is found without reading the others."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from nattoku.drill.log import Ints
from nattoku.drill.nearby import near

_ARRAYS = ("letters", "at", "sums", "codes")


class CaseNames(Sequence[str]):
    """letters: all names in UTF-8; name i lies at at[i]:at[i + 1]. sums: their CRC-32, ascending; codes: whose."""

    def __init__(self, letters: Ints, at: Ints, sums: Ints, codes: Ints) -> None:
        self._letters, self._at, self._sums, self._codes = letters, at, sums, codes

    @classmethod
    def save(cls, names: Sequence[str], folder: Path) -> None:
        """As plain arrays that can be read in place."""
        written = [name.encode("utf-8", "surrogatepass") for name in names]
        sums = np.fromiter(map(crc32, written), np.uint32, len(written))
        codes = np.argsort(sums, kind="stable")
        at = np.concatenate(([0], np.cumsum(np.fromiter(map(len, written), np.int64, len(written)))))
        letters = np.frombuffer(b"".join(written), np.uint8)
        arrays: tuple[Ints, ...] = (letters, at, sums[codes], codes.astype(np.int32))
        for name, array in zip(_ARRAYS, arrays, strict=True):
            np.save(folder / f"names.{name}.npy", array)

    @classmethod
    def load(cls, folder: Path) -> "CaseNames":
        """What was saved; letters are read where they are looked at."""
        return cls(*(np.load(folder / f"names.{name}.npy", mmap_mode="r") for name in _ARRAYS))

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return list(self)[at]
        place = range(len(self))[at]
        return bytes(self._letters[self._at[place] : self._at[place + 1]]).decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        letters, at = bytes(self._letters), self._at.tolist()
        for start, end in pairwise(at):
            yield letters[start:end].decode("utf-8", "surrogatepass")

    def index(self, name: Any, *_range: Any) -> int:
        """The code of a name. ValueError: there is none."""
        wanted = np.uint32(crc32(str(name).encode("utf-8", "surrogatepass")))
        at = near(self._sums, wanted, int(wanted) * len(self) >> 32)  # sums are spread evenly
        while at < len(self) and self._sums[at] == wanted:
            if self[code := int(self._codes[at])] == name:
                return code
            at += 1
        raise ValueError(name)
