"""Typical mistakes made from a reference: most of them change one token, and each has a sentence that names it.

`of_source` changes the syntax tree of the reference, `of_output` what the reference returns. The sentences speak in
the names of the exercise, which its stub gives to the reader as well.
"""
import ast
import copy

import numpy as np

from helpers.exercises.judging import as_array, same

OPPOSITE = {ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
            ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}
BORDER = {ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Lt: ast.LtE, ast.LtE: ast.Lt}
MIRROR = {ast.Gt: ast.Lt, ast.GtE: ast.LtE, ast.Lt: ast.Gt, ast.LtE: ast.GtE}
# What is easily taken for what.
SISTERS = {"sum": ["mean", "max"], "mean": ["sum"], "max": ["min", "sum"], "min": ["max"], "argmax": ["argmin"],
           "argmin": ["argmax"], "maximum": ["minimum"], "zeros": ["ones"], "sqrt": ["square"]}


def of_source(source):
    """Yield pairs of a sentence and the source of a mistake, for the `source` of a function."""
    tree = ast.parse(source)
    function = tree.body[0]
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in [node for statement in _body(function) for node in ast.walk(statement)]:
        for sentence, parent, field, new in _changes(node, parents, function):
            old = getattr(parent, field)
            setattr(parent, field, new)
            wrong = ast.unparse(ast.fix_missing_locations(tree))
            setattr(parent, field, old)
            yield sentence, wrong


def _body(function):
    """Return the statements of a function without its docstring."""
    return function.body[bool(ast.get_docstring(function)):]


def _changes(node, parents, function):
    """Yield the changes of one `node`: a sentence, a node above, and which field of that gets what in its place."""
    if isinstance(node, ast.expr) and not isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
        for new, sentence in _expressions(node, parents, function):
            yield _replaced(node, new, sentence, parents[node])
    if type(node) in STATEMENTS:
        yield from STATEMENTS[type(node)](node, parents[node])
    for field in ("body", "orelse"):
        if isinstance(getattr(node, field, None), list):
            yield from _statements(node, field, function)
    if isinstance(node, ast.Return):
        for new, sentence in _results(node, function):
            yield sentence, node, "value", new


def _replaced(node, new, sentence, parent):
    """Return the change that puts `new` in the place of `node`."""
    for field, value in ast.iter_fields(parent):
        if value is node:
            return sentence, parent, field, new
        if isinstance(value, list) and any(item is node for item in value):
            return sentence, parent, field, [new if item is node else item for item in value]
    raise ValueError(f"{ast.dump(node)} is not in {ast.dump(parent)}.")


def _expressions(node, parents, function):
    """Yield pairs of an expression in place of `node` and a sentence."""
    for kind, change in KINDS.items():
        if isinstance(node, kind):
            yield from change(node, parents[node], function)


def _unary(node, parent, function):
    """Yield the operand without its minus or `not`."""
    sign = "not" if isinstance(node.op, ast.Not) else "-"
    yield node.operand, f"`{sign}` is missing before {said(node.operand)}."


def _boolean(node, parent, function):
    """Yield conditions of which one is missing, or that are joined by the other word."""
    for value in node.values:
        rest = [other for other in node.values if other is not value]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest), f"A condition is missing: {said(value)}."
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield ast.BoolOp(other, node.values), f"`and` and `or` are swapped in {said(node)}."


def _choice(node, parent, function):
    """Yield one case alone, and both swapped."""
    for new in (node.body, node.orelse):
        yield new, f"There are two cases; ask whether {said(node.test)}."
    yield ast.IfExp(node.test, node.orelse, node.body), f"The two cases of {said(node.test)} are swapped."


def _comprehension(node, parent, function):
    """Yield the comprehension without its conditions."""
    for number, loop in enumerate(node.generators):
        for condition in loop.ifs:
            plain = copy.deepcopy(node)
            plain.generators[number].ifs = []
            yield plain, f"A condition is missing: {said(condition)}."


def _transposed(node, parent, function):
    """Yield the matrix itself in place of its transpose."""
    if node.attr == "T":
        yield node.value, f"{said(node.value)} must be transposed there; the `.T` is missing."


def _operation(node, parent, function):
    """Yield what is written in place of an arithmetical operation."""
    kinds = {ast.Add: _sum, ast.Sub: _difference, ast.Mult: _product, ast.Div: _quotient, ast.Pow: _power}
    if type(node.op) in kinds:
        left, right = node.left, node.right
        made = kinds[type(node.op)](node, left, right, said(left), said(right))
        # A square is the same for both signs.
        square = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Pow)
        yield from (pair for pair in made if not square or not pair[1].startswith(("The order", "Keep the sign")))


def _sum(node, left, right, first, second):
    """Yield what is written in place of `left` + `right`."""
    yield left, f"{second} is missing."
    yield right, f"{first} is missing."
    yield ast.BinOp(left, ast.Sub(), right), f"A sign is flipped: add {second}, do not subtract it."
    yield ast.BinOp(left, ast.Mult(), right), f"Add {first} and {second}; you multiply them."


def _difference(node, left, right, first, second):
    """Yield what is written in place of `left` - `right`."""
    yield left, f"{second} is missing; subtract it."
    yield right, f"{first} is missing; {second} is subtracted from it."
    yield ast.BinOp(left, ast.Add(), right), f"A sign is flipped: subtract {second}, do not add it."
    yield ast.BinOp(right, ast.Sub(), left), f"The order is wrong: it is {said(node)}, not the other way around."
    yield call("abs", node), f"Keep the sign of {said(node)}; you use its size."
    yield ast.BinOp(node, ast.Pow(), ast.Constant(2)), f"You squared {said(node)}; use it as it is."


def _product(node, left, right, first, second):
    """Yield what is written in place of `left` * `right`."""
    for kept, lost, name in ((left, right, second), (right, left, first)):
        yield kept, f"The factor {name} is missing."
        if not isinstance(lost, ast.Compare):  # 1 times 1 is 1
            yield ast.BinOp(node, ast.Mult(), lost), f"The factor {name} is there twice."
        yield ast.BinOp(kept, ast.Div(), lost), f"You divide by {name}; multiply by it."
    yield ast.BinOp(left, ast.Add(), right), f"Multiply {first} by {second}; you add them."


def _quotient(node, left, right, first, second):
    """Yield what is written in place of `left` / `right`."""
    yield left, f"The division by {second} is missing."
    yield ast.BinOp(left, ast.Mult(), right), f"You multiply by {second}; divide by it."
    yield ast.BinOp(right, ast.Div(), left), f"You divide the wrong way around: it is {said(node)}."
    yield ast.BinOp(left, ast.FloorDiv(), right), f"Divide {first} with `/`; `//` cuts the fraction off."
    yield ast.BinOp(node, ast.Div(), right), f"You divide by {second} twice."


def _power(node, left, right, first, second):
    """Yield what is written in place of `left` ** `right`."""
    yield left, f"The power is missing: it is {said(node)}."
    yield ast.BinOp(left, ast.Mult(), right), f"It is a power, {said(node)}; you multiply by {second}."


def _comparison(node, parent, function):
    """Yield what is written in place of a comparison."""
    if len(node.ops) > 1:
        return
    kind, whole = type(node.ops[0]), said(node)
    for table, sentence in ((BORDER, f"Mind the border: when both are equal, {whole} decides it."),
                            (MIRROR, f"A comparison is the wrong way around: it is {whole}."),
                            (OPPOSITE, f"A condition is turned into its opposite: it is {whole}.")):
        if kind in table:
            yield ast.Compare(node.left, [table[kind]()], node.comparators), sentence


def _call(node, parent, function):
    """Yield what is written in place of a call."""
    last = ast.unparse(node.func).rpartition(".")[2]
    for sister in SISTERS.get(last, []):
        other = (ast.Attribute(node.func.value, sister, ast.Load()) if isinstance(node.func, ast.Attribute)
                 else ast.Name(sister, ast.Load()))
        yield ast.Call(other, node.args, node.keywords), f"Use `{last}` there; yours behaves like `{sister}`."
    yield from _keywords(node)
    if last == "dot":
        yield from _dot(node)
    elif last == "range":
        yield from _rounds(node)
    else:
        yield from _arguments(node, last)


def _keywords(node):
    """Yield calls without a keyword, or with another axis."""
    for keyword in node.keywords:
        rest = [other for other in node.keywords if other is not keyword]
        yield ast.Call(node.func, node.args, rest), f"`{ast.unparse(keyword)}` is missing in {said(node)}."
        if keyword.arg == "axis":
            axis = ast.literal_eval(keyword.value)
            turned = ast.keyword("axis", ast.Constant(0 if axis in (1, -1) else 1))
            yield (ast.Call(node.func, node.args, [*rest, turned]),
                   f"Another axis is meant: `axis={axis}` in {said(node)}.")


def _dot(node):
    """Yield other products of the two sides of a dot product."""
    left, right = node.func.value, node.args[0]
    yield ast.BinOp(left, ast.Mult(), right), (
        f"You multiply entry by entry; {said(left)} and {said(right)} need a dot product.")
    yield call("np.dot", right, left), f"The two sides of a dot product are swapped: it is {said(node)}."
    for side, other in ((left, right), (right, left)):
        pair = [ast.Attribute(item, "T", ast.Load()) if item is side else item for item in (left, right)]
        yield call("np.dot", *pair), f"{said(side)} is not transposed before it meets {said(other)}."


def _arguments(node, last):
    """Yield calls that are left out, or whose two arguments are swapped."""
    if len(node.args) == 1 and last not in ("len", "enumerate", "array"):
        yield node.args[0], f"`{ast.unparse(node.func)}` of {said(node.args[0])} is missing."
    if len(node.args) == 2 and last not in ("zip", "max", "min", "maximum", "minimum"):
        yield ast.Call(node.func, node.args[::-1], node.keywords), f"Mind the order in {said(node)}."
    if isinstance(node.func, ast.Attribute) and not node.args and not node.keywords and last != "copy":
        yield node.func.value, f"`{last}` of {said(node.func.value)} is missing."


def _rounds(node):
    """Yield ranges that begin or end one too early or too late."""
    place = 0 if len(node.args) == 1 else 1
    for by, sentence in ((-1, "Your loop ends one round too early."), (1, "Your loop makes one round too many.")):
        bounds = [shifted(item, by) if number == place else item for number, item in enumerate(node.args)]
        yield ast.Call(node.func, bounds, []), sentence
    start = node.args[0] if place else ast.Constant(0)
    yield ast.Call(node.func, [shifted(start, 1), *node.args[place:]], []), "Your loop skips the first round."
    yield ast.Call(node.func, [start, shifted(start, 1)], []), "Your loop makes only one round."
    if len(node.args) == 3:
        yield ast.Call(node.func, node.args[:2], []), f"Your loop goes on by 1; it must go on by {said(node.args[2])}."


def _entry(node, parent, function):
    """Yield other places than that of an index or a slice."""
    index, whole = node.slice, said(node)
    if isinstance(index, ast.Slice):
        for field in ("lower", "upper"):
            for by in (-1, 1):
                if getattr(index, field) is not None:
                    bounds = {"lower": index.lower, "upper": index.upper, "step": index.step}
                    bounds[field] = shifted(bounds[field], by)
                    yield (ast.Subscript(node.value, ast.Slice(**bounds), node.ctx),
                           f"A slice is off by one: {whole}.")
        yield node.value, f"Take a part only: {whole}."
    elif not isinstance(index, ast.Tuple) and "-" not in ast.unparse(index):
        for by in (-1, 1):
            yield ast.Subscript(node.value, shifted(index, by), node.ctx), f"The place is off by one: it is {whole}."
        if not isinstance(index, ast.Constant):
            yield ast.Subscript(node.value, ast.Constant(0), node.ctx), f"You always take the first one; take {whole}."


def _number(node, parent, function):
    """Yield other numbers than this one, unless it is a place."""
    if type(node.value) not in (int, float) or isinstance(parent, ast.Subscript | ast.Slice):
        return
    around = said(parent) if isinstance(parent, ast.expr) and not isinstance(parent, ast.Tuple) else said(node)
    others = [node.value + 1, node.value - 1, 2 * node.value, node.value / 2, -node.value]
    for other in dict.fromkeys(others if isinstance(node.value, int) else others[2:]):
        if other != node.value:
            yield ast.Constant(other), f"Look at the number {node.value:g} in {around}; yours does not fit."


def _name(node, parent, function):
    """Yield other variables of the function than this one."""
    if isinstance(parent, ast.Call) and parent.func is node:
        return
    names = variables(function)
    for other in names if node.id in names else []:
        if other != node.id:
            yield ast.Name(other, ast.Load()), f"You use `{other}` where `{node.id}` belongs."


def _augmented(node, parent):
    """Yield changes of `total += term` and the like."""
    target, term = said(node.target), said(node.value)
    flipped, words = ((ast.Sub(), "add") if isinstance(node.op, ast.Add) else (ast.Add(), "subtract"))
    yield f"A sign is flipped: {words} {term}.", node, "op", flipped
    plain = ast.Assign([node.target], node.value)
    for field in ("body", "orelse"):
        if node in getattr(parent, field, []):
            block = [plain if item is node else item for item in getattr(parent, field)]
            yield f"You overwrite {target}; change what is there already.", parent, field, block


def _nested(node, parent):
    """Yield two loops, one in the other, the other way around."""
    inner = node.body[0]
    if isinstance(inner, ast.For):
        turned = ast.For(inner.target, inner.iter, [ast.For(node.target, node.iter, inner.body, [])], [])
        yield _replaced(node, turned, "Your two loops are the wrong way around: the inner one belongs outside.", parent)


def _statements(node, field, function):
    """Yield changes of a block of statements: one is missing, two are swapped, a condition is not asked."""
    block = getattr(node, field)
    for place, statement in enumerate(block):
        rest = block[:place] + block[place + 1:]
        if not isinstance(statement, ast.Return) and not (isinstance(statement, ast.Expr)
                                                          and isinstance(statement.value, ast.Constant)):
            yield f"A step is missing: {said(statement)}.", node, field, rest or [ast.Pass()]
        if isinstance(statement, ast.If):
            for part in (statement.body, statement.orelse):
                yield (f"A case is missing: ask whether {said(statement.test)}.", node, field,
                       block[:place] + (part or [ast.Pass()]) + block[place + 1:])
        if place and not isinstance(statement, ast.Return):
            swapped = block[:place - 1] + [statement, block[place - 1]] + block[place + 1:]
            yield f"The order of two steps is wrong: {said(statement)} comes after.", node, field, swapped
    if isinstance(node, ast.For) and field == "body" and isinstance(function.body[-1], ast.Return):
        yield ("You return inside the loop, in its first round; return once, after it.", node, field,
               [*block, function.body[-1]])


def _results(node, function):
    """Yield what is returned too early: a variable, or a part of the result."""
    for name in variables(function):
        if ast.unparse(node.value or ast.Tuple([])) != name:
            yield ast.Name(name, ast.Load()), f"That is `{name}`; it is not yet the result."
    if node.value is not None:
        for part in ast.walk(node.value):
            if part is not node.value and isinstance(part, ast.BinOp | ast.Call | ast.Compare | ast.Subscript):
                yield part, f"That is only a part of the result: {said(part)}."


def variables(function):
    """Return the names of the arguments and of all that is assigned in a function."""
    arguments = [argument.arg for argument in function.args.args]
    stored = [node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return list(dict.fromkeys(name for name in [*arguments, *stored] if name != "_"))


def shifted(node, by):
    """Return the expression `node` plus `by`."""
    return ast.BinOp(node, ast.Add() if by > 0 else ast.Sub(), ast.Constant(abs(by)))


def call(name, *arguments):
    """Return the expression that calls the function `name`."""
    return ast.Call(ast.parse(name, mode="eval").body, list(arguments), [])


def said(node):
    """Return a node as the reader would write it, in backticks, short."""
    text = " ".join(ast.unparse(node).split())
    return f"`{text if len(text) <= 48 else text[:45] + '...'}`"


def of_output(right):
    """Yield pairs of a sentence and a function from a right result to a wrong one, for results of the kind of `right`.

    A function raises an exception if a result has not the shape that it is about.
    """
    if isinstance(right, tuple):
        yield from PAIRS.items()
        return
    for sentence, change in NUMBERS.items():
        yield sentence, lambda result, change=change: change(np.asarray(result, float))
    for digits in range(5):
        yield "You rounded the result; keep all digits.", (
            lambda result, digits=digits: np.round(np.asarray(result, float), digits))


def _long(result):
    """Return a matrix as one row; an IndexError for anything else, whose shape this would not lose."""
    if result.ndim < 2:
        raise IndexError
    return result.ravel()


PAIRS = {"The two results are in the wrong order.": lambda result: result[::-1],
         "Return both results, the second one too.": lambda result: result[0],
         "Return both results, the first one too.": lambda result: result[1]}
NUMBERS = {
    "The sign of the result is flipped.": np.negative,
    "The result is twice as large as it should be.": lambda x: 2 * x,
    "The result is half of what it should be.": lambda x: x / 2,
    "The sign is lost: you return the size of the result.": np.abs,
    "You squared the result; return it as it is.": np.square,
    "You took the root of the result; return it as it is.": np.sqrt,
    "You turned the fraction over: 1 divided by it would be right.": lambda x: 1 / x,
    "You return 1 minus the result.": lambda x: 1 - x,
    "The result is too large by 1.": lambda x: x + 1,
    "The result is too small by 1.": lambda x: x - 1,
    "You cut the fractions off; keep all digits.": np.trunc,
    "You cut off what is below 0.": lambda x: np.maximum(x, 0),
    "You added up all numbers of the result; return the numbers themselves.": np.sum,
    "You took the mean of all numbers of the result; return the numbers themselves.": np.mean,
    "You return the first entry only.": lambda x: x[0],
    "You return the last entry only.": lambda x: x[-1],
    "The first entry is missing.": lambda x: x[1:],
    "The last entry is missing.": lambda x: x[:-1],
    "The order of the result is reversed.": lambda x: x[::-1],
    "You sorted the result; leave its order as it is.": lambda x: np.sort(x),
    "The result is transposed: rows and columns are swapped.": np.transpose,
    "The shape is lost: you return one long row.": _long,
    "You divided by the number of entries: that is a mean where a sum is asked for.": lambda x: x / len(x),
    "You put the result into a list of its own; return it as it is.": lambda x: x[None]}


def _holds_one(given, right):
    """Tell whether a tuple of several results holds the right one."""
    return isinstance(given, tuple) and not isinstance(right, tuple) and any(same(one, right) for one in given)


def _part(given, right):
    """Tell whether the rows `given` are some of the `right` ones, in their order; or none of them."""
    short, long = as_array(given), as_array(right)
    if short is None or long is None or not short.ndim or not long.ndim:
        return False
    long = long.ravel() if short.ndim == 1 else long  # a mask makes one row of a table
    if len(short) >= len(long):
        return False
    rest = iter(long)
    return not short.size or short.shape[1:] == long.shape[1:] and all(any(same(row, one) for one in rest)
                                                                        for row in short)


RELATIONS = {
    "You return several results, and one of them is right; return only that one.": _holds_one,
    "Entries are missing: each has a place in the result, whatever its value.": _part,
    "You return the right entries, and others among them; leave those out.": lambda given, right: _part(right, given)}
STATEMENTS = {ast.AugAssign: _augmented, ast.For: _nested}
KINDS = {ast.BinOp: _operation, ast.Compare: _comparison, ast.Call: _call, ast.Subscript: _entry, ast.UnaryOp: _unary,
         ast.BoolOp: _boolean, ast.IfExp: _choice, ast.ListComp: _comprehension, ast.SetComp: _comprehension,
         ast.GeneratorExp: _comprehension, ast.Attribute: _transposed, ast.Constant: _number, ast.Name: _name}
