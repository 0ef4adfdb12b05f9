"""When to write to somebody again is found by an index: Today asks for it."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade():
    op.create_index("ix_contacts_next_touch_on", "contacts", ["next_touch_on"], unique=False)
