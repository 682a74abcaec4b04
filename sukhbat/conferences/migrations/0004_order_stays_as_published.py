"""The published order stays as it was published: a trigger refuses all but its one reveal."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION conferences_keep_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.conference_id, OLD.support, OLD.quota, OLD.lottery, OLD.hides_counts, OLD.seed, OLD.commitment,
        OLD.published_at)
       IS DISTINCT FROM
       (NEW.conference_id, NEW.support, NEW.quota, NEW.lottery, NEW.hides_counts, NEW.seed, NEW.commitment,
        NEW.published_at)
       OR OLD.revealed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published order does not change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER conferences_order_stays BEFORE UPDATE ON conferences_publishedorder
    FOR EACH ROW EXECUTE FUNCTION conferences_keep_order();
"""

BACKWARD = """
DROP TRIGGER conferences_order_stays ON conferences_publishedorder;
DROP FUNCTION conferences_keep_order();
"""


class Migration(migrations.Migration):
    dependencies = [("conferences", "0003_the_live_part")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
