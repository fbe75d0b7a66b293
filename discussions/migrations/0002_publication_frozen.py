"""What was published is never changed: the database itself refuses it.

The names beside a document may change, because a cell may take back that it agreed to
be named. TRUNCATE, which tests use, is not refused.
"""

from django.db import migrations

FREEZE = """
CREATE FUNCTION discussions_publication_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR NEW.document IS DISTINCT FROM OLD.document
        OR NEW.digest IS DISTINCT FROM OLD.digest
        OR NEW.number IS DISTINCT FROM OLD.number
        OR NEW.slug IS DISTINCT FROM OLD.slug
        OR NEW.synthesis_id IS DISTINCT FROM OLD.synthesis_id
        OR NEW.published_at IS DISTINCT FROM OLD.published_at
    THEN
        RAISE EXCEPTION 'A published version is never changed; publish another one.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER publication_frozen BEFORE UPDATE OR DELETE ON discussions_publication
FOR EACH ROW EXECUTE FUNCTION discussions_publication_frozen();
"""

THAW = """
DROP TRIGGER publication_frozen ON discussions_publication;
DROP FUNCTION discussions_publication_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("discussions", "0001_initial")]

    operations = [migrations.RunSQL(FREEZE, THAW)]
