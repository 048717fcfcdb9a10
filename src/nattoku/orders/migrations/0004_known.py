from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_before")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="known",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="order",
            name="odds",
            field=models.FloatField(null=True),
        ),
    ]
