# Generated from a schema diff on 2026-11-24 00:34.
from peewee import *

def up(migrator, db):
    class Place(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        name = TextField()
        parent = ForeignKeyField('self', null=True, on_delete='RESTRICT')
        address = TextField(null=True)
        notes = TextField(null=True)
        class Meta:
            database = db
            table_name = 'place'
    db.create_tables([Place])

    class Person(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        name = TextField()
        email = TextField(null=True)
        phone = TextField(null=True)
        username = TextField(null=True)
        title = TextField(null=True)
        employee_number = TextField(null=True)
        team = TextField(null=True)
        place = ForeignKeyField(Place, null=True, on_delete='RESTRICT')
        active = BooleanField(default=True)
        notes = TextField(null=True)
        class Meta:
            database = db
            table_name = 'person'
    db.create_tables([Person])

    class Supplier(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        name = TextField()
        email = TextField(null=True)
        phone = TextField(null=True)
        website = TextField(null=True)
        customer_number = TextField(null=True)
        notes = TextField(null=True)
        class Meta:
            database = db
            table_name = 'supplier'
    db.create_tables([Supplier])

    class Asset(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        tag = TextField()
        name = TextField(null=True)
        type = TextField(default='other')
        status = TextField(default='in-use')
        serial = TextField(null=True)
        manufacturer = TextField(null=True)
        model = TextField(null=True)
        person = ForeignKeyField(Person, null=True, on_delete='RESTRICT')
        place = ForeignKeyField(Place, null=True, on_delete='RESTRICT')
        supplier = ForeignKeyField(Supplier, null=True, on_delete='RESTRICT')
        bought = TextField(null=True)
        price = BigIntegerField(null=True)
        currency = TextField(null=True)
        order_number = TextField(null=True)
        warranty_until = TextField(null=True)
        mac = TextField(null=True)
        address = TextField(null=True)
        os = TextField(null=True)
        uuid = TextField(null=True)
        notes = TextField(null=True)
        class Meta:
            database = db
            table_name = 'asset'
    db.create_tables([Asset])

    class Device(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        address = TextField()
        name = TextField()
        probe = TextField(default='snmp')
        vendor = TextField(null=True)
        model = TextField(null=True)
        serial = TextField(null=True)
        version_text = TextField(null=True)
        category = TextField(default='unknown')
        description = TextField(null=True)
        contact = TextField(null=True)
        location = TextField(null=True)
        state = TextField(default='unknown')
        watched = BooleanField(default=True)
        asset = ForeignKeyField(Asset, null=True, on_delete='RESTRICT')
        notes = TextField(null=True)
        class Meta:
            database = db
            table_name = 'device'
    db.create_tables([Device])

    class Alert(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        device = ForeignKeyField(Device, on_delete='RESTRICT')
        asset = ForeignKeyField(Asset, null=True, on_delete='RESTRICT')
        subject = TextField()
        message = TextField()
        severity = TextField(default='crit')
        state = TextField(default='open')
        since = BigIntegerField()
        until = BigIntegerField(null=True)
        ticket_id = IntegerField(null=True)
        class Meta:
            database = db
            table_name = 'alert'
    db.create_tables([Alert])

    class Attachment(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        kind = TextField()
        record = IntegerField()
        name = TextField()
        media_type = TextField(default='application/octet-stream')
        size = BigIntegerField()
        sha256 = TextField(index=True)
        class Meta:
            database = db
            table_name = 'attachment'
            indexes = ((('kind', 'record'), False),)
    db.create_tables([Attachment])

    class Plan(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        name = TextField()
        asset = ForeignKeyField(Asset, null=True, on_delete='RESTRICT')
        rule = TextField()
        starts = TextField()
        base = TextField(default='due')
        shift = TextField(default='next')
        lead_days = IntegerField(default=0)
        checklist = TextField(default='')
        assignee = ForeignKeyField(Person, null=True, on_delete='RESTRICT')
        next_due = TextField(null=True)
        active = BooleanField(default=True)
        notes = TextField(null=True)
        class Meta:
            database = db
            table_name = 'plan'
    db.create_tables([Plan])

    class WorkOrder(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        subject = TextField()
        plan = ForeignKeyField(Plan, null=True, on_delete='RESTRICT')
        asset = ForeignKeyField(Asset, null=True, on_delete='RESTRICT')
        status = TextField(default='planned')
        due = TextField(null=True)
        done = BigIntegerField(null=True)
        assignee = ForeignKeyField(Person, null=True, on_delete='RESTRICT')
        findings = TextField(null=True)
        minutes = IntegerField(null=True)
        parts = TextField(null=True)
        class Meta:
            database = db
            table_name = 'work_order'
    db.create_tables([WorkOrder])

    class ChecklistItem(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        work_order = ForeignKeyField(WorkOrder, on_delete='RESTRICT')
        position = IntegerField()
        text = TextField()
        state = TextField(default='open')
        measure = TextField(null=True)
        class Meta:
            database = db
            table_name = 'checklist_item'
    db.create_tables([ChecklistItem])

    class Component(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        asset = ForeignKeyField(Asset, on_delete='RESTRICT')
        category = TextField()
        identity = TextField()
        name = TextField()
        release = TextField(null=True)
        facts = TextField(default='{}')
        class Meta:
            database = db
            table_name = 'component'
    db.create_tables([Component])

    class Counter(Model):
        kind = TextField(primary_key=True)
        last = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'counter'
    db.create_tables([Counter])

    class CustomColumn(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        kind = TextField()
        name = TextField()
        label = TextField()
        type = TextField()
        choices = TextField(default='[]')
        class Meta:
            database = db
            table_name = 'custom_column'
            indexes = ((('kind', 'name'), True),)
    db.create_tables([CustomColumn])

    class DeviceState(Model):
        device_id = IntegerField(primary_key=True)
        polled = BigIntegerField(null=True)
        answered = BigIntegerField(null=True)
        due = BigIntegerField(default=0)
        memory = TextField(default='{}')
        class Meta:
            database = db
            table_name = 'device_state'
    db.create_tables([DeviceState])

    class FileChunk(Model):
        sha256 = TextField()
        seq = IntegerField()
        data = BlobField()
        class Meta:
            database = db
            table_name = 'file_chunk'
            primary_key = CompositeKey('sha256', 'seq')
    db.create_tables([FileChunk])

    class JournalChange(Model):
        entry = IntegerField()
        seq = IntegerField()
        kind = TextField()
        record = IntegerField()
        op = TextField()
        data = TextField()
        salt = BlobField()
        salts = TextField(null=True)
        class Meta:
            database = db
            table_name = 'journal_change'
            without_rowid = isinstance(db, SqliteDatabase)
            primary_key = CompositeKey('entry', 'seq')
            indexes = ((('kind', 'record', 'entry'), False),)
    db.create_tables([JournalChange])

    class JournalEntry(Model):
        id = IntegerField(primary_key=True)
        at = BigIntegerField(index=True)
        actor = TextField()
        origin = TextField()
        verb = TextField()
        detail = TextField(default='')
        uuid = TextField(unique=True)
        undoes = IntegerField(index=True, null=True)
        changes = IntegerField(default=0)
        salt = BlobField()
        digest = BlobField()
        class Meta:
            database = db
            table_name = 'journal_entry'
    db.create_tables([JournalEntry])

    class Layout(Model):
        device_id = IntegerField(index=True)
        series = BlobField()
        class Meta:
            database = db
            table_name = 'layout'
    db.create_tables([Layout])

    class Lease(Model):
        name = TextField(primary_key=True)
        holder = TextField()
        beat = BigIntegerField()
        status = TextField(default='{}')
        class Meta:
            database = db
            table_name = 'lease'
    db.create_tables([Lease])

    class Manual(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        title = TextField()
        category = TextField(null=True)
        body = TextField(default='')
        owner = ForeignKeyField(Person, null=True, on_delete='RESTRICT')
        review_by = TextField(null=True)
        edition = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'manual'
    db.create_tables([Manual])

    class Ticket(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        subject = TextField()
        requester = ForeignKeyField(Person, null=True, on_delete='RESTRICT')
        asset = ForeignKeyField(Asset, null=True, on_delete='RESTRICT')
        status = TextField(default='open')
        impact = TextField(default='2')
        urgency = TextField(default='2')
        priority = TextField(default='3')
        opened = BigIntegerField()
        due = BigIntegerField(null=True)
        answered = BigIntegerField(null=True)
        closed = BigIntegerField(null=True)
        paused = BigIntegerField(null=True)
        pauses = TextField(default='[]')
        assignee = ForeignKeyField(Person, null=True, on_delete='RESTRICT')
        source = TextField(default='phone')
        description = TextField(null=True)
        class Meta:
            database = db
            table_name = 'ticket'
    db.create_tables([Ticket])

    class Message(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        ticket = ForeignKeyField(Ticket, on_delete='RESTRICT')
        form = TextField(default='note')
        author = TextField()
        at = BigIntegerField()
        text = TextField()
        about = TextField(null=True)
        class Meta:
            database = db
            table_name = 'message'
    db.create_tables([Message])

    class NotObserved(Model):
        since = BigIntegerField(primary_key=True)
        until = BigIntegerField()
        class Meta:
            database = db
            table_name = 'not_observed'
    db.create_tables([NotObserved])

    class PolledValues(Model):
        device_id = IntegerField()
        at = BigIntegerField()
        layout_id = IntegerField(default=0)
        data = BlobField()
        class Meta:
            database = db
            table_name = 'polled_values'
            without_rowid = isinstance(db, SqliteDatabase)
            primary_key = CompositeKey('device_id', 'at')
    db.create_tables([PolledValues])

    class Relation(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        kind = TextField()
        record = IntegerField()
        other_kind = TextField()
        other_record = IntegerField()
        role = TextField(default='related')
        class Meta:
            database = db
            table_name = 'relation'
            indexes = ((('kind', 'record'), False), (('other_kind', 'other_record'), False))
    db.create_tables([Relation])

    class RolledUntil(Model):
        device_id = IntegerField()
        span = IntegerField()
        until = BigIntegerField()
        class Meta:
            database = db
            table_name = 'rolled_until'
            without_rowid = isinstance(db, SqliteDatabase)
            primary_key = CompositeKey('device_id', 'span')
    db.create_tables([RolledUntil])

    class RollupSpan(Model):
        series_id = IntegerField()
        span = IntegerField()
        at = BigIntegerField()
        data = BlobField()
        class Meta:
            database = db
            table_name = 'rollup_span'
            primary_key = CompositeKey('series_id', 'span', 'at')
    db.create_tables([RollupSpan])

    class SavedView(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        kind = TextField()
        name = TextField()
        query = TextField()
        columns = TextField(default='')
        owner = TextField(default='')
        class Meta:
            database = db
            table_name = 'saved_view'
    db.create_tables([SavedView])

    class Secret(Model):
        name = TextField(primary_key=True)
        nonce = BlobField()
        sealed = BlobField()
        class Meta:
            database = db
            table_name = 'secret'
    db.create_tables([Secret])

    class Series(Model):
        device_id = IntegerField()
        metric = TextField()
        part = TextField(default='')
        unit = TextField(default='')
        class Meta:
            database = db
            table_name = 'series'
            indexes = ((('device_id', 'metric', 'part'), True),)
    db.create_tables([Series])

    class Setting(Model):
        id = IntegerField(primary_key=True)
        version = IntegerField(default=1)
        created = BigIntegerField()
        updated = BigIntegerField()
        custom = TextField(default='{}')
        name = TextField(unique=True)
        value = TextField()
        class Meta:
            database = db
            table_name = 'setting'
    db.create_tables([Setting])

    class Upkeep(Model):
        name = TextField(primary_key=True)
        value = TextField()
        class Meta:
            database = db
            table_name = 'upkeep'
    db.create_tables([Upkeep])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('upkeep'))
    migrator.migrate(migrator.drop_table('setting'))
    migrator.migrate(migrator.drop_table('series'))
    migrator.migrate(migrator.drop_table('secret'))
    migrator.migrate(migrator.drop_table('saved_view'))
    migrator.migrate(migrator.drop_table('rollup_span'))
    migrator.migrate(migrator.drop_table('rolled_until'))
    migrator.migrate(migrator.drop_table('relation'))
    migrator.migrate(migrator.drop_table('polled_values'))
    migrator.migrate(migrator.drop_table('not_observed'))
    migrator.migrate(migrator.drop_table('message'))
    migrator.migrate(migrator.drop_table('ticket'))
    migrator.migrate(migrator.drop_table('manual'))
    migrator.migrate(migrator.drop_table('lease'))
    migrator.migrate(migrator.drop_table('layout'))
    migrator.migrate(migrator.drop_table('journal_entry'))
    migrator.migrate(migrator.drop_table('journal_change'))
    migrator.migrate(migrator.drop_table('file_chunk'))
    migrator.migrate(migrator.drop_table('device_state'))
    migrator.migrate(migrator.drop_table('custom_column'))
    migrator.migrate(migrator.drop_table('counter'))
    migrator.migrate(migrator.drop_table('component'))
    migrator.migrate(migrator.drop_table('checklist_item'))
    migrator.migrate(migrator.drop_table('work_order'))
    migrator.migrate(migrator.drop_table('plan'))
    migrator.migrate(migrator.drop_table('attachment'))
    migrator.migrate(migrator.drop_table('alert'))
    migrator.migrate(migrator.drop_table('device'))
    migrator.migrate(migrator.drop_table('asset'))
    migrator.migrate(migrator.drop_table('supplier'))
    migrator.migrate(migrator.drop_table('person'))
    migrator.migrate(migrator.drop_table('place'))
