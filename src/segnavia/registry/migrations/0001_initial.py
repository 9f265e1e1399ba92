import django.db.models.deletion
from django.db import migrations, models


from segnavia.registry import triggers


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=100, unique=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^([a-z0-9]+(-[a-z0-9]+)*)$')), name='plan_code_form')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'draft')], default='draft', max_length=10)),
                ('title', models.TextField()),
                ('short_title', models.TextField()),
                ('body', models.TextField()),
                ('territory', models.CharField(max_length=3)),
                ('period_start', models.PositiveSmallIntegerField()),
                ('period_end', models.PositiveSmallIntegerField()),
                ('language', models.CharField(max_length=2)),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='registry.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('plan',), name='edition_one_draft'), models.CheckConstraint(condition=models.Q(('status__in', ['draft'])), name='edition_status_known'), models.CheckConstraint(condition=models.Q(('period_end__gte', models.F('period_start'))), name='edition_period_in_order'), models.CheckConstraint(condition=models.Q(('territory__regex', '^(\\d{3})$')), name='edition_territory_form'), models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='edition_provenance_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='edition_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Direction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=20)),
                ('title', models.TextField()),
                ('subtitle', models.TextField(blank=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='direction_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='direction_position_unique'), models.CheckConstraint(condition=models.Q(('code__regex', '^(metropolitan_city|municipalities|intermediate_bodies)$')), name='direction_code_form'), models.UniqueConstraint(fields=('edition', 'code'), name='direction_code_unique'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='direction_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Driver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=3)),
                ('title', models.TextField()),
                ('subtitle', models.TextField()),
                ('summary', models.TextField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='driver_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='driver_position_unique'), models.CheckConstraint(condition=models.Q(('code__regex', '^(D\\d{2})$')), name='driver_code_form'), models.UniqueConstraint(fields=('edition', 'code'), name='driver_code_unique'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='driver_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='FrozenText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('content', models.TextField()),
                ('frozen_at', models.DateTimeField(auto_now_add=True)),
                ('frozen_by', models.CharField(max_length=100)),
                ('edition', models.ForeignKey(help_text='the edition it was first frozen for', on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='registry.edition')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^([0-9a-f]{64})$')), name='frozentext_sha256_form'), models.CheckConstraint(condition=models.Q(('content', ''), _negated=True), name='frozentext_content_not_empty'), models.CheckConstraint(condition=models.Q(('frozen_by', ''), _negated=True), name='frozentext_frozen_by_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Keyword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=2)),
                ('title', models.TextField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='keyword_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='keyword_position_unique'), models.CheckConstraint(condition=models.Q(('code__regex', '^(K[1-9])$')), name='keyword_code_form'), models.UniqueConstraint(fields=('edition', 'code'), name='keyword_code_unique'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='keyword_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Level',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=2)),
                ('title', models.TextField(null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='level_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='level_position_unique'), models.CheckConstraint(condition=models.Q(('code__regex', '^(L[1-9])$')), name='level_code_form'), models.UniqueConstraint(fields=('edition', 'code'), name='level_code_unique'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='level_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Mission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=2)),
                ('title', models.TextField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='mission_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='mission_position_unique'), models.CheckConstraint(condition=models.Q(('code__regex', '^(M[1-9])$')), name='mission_code_form'), models.UniqueConstraint(fields=('edition', 'code'), name='mission_code_unique'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='mission_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=2)),
                ('title', models.TextField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='part_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='part_position_unique'), models.CheckConstraint(condition=models.Q(('code__regex', '^(\\d{2})$')), name='part_code_form'), models.UniqueConstraint(fields=('edition', 'code'), name='part_code_unique'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='part_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='ReformTrack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=2)),
                ('title', models.TextField()),
                ('state', models.CharField(choices=[('work_in_progress', 'work in progress'), ('done', 'done'), ('withdrawn', 'withdrawn')], max_length=16)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='reformtrack_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='reformtrack_position_unique'), models.CheckConstraint(condition=models.Q(('code__regex', '^(R[1-9])$')), name='reformtrack_code_form'), models.UniqueConstraint(fields=('edition', 'code'), name='reformtrack_code_unique'), models.CheckConstraint(condition=models.Q(('state__in', ['work_in_progress', 'done', 'withdrawn'])), name='reformtrack_state_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='reformtrack_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Submeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=16)),
                ('title', models.TextField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='submeasure_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='submeasure_position_unique'), models.CheckConstraint(condition=models.Q(('code__regex', '^(M[1-9]C[1-9][IR]\\d{1,2}\\.[0-9A-Z]{1,2}\\.[0-9A-Z]{1,2})$')), name='submeasure_code_form'), models.UniqueConstraint(fields=('edition', 'code'), name='submeasure_code_unique'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='submeasure_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Zone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=100)),
                ('title', models.TextField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='zone_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='zone_position_unique'), models.CheckConstraint(condition=models.Q(('code__regex', '^([a-z0-9]+(-[a-z0-9]+)*)$')), name='zone_code_form'), models.UniqueConstraint(fields=('edition', 'code'), name='zone_code_unique'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='zone_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Component',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=4)),
                ('title', models.TextField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='components', to='registry.mission')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='component_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='component_position_unique'), models.CheckConstraint(condition=models.Q(('code__regex', '^(M[1-9]C[1-9])$')), name='component_code_form'), models.UniqueConstraint(fields=('edition', 'code'), name='component_code_unique'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='component_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='KeywordMission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('keyword', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='registry.keyword')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.mission')),
            ],
            options={
                'ordering': ('position',),
                'constraints': [models.UniqueConstraint(fields=('keyword', 'mission'), name='keywordmission_unique'), models.UniqueConstraint(fields=('keyword', 'position'), name='keywordmission_position_unique')],
            },
        ),
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=6)),
                ('title', models.TextField()),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
                ('zone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='municipalities', to='registry.zone')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='municipality_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='municipality_position_unique'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='municipality_title_not_empty'), models.CheckConstraint(condition=models.Q(('code__regex', '^(\\d{6})$')), name='municipality_code_form'), models.UniqueConstraint(fields=('edition', 'code', 'valid_from'), name='municipality_unique'), models.UniqueConstraint(condition=models.Q(('valid_from__isnull', True)), fields=('edition', 'code'), name='municipality_since_ever_unique'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='municipality_validity_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=5)),
                ('title', models.TextField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='registry.mission')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='objective_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='objective_position_unique'), models.CheckConstraint(condition=models.Q(('code__regex', '^(M[1-9]\\.\\d{2})$')), name='objective_code_form'), models.UniqueConstraint(fields=('edition', 'code'), name='objective_code_unique'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='objective_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('title', models.TextField()),
                ('medium', models.CharField(choices=[('text', 'text'), ('picture', 'picture')], max_length=7)),
                ('text', models.TextField(blank=True)),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='registry.part')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='section_provenance_known'), models.UniqueConstraint(fields=('part', 'position'), name='section_position_unique'), models.CheckConstraint(condition=models.Q(('medium__in', ['text', 'picture'])), name='section_medium_known'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='section_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='AgendaEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('reason', models.TextField()),
                ('driver', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='registry.driver')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='registry.objective')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='agendaentry_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='agendaentry_position_unique'), models.UniqueConstraint(fields=('driver', 'objective'), name='agendaentry_unique'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='agendaentry_reason_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('component', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='registry.component')),
                ('direction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='registry.direction')),
                ('objective', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='registry.objective')),
            ],
            options={
                'ordering': ('position',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('component__isnull', True), ('objective__isnull', False)), models.Q(('component__isnull', False), ('objective__isnull', True)), _connector='OR'), name='assignment_exactly_one_row'), models.UniqueConstraint(fields=('objective', 'direction'), name='assignment_objective_unique'), models.UniqueConstraint(fields=('component', 'direction'), name='assignment_component_unique')],
            },
        ),
        migrations.CreateModel(
            name='CrosswalkLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provenance', models.CharField(choices=[('source', 'source'), ('editorial', 'editorial'), ('uncertain', 'uncertain')], max_length=9)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveIntegerField()),
                ('share_numerator', models.PositiveIntegerField(null=True)),
                ('share_denominator', models.PositiveIntegerField(null=True)),
                ('reason', models.TextField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.edition')),
                ('objective', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='registry.objective')),
                ('submeasure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='registry.submeasure')),
            ],
            options={
                'ordering': ('position',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('provenance__in', ['source', 'editorial', 'uncertain'])), name='crosswalklink_provenance_known'), models.UniqueConstraint(fields=('edition', 'position'), name='crosswalklink_position_unique'), models.UniqueConstraint(fields=('submeasure', 'objective'), name='crosswalklink_unique'), models.UniqueConstraint(condition=models.Q(('objective__isnull', True)), fields=('submeasure',), name='crosswalklink_one_none'), models.CheckConstraint(condition=models.Q(models.Q(('objective__isnull', True), ('share_denominator__isnull', True), ('share_numerator__isnull', True)), models.Q(('objective__isnull', False), ('share_denominator__gte', models.F('share_numerator')), ('share_denominator__isnull', False), ('share_numerator__gte', 1), ('share_numerator__isnull', False)), _connector='OR'), name='crosswalklink_share_of_objective'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='crosswalklink_reason_not_empty')],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='text',
            field=models.ForeignKey(help_text='the text in force of this edition', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.frozentext'),
        ),
        migrations.RunPython(triggers.creating("registry_frozentext"), triggers.dropping("registry_frozentext")),
    ]
