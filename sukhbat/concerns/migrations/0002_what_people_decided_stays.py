"""Decisions are replayed after every regrouping, so none of them may be rewritten: one is taken back by a new row."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION concerns_keep_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what people decided about concerns cannot change';
END $$;

CREATE TRIGGER concerns_keep_decisions BEFORE UPDATE OR DELETE ON concerns_decision
    FOR EACH ROW EXECUTE FUNCTION concerns_keep_decisions();
CREATE TRIGGER concerns_keep_undoings BEFORE UPDATE OR DELETE ON concerns_undoing
    FOR EACH ROW EXECUTE FUNCTION concerns_keep_decisions();
"""

BACKWARD = """
DROP TRIGGER concerns_keep_undoings ON concerns_undoing;
DROP TRIGGER concerns_keep_decisions ON concerns_decision;
DROP FUNCTION concerns_keep_decisions();
"""


class Migration(migrations.Migration):
    dependencies = [("concerns", "0001_concerns")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
