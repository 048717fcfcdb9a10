"""The complaints of the demo, each told by hand. A file that is put here is found; its stories go into the book."""

from importlib import import_module
from pkgutil import iter_modules

from nattoku.demo.story import BOOK

for _found in sorted(module.name for module in iter_modules(__path__)):
    import_module(f"{__name__}.{_found}")

__all__ = ["BOOK"]
