"""What pyproject.toml cannot say: the translations are compiled when the package is built."""

import runpy
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TRANSLATIONS = Path(__file__).resolve().parent / "tools" / "translations.py"


class BuildWithTranslations(build_py):
    """Builds the package, its catalogues compiled first."""

    def run(self) -> None:
        runpy.run_path(str(TRANSLATIONS))["compile_stale"]()
        super().run()


setup(cmdclass={"build_py": BuildWithTranslations})
