"""What the table of jobs shows, and how its lines are chosen."""


def titles(page):
    """Read the first cell of every line."""
    model = page.table.model_
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def select(page, *rows):
    """Choose lines by their places."""
    keys = page.table.model_.keys
    page.table.select_keys([keys[row] for row in rows], keys[rows[0]])
