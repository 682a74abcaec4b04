"""Supports are counted as they change: insert only, one delta row per question and statement (docs/adr/0004)."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION questions_count_supports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO questions_supportdelta (question_id, n)
        SELECT question_id, count(*) FROM fresh
        WHERE taken_back_at IS NULL AND cancelled_by_id IS NULL GROUP BY 1;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO questions_supportdelta (question_id, n)
        SELECT question_id, -count(*) FROM stale
        WHERE taken_back_at IS NULL AND cancelled_by_id IS NULL GROUP BY 1;
    ELSE
        INSERT INTO questions_supportdelta (question_id, n)
        SELECT question_id, sum(n) FROM (
            SELECT question_id, 1 AS n FROM fresh WHERE taken_back_at IS NULL AND cancelled_by_id IS NULL
            UNION ALL
            SELECT question_id, -1 FROM stale WHERE taken_back_at IS NULL AND cancelled_by_id IS NULL
        ) AS changed GROUP BY 1 HAVING sum(n) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER questions_support_insert AFTER INSERT ON questions_support
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION questions_count_supports();
CREATE TRIGGER questions_support_update AFTER UPDATE ON questions_support
    REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION questions_count_supports();
CREATE TRIGGER questions_support_delete AFTER DELETE ON questions_support
    REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION questions_count_supports();
"""

BACKWARD = """
DROP TRIGGER questions_support_insert ON questions_support;
DROP TRIGGER questions_support_update ON questions_support;
DROP TRIGGER questions_support_delete ON questions_support;
DROP FUNCTION questions_count_supports();
"""


class Migration(migrations.Migration):
    dependencies = [("questions", "0006_supports_and_airings")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
