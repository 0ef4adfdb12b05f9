"""Brings a shared Postgres to the newest shape, on the connection it is handed.

Why:    the version is kept in a schema that no member may even look into.
"""

from alembic import context

connection = context.config.attributes["connection"]
connection.exec_driver_sql("create schema if not exists ats_priv")
context.configure(connection=connection, version_table="schema_version", version_table_schema="ats_priv")
with context.begin_transaction():
    context.run_migrations()
