"""A user's files are read as they stand, never from bytecode that was kept of them or from an earlier reading.

Python takes kept bytecode for that of a file when its size and the second of its last change agree, so a file that
is changed twice in a second could be judged as it was before; and a module that is loaded is not looked at again.
Evidence is kept under the source (:mod:`lemmata.verifier.provenance`), so the source is what has to run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES, ExtensionFileLoader, FileFinder, SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

from lemmata.numerics.errors import InputError
from lemmata.verifier.execution.opened import opened
from lemmata.verifier.provenance import from_outside, held


class _AsItStands(SourceFileLoader):
    """Compiles the source each time, and remembers what was opened while the module was executed, its source first."""

    def __init__(self, fullname: str, path: str) -> None:
        super().__init__(fullname, path)
        self.opened: dict[str, str] = {}

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)

    def exec_module(self, module: ModuleType) -> None:
        with opened() as self.opened:
            super().exec_module(module)

    def changed(self) -> bool:
        """Whether something that was opened holds something else now, or is gone."""
        return any(held(file) != holds for file, holds in self.opened.items())


def module_of(name: str, path: Path) -> ModuleType:
    """A module for a file, yet to be executed."""
    specification = spec_from_file_location(name, path, loader=_AsItStands(name, str(path.absolute())))
    assert specification is not None
    return module_from_spec(specification)


def execute(module: ModuleType) -> None:
    """Run the source of a module of :func:`module_of`; what it raises is raised. It may import modules beside it.

    Raises:
        InputError: when it stands beside a file whose name an earlier file has imported from another folder.
    """
    loader = _loader(module)
    assert loader is not None
    folder = Path(loader.path).resolve().parent
    with _as_they_stand():
        _refuse_namesakes(folder)
        sys.path.append(str(folder))  # behind what is installed, for as long as it is read
        try:
            loader.exec_module(module)
        finally:
            with suppress(ValueError):  # the file may have changed the path
                sys.path.remove(str(folder))


def _refuse_namesakes(folder: Path) -> None:
    """What a file imports must not depend on the files that were read before it."""
    for name in _loaded():
        beside, there = folder / f"{name}.py", str(sys.modules[name].__file__)
        if beside.is_file() and beside.resolve() != Path(there).resolve():
            raise InputError(
                "file", beside, f"another name, or files that are read in runs of their own: {there} is {name}"
            )


@contextmanager
def _as_they_stand() -> Iterator[None]:
    """Modules from outside the project that are imported meanwhile come from their sources of now."""
    loaded = _loaded()
    if any(loader.changed() for loader in loaded.values()):
        for name in {*loaded, *_folders_of(loaded)}:  # what did not change may hold parts of what did
            del sys.modules[name]
    sys.path_hooks.insert(0, _finder)
    _forget_finders()
    try:
        yield
    finally:
        sys.path_hooks.remove(_finder)
        _forget_finders()


def _loaded() -> dict[str, _AsItStands]:
    """The loaders of the modules that were read before."""
    return {name: loader for name, module in sys.modules.items() if (loader := _loader(module)) and loader.opened}


def _folders_of(loaded: Iterable[str]) -> list[str]:
    """The packages without a file of their own that modules stand in: they look their parents up by name."""
    tops = {name.partition(".")[0] for name in loaded}
    modules = sys.modules.items()
    return [name for name, one in modules if name.partition(".")[0] in tops and getattr(one, "__file__", None) is None]


def _loader(module: ModuleType) -> _AsItStands | None:
    loader = getattr(getattr(module, "__spec__", None), "loader", None)
    return loader if isinstance(loader, _AsItStands) else None


def _finder(folder: str) -> FileFinder:
    """The finder of a folder on the path of modules, where that is no folder of installed packages or the project."""
    if not (Path(folder).is_dir() and from_outside(Path(folder).resolve())):
        raise ImportError
    return FileFinder(folder, (ExtensionFileLoader, EXTENSION_SUFFIXES), (_AsItStands, SOURCE_SUFFIXES))


def _forget_finders() -> None:
    for folder in list(sys.path_importer_cache):
        if from_outside(Path(folder).resolve()):
            del sys.path_importer_cache[folder]
