"""How a migration of the workspace file runs: on the connection it is handed, inside its transaction."""

from alembic import context

given = context.config.attributes


def _ours(_thing, name, kind, _reflected, _other):
    """Leave the search index alone: it is made by hand and refilled, never migrated."""
    return not (kind == "table" and str(name).startswith("search_words"))


context.configure(
    connection=given["connection"],
    target_metadata=given.get("metadata"),
    include_object=_ours,
    render_as_batch=False,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
