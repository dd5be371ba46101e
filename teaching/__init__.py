"""The course in front of a class: variants, slides, plans, assignments, questions and handouts, all from the lessons.

What a teacher needs is in the notebooks, as metadata that JupyterLab does not show: `teaching` on the heading of a
section (minutes, a question with the answers a class gives, the usual wrong idea, the board), `slideshow` and `slide`
on the cells that make slides, `objectives`, `needs` and `concepts` on the first cell of a lesson. `python -m teaching`
lists the commands; `make` has a target for each.
"""
