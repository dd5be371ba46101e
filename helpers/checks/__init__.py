"""Instant checks for the exercises: right, wrong with the likely reason, or not attempted yet.

A check calls the reader's function on copies of fresh random numbers and on edge cases. It compares the results
with a reference and, where they differ, with what typical mistakes would give. It never raises at the reader.
"""
from helpers.checks.judge import COLORS, WORDS, Outcome
from helpers.checks.lesson_07 import check_formula, check_forward, check_impossible_join, check_network_shapes
from helpers.checks.lesson_08 import (
    check_batch_loop,
    check_best_pass,
    check_choose_alpha,
    check_dropout,
    check_dropout_delta,
)
from helpers.checks.lesson_09 import check_output_layers, check_slope, check_slope_after_dropout, check_softmax
from helpers.checks.lesson_10 import check_count, check_cut_outs, check_feature_map, check_kernel_slopes
from helpers.checks.lesson_11 import (
    check_analogy,
    check_bag,
    check_embedding_update,
    check_near_words,
    check_similar,
)
from helpers.checks.lesson_12 import (
    check_decay,
    check_glorot,
    check_misconceptions,
    check_moves,
    check_prune,
)

__all__ = [
    "COLORS", "WORDS", "Outcome",
    "check_formula",
    "check_forward",
    "check_impossible_join",
    "check_network_shapes",
    "check_batch_loop",
    "check_best_pass",
    "check_choose_alpha",
    "check_dropout",
    "check_dropout_delta",
    "check_output_layers",
    "check_slope",
    "check_slope_after_dropout",
    "check_softmax",
    "check_count",
    "check_cut_outs",
    "check_feature_map",
    "check_kernel_slopes",
    "check_analogy",
    "check_bag",
    "check_embedding_update",
    "check_near_words",
    "check_similar",
    "check_decay",
    "check_glorot",
    "check_misconceptions",
    "check_moves",
    "check_prune",
]
