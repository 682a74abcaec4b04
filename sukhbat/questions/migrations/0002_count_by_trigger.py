"""Counters follow every change of a question in its own transaction: a statement trigger writes deltas."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION questions_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO questions_delta
            (conference_id, body_id, arrived_body_id, theme_id, region_id, language, stage, bucket, n)
        SELECT conference_id, body_id, first_body_id, theme_id, region_id, language, stage,
               CASE WHEN stage IN ('received', 'assigned', 'disputed') THEN 'in_work' ELSE outcome END, count(*)
        FROM fresh GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO questions_delta
            (conference_id, body_id, arrived_body_id, theme_id, region_id, language, stage, bucket, n)
        SELECT conference_id, body_id, first_body_id, theme_id, region_id, language, stage,
               CASE WHEN stage IN ('received', 'assigned', 'disputed') THEN 'in_work' ELSE outcome END, -count(*)
        FROM stale GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
    ELSE
        INSERT INTO questions_delta
            (conference_id, body_id, arrived_body_id, theme_id, region_id, language, stage, bucket, n)
        SELECT conference_id, body_id, first_body_id, theme_id, region_id, language, stage, bucket, sum(n) FROM (
            SELECT conference_id, body_id, NULL::uuid AS first_body_id, theme_id, region_id, language, stage,
                   CASE WHEN stage IN ('received', 'assigned', 'disputed') THEN 'in_work' ELSE outcome END AS bucket,
                   1 AS n
            FROM fresh
            UNION ALL
            SELECT conference_id, body_id, NULL::uuid, theme_id, region_id, language, stage,
                   CASE WHEN stage IN ('received', 'assigned', 'disputed') THEN 'in_work' ELSE outcome END, -1
            FROM stale
        ) AS both_sides GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(n) <> 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER questions_count_insert AFTER INSERT ON questions_question
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION questions_count();
CREATE TRIGGER questions_count_update AFTER UPDATE ON questions_question
    REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION questions_count();
CREATE TRIGGER questions_count_delete AFTER DELETE ON questions_question
    REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION questions_count();
"""

BACKWARD = """
DROP TRIGGER questions_count_insert ON questions_question;
DROP TRIGGER questions_count_update ON questions_question;
DROP TRIGGER questions_count_delete ON questions_question;
DROP FUNCTION questions_count();
"""


class Migration(migrations.Migration):
    dependencies = [("questions", "0001_questions_and_counters")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
