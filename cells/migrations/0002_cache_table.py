from django.core.management import call_command
from django.db import migrations


def create_cache_table(apps, schema_editor):
    """Rate limits live in Django's database cache, which has no model to migrate."""
    call_command("createcachetable", database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("cells", "0001_initial")]

    operations = [migrations.RunPython(create_cache_table, migrations.RunPython.noop)]
