"""Steps of the schema, applied in order by peewee's Runner; each is a frozen copy of its tables."""
