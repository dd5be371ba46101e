"""What `make lint` cannot ask: docstrings of public functions, no state, no pyplot, no path of somebody's machine."""
import ast
import importlib
import inspect
import json
import re
import subprocess
import sys

import pytest
from numpydoc.validate import validate

from tests.notebooks import PATHS, ROOT

FILES = sorted((ROOT / "helpers").rglob("*.py"))
ROOMS = sorted({f"helpers.{path.parent.name}" for path in FILES if path.name == "__init__.py"} - {"helpers.helpers"})
DESCRIBED = {"PR01", "PR02", "PR03", "PR10", "RT01", "YD01", "GL07", "GL08"}


def functions(room):
    """Return the functions that a room gives out, by their full names."""
    given = vars(importlib.import_module(room))
    return {f"{room}.{name}": thing for name, thing in given.items()
            if name in given.get("__all__", ()) and inspect.isfunction(thing)}


FUNCTIONS = {name: function for room in ROOMS for name, function in functions(room).items()}


def undescribed(name, function):
    """Return the complaints of numpydoc; a docstring without headings is enough when it names all parameters."""
    words = inspect.getdoc(function) or ""
    parameters = inspect.signature(function).parameters
    plain = words and "\n---" not in words and (
        len(parameters) < 2 or "those of `" in words or all(re.search(rf"\b{one}\b", words) for one in parameters))
    wanted = DESCRIBED - ({"PR01", "RT01"} if plain else set())
    return [complaint for code, complaint in validate(name)["errors"] if code in wanted]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_public_functions_say_what_they_take_and_give(name):
    assert undescribed(name, FUNCTIONS[name]) == []


def short(a):
    """Double it."""
    return 2 * a


def named(a, b):
    """Return `a` and `b`."""
    return a, b


def unnamed(a, b):
    """Add."""
    return a + b


def half(a, b):
    """Add.

    Parameters
    ----------
    a : int
    """
    return a + b


@pytest.mark.parametrize("function, complaints", [(short, 0), (named, 0), (unnamed, 2), (half, 2)])
def test_the_rule_on_docstrings_sees(function, complaints):
    assert len(undescribed(f"{__name__}.{function.__name__}", function)) == complaints


def test_importing_the_rooms_does_not_load_pyplot():
    code = f"import sys, {', '.join(ROOMS)}\nassert 'matplotlib.pyplot' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def state(tree):
    """Return the names of a module that functions write into, and those that begin empty or as a random generator."""
    module = {name.id for node in tree.body for name in ast.walk(node)
              if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(name, ast.Name)
              and isinstance(name.ctx, ast.Store)} | {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    found = {ast.unparse(node) for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
             and re.search(r"= (\[\]|\{\}|\w+\(\)|.*(default_rng|RandomState)\(.*\))$", ast.unparse(node))}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            local = {node.arg if isinstance(node, ast.arg) else node.id for node in ast.walk(function)
                     if isinstance(node, ast.arg) or isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
            for node in ast.walk(function):
                written = isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load)
                root = ast.unparse(node).partition("[")[0].partition(".")[0] if written else ""
                found |= {ast.unparse(node)} if root in module - local else set()
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_hold_no_state(path):
    assert state(ast.parse(path.read_text(encoding="utf-8"))) == set()


@pytest.mark.parametrize("code, is_state", [
    ("cache = {}", True), ("A: list = []", True), ("RNG = np.random.default_rng(1)", True), ("SEEN = set()", True),
    ("SEEN = {'a': 1}\ndef f():\n    SEEN['b'] = 2", True), ("SEEN = {'a': 1}\ndef f():\n    del SEEN['a']", True),
    ("class A:\n    x = None\n    def f(self):\n        A.x = self", True),
    ("COLORS = {'input': '#0072B2'}", False), ("def f():\n    x = {}\n    x[1] = 2", False),
    ("class A:\n    def f(self):\n        self.x = 1", False), ("X = 1\ndef f(X):\n    X[0] = 3", False)])
def test_the_rule_on_state_sees(code, is_state):
    assert bool(state(ast.parse(code))) is is_state


# A path that starts at the root of somebody's machine; addresses on the web are none.
PATH = re.compile(r"(?<![\w.:/~])/(?:home|root|Users|work|tmp|var|opt|usr|mnt|private)/[\w.-]+"
                  r"|\b[A-Z]:\\\\?(?:Users|\w+\\)")


def readable(path):
    """Return what readers see of a file; of a notebook, cells and outputs without pictures, which may hold anything."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = [[cell["source"], cell.get("outputs")] for cell in json.loads(text)["cells"]]
        text = re.sub(r'data:image/png;base64,[A-Za-z0-9+/=]+|"image/png": "[^"]+"', "",
                      json.dumps(cells, ensure_ascii=False))
    return text


@pytest.mark.parametrize("path", [*FILES, *PATHS, *sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))],
                         ids=lambda path: str(path.relative_to(ROOT)))
def test_no_path_of_one_machine(path):
    assert PATH.findall(readable(path)) == []


@pytest.mark.parametrize("text, is_path", [
    ("see /home/anna/course", True), ('"/root/x"', True), (r"C:\Users\bob", True), ("(/home/me/course)", True),
    ("https://example.org/home/page", False), ("~/tmp/x", False), ("and/or", False), (".venv/usr/bin", False)])
def test_the_rule_on_paths_sees(text, is_path):
    assert bool(PATH.search(text)) is is_path
