"""What changes a concern's numbers is noted in its own transaction: who stands in it, and what became of a question.

The trigger on questions belongs to this app, the upper one: questions know nothing of concerns. It costs one look-up
by key for each changed question and locks nothing; a row is written for each concern and statement.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION concerns_note_memberships() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO concerns_concernchange (concern_id) SELECT DISTINCT concern_id FROM fresh;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO concerns_concernchange (concern_id) SELECT DISTINCT concern_id FROM stale;
    ELSE
        INSERT INTO concerns_concernchange (concern_id)
        SELECT DISTINCT side.concern_id
        FROM fresh JOIN stale USING (question_id),
             LATERAL (VALUES (fresh.concern_id), (stale.concern_id)) AS side(concern_id)
        WHERE fresh.concern_id <> stale.concern_id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION concerns_note_questions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO concerns_concernchange (concern_id)
    SELECT DISTINCT m.concern_id FROM fresh JOIN concerns_membership m ON m.question_id = fresh.id;
    RETURN NULL;
END $$;

CREATE TRIGGER concerns_note_joins AFTER INSERT ON concerns_membership
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION concerns_note_memberships();
CREATE TRIGGER concerns_note_moves AFTER UPDATE ON concerns_membership
    REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION concerns_note_memberships();
CREATE TRIGGER concerns_note_leaves AFTER DELETE ON concerns_membership
    REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION concerns_note_memberships();
CREATE TRIGGER concerns_note_questions AFTER UPDATE ON questions_question
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION concerns_note_questions();
ALTER TABLE concerns_concernchange SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
"""

BACKWARD = """
DROP TRIGGER concerns_note_questions ON questions_question;
DROP TRIGGER concerns_note_leaves ON concerns_membership;
DROP TRIGGER concerns_note_moves ON concerns_membership;
DROP TRIGGER concerns_note_joins ON concerns_membership;
DROP FUNCTION concerns_note_questions();
DROP FUNCTION concerns_note_memberships();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("concerns", "0002_what_people_decided_stays"),
        ("questions", "0012_those_with_findings"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
