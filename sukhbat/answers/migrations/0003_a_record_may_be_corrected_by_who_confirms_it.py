"""Whoever confirms the record of an answer on air may have corrected it; another person must have written it first."""

from django.db import migrations

_FUNCTION = """
CREATE OR REPLACE FUNCTION answers_keep_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'signed' THEN
        RAISE EXCEPTION 'a signed answer cannot change';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    %s
    RETURN NEW;
END $$;
"""

BOTH = """
    IF NEW.state = 'signed' AND EXISTS (
        SELECT 1 FROM answers_answerversion WHERE answer_id = NEW.id AND author_id = NEW.signed_by_id
    ) AND NOT EXISTS (
        SELECT 1 FROM questions_question q WHERE q.id = NEW.question_id AND q.outcome = 'answered_live'
        AND EXISTS (
            SELECT 1 FROM answers_answerversion WHERE answer_id = NEW.id AND author_id <> NEW.signed_by_id AND text <> ''
        )
    ) THEN
        RAISE EXCEPTION 'an author of an answer cannot sign it';
    END IF;
"""

BEFORE = """
    IF NEW.state = 'signed' AND EXISTS (
        SELECT 1 FROM answers_answerversion WHERE answer_id = NEW.id AND author_id = NEW.signed_by_id
    ) THEN
        RAISE EXCEPTION 'an author of an answer cannot sign it';
    END IF;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("answers", "0002_signed_answers_cannot_change"),
        ("questions", "0006_supports_and_airings"),
    ]
    operations = [migrations.RunSQL(_FUNCTION % BOTH, _FUNCTION % BEFORE)]
