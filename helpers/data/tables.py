"""The small tables that come with the course."""
import collections

import numpy as np

from helpers.arguments import OneOf, takes
from helpers.data import sources
from helpers.data.files import shipped

TABLES = {file.name.removesuffix(".csv"): file for file in sources.TABLES}


@takes(name=OneOf((*TABLES,)))
def load_table(name):
    """Return one of the small tables in `data`, a column under its own name: `load_table("games").toes`.

    `name` is that of the file without its ending. The table is a named tuple of float64 arrays of shape (rows,), one
    for each column, in the order of the header.

    Raises
    ------
    CourseError
        If there is no such table, or if its file was changed.
    """
    header, *rows = shipped(TABLES[name]).split()
    table = collections.namedtuple(name.capitalize(), header.split(","))
    return table(*np.array([row.split(",") for row in rows], dtype=np.float64).T.copy())
