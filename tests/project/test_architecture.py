"""What `make lint` cannot ask: docstrings of public functions, no state, no pyplot, no path of somebody's machine."""
import ast
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys

import pytest
from numpydoc.validate import validate

from tests.notebooks import PATHS, ROOT

FILES = sorted((ROOT / "helpers").rglob("*.py"))
MODULES = [f"helpers.{module.name}" for module in pkgutil.iter_modules([ROOT / "helpers"])]
DESCRIBED = {"PR01", "PR02", "PR03", "PR10", "GL07", "GL08"}


def functions(module):
    """Return the functions that a module and the modules in it give out, by their full names."""
    own, found = vars(importlib.import_module(module)), {}
    for name in own.get("__all__") or [name for name in own if getattr(own[name], "__module__", "") == module]:
        if inspect.ismodule(own[name]):
            found |= functions(own[name].__name__)
        elif inspect.isfunction(own[name]) and name[0] != "_":
            found[f"{module}.{name}"] = own[name]
    return found


FUNCTIONS = {name: function for module in MODULES for name, function in functions(module).items()}


def undescribed(name, function):
    """Return what numpydoc misses; to name all parameters, or a function that has the same, may do without headings."""
    words, parameters = inspect.getdoc(function) or "", inspect.signature(function).parameters
    named = "\n---" not in words and all(re.search(rf"\b{one}\b", words) for one in parameters)
    enough = words and (len(parameters) < 2 or named or re.search(r"\b(as|as in|those of) `", words))
    wanted = DESCRIBED - ({"PR01"} if enough else set())
    return [complaint for code, complaint in validate(name)["errors"] if code in wanted]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_public_functions_say_what_they_take(name):
    assert undescribed(name, FUNCTIONS[name]) == []


def named(a, b):
    """Return `a` and `b`."""
    return a, b


def half(a, b):
    "Add.\n\nParameters\n----------\na : int\n"
    return a + b


@pytest.mark.parametrize("function, complaints", [(named, 0), (half, 1)])
def test_the_rule_on_docstrings_sees(function, complaints):
    assert len(undescribed(f"{__name__}.{function.__name__}", function)) == complaints


def test_importing_helpers_does_not_load_pyplot():
    code = f"import sys, {', '.join(MODULES)}\nassert 'matplotlib.pyplot' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def state(tree):
    """Return what a module may change while it runs: what begins empty or random, and constants written to."""
    found = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    found = [line for line in found if re.search(r"= (\[\]|\{\}|\w+\(\)$|.*(default_rng|RandomState)\()", line)]
    inner = [node for function in ast.walk(tree) if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
             for node in ast.walk(function) if isinstance(node, ast.Subscript | ast.Attribute)]
    written = [ast.unparse(node) for node in inner if not isinstance(node.ctx, ast.Load)]
    return found + [line for line in written if re.match("_?[A-Z]", line)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_hold_no_state(path):
    assert state(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("code, is_state", [
    ("cache = {}", True), ("A: list = []", True), ("RNG = np.random.default_rng(1)", True), ("SEEN = set()", True),
    ("SEEN = {'a': 1}\ndef f():\n    SEEN['b'] = 2", True), ("SEEN = {'a': 1}\ndef f():\n    del SEEN['a']", True),
    ("class A:\n    x = None\n    def f(self):\n        A.x = self", True),
    ("COLORS = {'input': '#0072B2'}", False), ("def f():\n    x = {}\n    x[1] = 2", False),
    ("class A:\n    def f(self):\n        self.x = 1", False)])
def test_the_rule_on_state_sees(code, is_state):
    assert bool(state(ast.parse(code))) is is_state


# A path that starts at the root of somebody's machine; addresses on the web are none, nor is the folder of every TLJH.
PATH = re.compile(r"(?<![\w.:/~])/(?:home|root|Users|work|tmp|var|opt(?!/tljh/)|usr|mnt|private)/[\w.-]+"
                  r"|\b[A-Z]:\\\\?(?:Users|\w+\\)")


def readable(path):
    """Return what readers see of a file: of a notebook, its cells and outputs without pictures."""
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
    ("/opt/course", True), ("/opt/tljh/user", False),
    ("https://example.org/home/page", False), ("~/tmp/x", False), ("and/or", False), (".venv/usr/bin", False)])
def test_the_rule_on_paths_sees(text, is_path):
    assert bool(PATH.search(text)) is is_path
