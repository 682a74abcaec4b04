"""Who got an answer to all, and who did not, stays as it was told; only the day on which an asker was told follows."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION answers_keep_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.told_at IS NULL AND NEW.told_at IS NOT NULL
        AND row(NEW.answer_id, NEW.question_id, NEW.place, NEW.is_chosen, NEW.fate, NEW.salt, NEW.entry_id)
            IS NOT DISTINCT FROM
            row(OLD.answer_id, OLD.question_id, OLD.place, OLD.is_chosen, OLD.fate, OLD.salt, OLD.entry_id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'who got a signed answer cannot change';
END $$;

CREATE FUNCTION answers_keep_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh JOIN answers_answer a ON a.id = fresh.answer_id
        WHERE a.state = 'signed' OR a.question_id IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the list of a signed answer cannot change';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER answers_keep_recipient BEFORE UPDATE OR DELETE ON answers_recipient
    FOR EACH ROW WHEN (OLD.fate <> '') EXECUTE FUNCTION answers_keep_recipient();
CREATE TRIGGER answers_keep_list AFTER INSERT ON answers_recipient
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION answers_keep_list();
"""

BACKWARD = """
DROP TRIGGER answers_keep_list ON answers_recipient;
DROP TRIGGER answers_keep_recipient ON answers_recipient;
DROP FUNCTION answers_keep_list();
DROP FUNCTION answers_keep_recipient();
"""


class Migration(migrations.Migration):
    dependencies = [("answers", "0004_one_answer_for_all")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
