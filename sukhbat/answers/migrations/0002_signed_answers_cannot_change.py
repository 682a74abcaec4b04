"""What was signed stays as it was: triggers refuse what no action does, and an author's own signature."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION answers_keep_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'signed' THEN
        RAISE EXCEPTION 'a signed answer cannot change';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.state = 'signed' AND EXISTS (
        SELECT 1 FROM answers_answerversion WHERE answer_id = NEW.id AND author_id = NEW.signed_by_id
    ) THEN
        RAISE EXCEPTION 'an author of an answer cannot sign it';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION answers_keep_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM answers_answer WHERE state = 'signed'
        AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.answer_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.answer_id END)
    ) THEN
        RAISE EXCEPTION 'the texts and files of a signed answer cannot change';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER answers_keep_signed BEFORE UPDATE OR DELETE ON answers_answer
    FOR EACH ROW EXECUTE FUNCTION answers_keep_signed();
CREATE TRIGGER answers_keep_versions BEFORE INSERT OR UPDATE OR DELETE ON answers_answerversion
    FOR EACH ROW EXECUTE FUNCTION answers_keep_parts();
CREATE TRIGGER answers_keep_files BEFORE INSERT OR UPDATE OR DELETE ON answers_attachment
    FOR EACH ROW EXECUTE FUNCTION answers_keep_parts();
"""

BACKWARD = """
DROP TRIGGER answers_keep_files ON answers_attachment;
DROP TRIGGER answers_keep_versions ON answers_answerversion;
DROP TRIGGER answers_keep_signed ON answers_answer;
DROP FUNCTION answers_keep_parts();
DROP FUNCTION answers_keep_signed();
"""


class Migration(migrations.Migration):
    dependencies = [("answers", "0001_answers")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
