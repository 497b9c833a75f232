"""The laws of the house that can be checked mechanically."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "lantoa"
LONGEST_MODULE = 400


def modules():
    return [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]


def test_imports_go_down_only():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_no_module_is_called_utils():
    assert [path for path in modules() if path.stem in {"utils", "helpers", "misc"}] == []


def test_modules_stay_small():
    long = {
        str(p.relative_to(PACKAGE)): n for p in modules() if (n := len(p.read_text().splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_views_never_fetch_objects_themselves():
    """One door to each object: `.objects.get(` and get_object_or_404 belong to access.py."""
    caught = [
        str(path.relative_to(PACKAGE))
        for path in modules()
        if path.stem == "views" and (".objects.get(" in path.read_text() or "get_object_or_404" in path.read_text())
    ]
    assert caught == []


def test_models_hold_no_behaviour_in_save():
    caught = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and path.stem == "models":
                caught += [
                    f"{path.parent.name}.{node.name}"
                    for part in node.body
                    if isinstance(part, ast.FunctionDef) and part.name in {"save", "clean", "__init__"}
                ]
    assert caught == []


@pytest.mark.parametrize("kind", ["*.html", "*.js", "*.css"])
def test_pages_load_nothing_from_other_hosts(kind):
    """Links may lead elsewhere; scripts, styles, fonts, images and fetches may not."""
    import re

    loading = re.compile(
        r"""(?:\bsrc\s*=\s*["']|@import\s+["']|url\(\s*["']?|fetch\(\s*["']|import\s+["'])(?:https?:)?//"""
    )
    caught = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob(kind)
        if "vendor" not in path.parts and loading.search(path.read_text(encoding="utf-8"))
    ]
    assert caught == []


def test_templates_hold_no_inline_style_or_script():
    import re

    inline = re.compile(
        r"""<[a-z][^>]*\s(?:style|on[a-z]+)\s*=|<script(?![^>]*\b(?:src|type="application/(?:ld\+)?json"))[^>]*>|<style""",
        re.I,
    )
    caught = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.html")
        if inline.search(path.read_text(encoding="utf-8"))
    ]
    assert caught == []
