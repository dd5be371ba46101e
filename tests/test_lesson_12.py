"""Lesson 12: its figures and its errata."""
import time

import numpy as np
import pytest

from helpers import data, networks
from tests.lessons import check_live_pictures, check_printed, last


def test_live_pictures_still_work_when_the_whole_notebook_has_run():
    check_live_pictures("12")


def test_printed():
    check_printed("12", "31360 144 100,000")
