"""Tools for the notebooks of *One Weight at a Time*: data, plots, widgets, checks."""
from helpers import order

order.watch()
