"""The modules of helpers stand side by side, keep no state, draw on the axes they are given, and say what they take."""
import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HELPERS = ROOT / "helpers"
# Commands may join the modules; nothing else may, except that all know the errors.
COMMANDS = {"helpers.fetch", "helpers.reproduce"}
# The parts of one role that outgrew a page stand in a folder and may know each other.
FILES = sorted(HELPERS.rglob("*.py"))
LONGEST = 40


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def role_of(module):
    """Return the first two parts of a name: the role `helpers.networks` covers `helpers.networks.layers`."""
    return ".".join(module.split(".")[:2])


def imports(tree, module, is_package=False):
    """Return the modules of helpers that are imported anywhere in a tree, also within functions."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = module.split(".")
            keep = len(parts) - node.level + is_package if node.level else 0
            start = ".".join([*parts[:keep], *([node.module] if node.module else [])])
            # `from helpers import data` names a module; `from helpers.arguments import number` names a function.
            found |= {f"{start}.{alias.name}" for alias in node.names} if start == "helpers" else {start}
    return {name for name in found if name.split(".")[0] == "helpers"}


def joined(tree, module, is_package=False):
    allowed = {role_of(module), "helpers.arguments"} - ({"helpers"} if module != "helpers" else set())
    return sorted(name for name in imports(tree, module, is_package) if role_of(name) not in allowed)


def uses_pyplot(tree):
    """Return what in a tree belongs to pyplot, the global state of matplotlib."""
    found = []
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found += [name for name in names if "pyplot" in name or "pylab" in name]
        word = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        found += [word] if word in ("plt", "pyplot", "gca", "gcf", "pylab") else []
    return found


def bound(target):
    """Return the names that an assignment binds or changes, also through `a[0] = ...` and `a.b = ...`."""
    if isinstance(target, ast.Tuple | ast.List):
        return [name for part in target.elts for name in bound(part)]
    while isinstance(target, ast.Subscript | ast.Attribute | ast.Starred):
        target = target.value
    return [target.id] if isinstance(target, ast.Name) else []


def state(tree):
    """Return the module-level names that may change while the program runs.

    A name in capitals is a constant, an empty list or dict is none whatever it is called; a `global` statement,
    a write to a constant or to an attribute of a class from within a function, and a generator made at import are
    state as well.
    """
    found = [name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names]
    constants = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if hasattr(node, "target") else []
        names = [name for target in targets for name in bound(target)]
        constants |= set(names)
        # A loop variable of the module stays about, but nobody changes it later.
        value = None if isinstance(node, ast.For) else getattr(node, "value", None)
        empty = value is not None and (ast.unparse(value) in ("[]", "{}", "set()", "dict()", "list()")
                                       or "default_rng" in ast.unparse(value))
        dunder = all(name.startswith("__") and name.endswith("__") for name in names)
        found += [name for name in names if empty or not (dunder or name.lstrip("_").isupper())]
    for function in functions(tree):
        local = {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}
        for node in ast.walk(function):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target] if hasattr(node, "target") else []
            for target in targets:
                if not isinstance(target, ast.Name):
                    found += [name for name in bound(target) if name in constants - local]
                else:
                    local.add(target.id)
    return found


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function):
    """Return the lines of a function without those of its docstring."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        lines -= function.body[0].end_lineno - function.body[0].lineno + 1
    return lines


def exported(module):
    """Return the names that a folder gives to the outside, or None where the module is no part of a folder."""
    if module.count(".") < 2:
        return None
    tree = ast.parse((ROOT / role_of(module).replace(".", "/") / "__init__.py").read_text(encoding="utf-8"))
    return {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}


def undescribed(tree, public=None):
    """Return the functions and classes, all or those of `public`, that do not say what they are, take or give.

    Parameters are described under that heading. A docstring of one line is enough when it names the parameters
    as (inputs, weights) does or says whose they are, or when there is one at most.
    """
    missing = []
    for node in tree.body:
        if (isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
                and (public is None or node.name in public)):
            members = [node] + [member for member in getattr(node, "body", []) if isinstance(node, ast.ClassDef)
                                and isinstance(member, ast.FunctionDef) and not member.name.startswith("_")]
            for member in members:
                words = ast.get_docstring(member) or ""
                names = [] if isinstance(member, ast.ClassDef) else parameters(member)
                headed = re.search(r"^(Parameters|Returns|Yields|Raises)\n-+$|^Parameters .*those of `", words, re.M)
                if not words or len(names) > 1 and not headed and not all(re.search(rf"\b{n}\b", words) for n in names):
                    missing.append(member.name)
    return missing


def parameters(function):
    every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [argument.arg for argument in every if argument.arg not in ("self", "cls") and argument.arg[0] != "_"]


@pytest.fixture(params=FILES, ids=module_of)
def source(request):
    """Return a module's name, its tree, and whether it is a folder."""
    text = request.param.read_text(encoding="utf-8")
    return module_of(request.param), ast.parse(text), request.param.name == "__init__.py"


# -- the modules --------------------------------------------------------------------------------------------------

def test_modules_do_not_import_each_other(source):
    module, tree, is_package = source
    if module not in COMMANDS:
        assert joined(tree, module, is_package) == []


def test_errors_import_nothing_of_ours():
    assert imports(ast.parse((HELPERS / "arguments.py").read_text(encoding="utf-8")), "helpers.arguments") == set()


def test_commands_are_commands():
    for module in COMMANDS:
        path = ROOT / (module.replace(".", "/") + ".py")
        assert not path.exists() or '__name__ == "__main__"' in path.read_text(encoding="utf-8")


def test_pyplot_is_not_used(source):
    assert uses_pyplot(source[1]) == []


def test_importing_the_modules_does_not_load_pyplot():
    code = ("import sys\nfrom helpers import checks, data, arguments, live, plots\n"
            "assert 'matplotlib.pyplot' not in sys.modules")
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_modules_hold_no_state(source):
    assert state(source[1]) == []


def test_functions_are_short(source):
    assert {function.name: length(function) for function in functions(source[1]) if length(function) > LONGEST} == {}


def test_public_functions_and_classes_say_what_they_take(source):
    module, tree, _ = source
    assert ast.get_docstring(tree), f"{module} does not say what it is"
    assert undescribed(tree, exported(module)) == []


# -- the rules above can be broken --------------------------------------------------------------------------------

@pytest.mark.parametrize("code, module, found", [
    ("from helpers import data", "helpers.plots", ["helpers.data"]),
    ("import helpers.live", "helpers.plots", ["helpers.live"]),
    ("from . import data", "helpers.plots", ["helpers.data"]),
    ("from .data import load", "helpers.plots", ["helpers.data"]),
    ("from helpers.data import load", "helpers.networks.layers", ["helpers.data"]),
    ("def f():\n    from helpers import checks", "helpers.data", ["helpers.checks"]),
    ("from .. import plots", "helpers.networks.layers", ["helpers.plots"]),
    ("from helpers.networks import layers\nfrom . import layers", "helpers.networks.training", []),
    ("from helpers.arguments import CourseError\nimport numpy", "helpers.plots", []),
    ("from helpers import arguments", "helpers.plots", []),
])
def test_the_rule_on_imports_sees(code, module, found):
    assert joined(ast.parse(code), module) == found


@pytest.mark.parametrize("code", ["import matplotlib.pyplot as plt", "from matplotlib import pyplot", "figure.gca()",
                                  "from matplotlib.pyplot import plot", "plt.plot()", "import pylab"])
def test_the_rule_on_pyplot_sees(code):
    assert uses_pyplot(ast.parse(code))


@pytest.mark.parametrize("code, is_state", [
    ("cache = {}", True), ("_CACHE = {}", True), ("counter = 0", True), ("RNG = np.random.default_rng(1)", True),
    ("N = 0\ndef f():\n    global N\n    N += 1", True), ("SEEN = {'a': 1}\ndef f():\n    SEEN['b'] = 2", True),
    ("class A:\n    x = None\n    def f(self):\n        A.x = self", True), ("a, b = 1, 2", True),
    ("COLORS = {'input': '#0072B2'}", False), ("__version__ = '1'", False),
    ("def f():\n    x = {}\n    x[1] = 2", False),
    ("class A:\n    def f(self):\n        self.x = 1", False), ("SIZE: int = 3", False)])
def test_the_rule_on_state_sees(code, is_state):
    assert bool(state(ast.parse(code))) is is_state


@pytest.mark.parametrize("code, complete", [
    ("def f(a, b):\n    return a", False), ("def f(a, b):\n    '''Add.'''", False), ("def _f(a, b):\n    pass", True),
    ("def f(a, b):\n    '''Add `a` to `b`.'''", True), ("def f(a):\n    '''Double it.'''", True),
    ("class A:\n    pass", False),
    ("class A:\n    '''One.'''\n    def f(self):\n        pass", False),
    ("def f(a, b):\n    '''Add.\n\n    Parameters\n    ----------\n    a, b : int\n    '''", True)])
def test_the_rule_on_docstrings_sees(code, complete):
    assert (undescribed(ast.parse(code)) == []) is complete


def test_the_rule_on_length_sees():
    body = "\n".join(f"    x = {n}" for n in range(LONGEST))
    (long,) = functions(ast.parse(f"def f():\n{body}"))
    (fits,) = functions(ast.parse(f"def f():\n    '''One.\n\n    Two.\n    '''\n{body.partition(chr(10))[2]}"))
    assert (length(long), length(fits)) == (LONGEST + 1, LONGEST)


# -- nothing of one machine ---------------------------------------------------------------------------------------

# A path that starts at the root of somebody's machine; addresses on the web are none.
PATH = re.compile(r"(?<![\w.:/~])/(?:home|root|Users|work|tmp|var|opt|usr|mnt|private)/[\w.-]+"
                  r"|\b[A-Z]:\\\\?(?:Users|\w+\\)")


def readable():
    """Return {name: text} of what readers see: prose, code, and the outputs stored in the notebooks."""
    paths = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *FILES, *sorted((ROOT / "docs").rglob("*.md"))]
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths if path.exists()}
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        words = [json.dumps([cell["source"], cell.get("outputs")], ensure_ascii=False) for cell in cells]
        # By chance, a picture may hold what looks like a path.
        texts[notebook.name] = re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", "\n".join(words))
    return texts


@pytest.mark.parametrize("name", sorted(readable()))
def test_no_path_of_one_machine(name):
    assert PATH.findall(readable()[name]) == []


@pytest.mark.parametrize("text, is_path", [
    ("see /home/anna/course", True), ('"/root/x"', True), ("/Users/bob", True), (r"C:\Users\bob", True),
    ("(/home/me/course)", True),
    ("https://example.org/home/page", False), ("data/README.md", False), ("~/tmp/x", False), ("and/or", False),
    ("../shared/data", False), (".venv/usr/bin", False)])
def test_the_rule_on_paths_sees(text, is_path):
    assert bool(PATH.search(text)) is is_path
