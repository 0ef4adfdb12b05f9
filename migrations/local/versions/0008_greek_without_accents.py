"""Greek is indexed without its accents: everything is indexed anew, on its lane."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade():
    op.execute("insert into search_words(search_words) values ('delete-all')")
    op.execute("delete from search_stale")
    op.execute("update search_noun set upto = 0")
