"""The English sentence of every known error, keyed by its code.

Each says what is wrong and then what to do. The window translates the template, not the result.
"""

WORDING: dict[str, str] = {
    # values and records
    "value.required": "{column} is required: give it a value.",
    "value.integer": "{column}: “{value}” is not a whole number. Write digits only, such as 42.",
    "value.decimal": "{column}: “{value}” is not a number. Write it like 12.5.",
    "value.money": "{column}: “{value}” is not an amount. Write it like 1480.00.",
    "value.date": "{column}: “{value}” is not a date. Write it as 2026-11-23.",
    "value.instant": "{column}: “{value}” is not a date and time. Write it as 2026-11-23T14:30.",
    "value.duration": "{column}: “{value}” is not a duration. Write it like 90 min, 2 h or 3 d.",
    "value.yes_no": "{column}: “{value}” is neither yes nor no.",
    "value.choice": "{column}: “{value}” is not one of {choices}.",
    "value.reference": "{column}: there is no {kind} “{value}”. Add it first or correct the name.",
    "value.awaited": "{column}: “{value}” is still being looked up. Try again in a moment.",
    "value.ambiguous": "{column}: several {kind} are called “{value}”. Use its number.",
    "value.too_long": "{column}: the text is longer than {limit} characters. Shorten it.",
    "value.unique": "{column}: “{value}” is already used by {holder}. Choose another.",
    "value.control": "{column}: the text holds characters that cannot be kept. Remove them.",
    "value.read_only": "{column} is kept by itdesk itself and cannot be set.",
    "value.range": "{column}: {value} is out of range ({low} to {high}).",
    "value.address": "{column}: “{value}” is not a host name or an IP address.",
    "value.rule": "{column}: “{value}” is not a recurrence rule. Example: FREQ=MONTHLY;BYDAY=1MO.",
    "value.email": "{column}: “{value}” is not an e-mail address. Write it like name@example.com.",
    "value.currency": "{column}: “{value}” is not a currency code. Write three letters, such as EUR.",
    "value.mac": "{column}: “{value}” is not a MAC address. Write it like 00:1a:2b:3c:4d:5e.",
    "value.before": "{column}: {value} is before {other}. Correct one of the two.",
    "place.circle": "A place cannot lie inside itself. Choose another place that it is part of.",
    "relation.self": "A record cannot be linked to itself. Choose another.",
    "record.invalid": "Not saved: {reasons}",
    "record.missing": "There is no {kind} “{ref}”. List what there is with: itdesk list {kind}",
    "record.ambiguous": "Several {kind} are called “{ref}”: {refs}. Use one of these.",
    "record.conflict": "{what} was changed by {actor} meanwhile. Nothing was written: look at both versions.",
    "record.in_use": "{what} cannot be removed: {users} still refer to it.",
    "kind.unknown": "There is no kind “{kind}”. Kinds are: {kinds}.",
    "column.unknown": "{kind} has no column “{column}”. Columns are: {columns}.",
    "column.taken": "{kind} already has a column “{column}”. Choose another name.",
    # journal
    "journal.missing": "There is no journal entry {entry}.",
    "undo.later": "Entry {entry} cannot be undone: entry {later} changed {what} since. Undo that one first.",
    "undo.erased": "Entry {entry} cannot be undone: its values were erased by law.",
    "undo.in_use": "Entry {entry} cannot be undone: it made {what}, to which others refer: {users}.",
    "undo.done": "Entry {entry} was undone already by entry {later}.",
    "undo.erasure": "Entry {entry} is an erasure and cannot be undone: what went is gone.",
    "undo.gone": "Entry {entry} cannot be undone: {what} was removed since, to which {record} referred. "
    "Bring it back first.",
    "undo.unique": "Entry {entry} cannot be undone: another record now uses one of its unique values.",
    "journal.broken": "The journal is broken at entry {entry}: {why}. Restore the last verified backup.",
    "erase.why": "An erasure needs a reason: give it with --why.",
    "erase.owed": "The values are erased, but another process holds the desk's file, where old bytes may "
    "remain. Close it, then run: itdesk check",
    # the desk and its file
    "desk.missing": "There is no desk at {path}. Make one with: itdesk --desk {path} demo",
    "desk.foreign": "{path} is not an itdesk desk and was left as it is. Choose another file.",
    "desk.damaged": "{path} is damaged and was left as it is ({detail}). Restore a backup of it.",
    "desk.newer": "{path} was made by a newer itdesk (schema {found}, this one knows {known}). "
    "Update itdesk.",
    "desk.network": "{path} is on a network file system ({fs}), where SQLite loses data. "
    "Use a local disk or PostgreSQL.",
    "desk.locked": "The desk is busy: another process holds it. Nothing was written; try again.",
    "desk.read_only": "{path} cannot be written: the file or its folder is read-only. "
    "Change its permissions.",
    "desk.full": "The disk is full: nothing of this change was written. Free space and try again.",
    "desk.io": "The disk under {path} reported an error ({detail}). Check the disk, then run: itdesk check",
    "desk.exists": "{path} exists already and was not overwritten. Choose another place.",
    "desk.unreachable": "The database server cannot be reached ({detail}). Check the network and the URL.",
    "desk.url": "The desk’s URL cannot be read. Example: postgresql://user@host/office (%40 for @).",
    "desk.not_empty": "{path} holds a desk already. Move to an empty database or a new file.",
    "desk.count": "{table} would hold {found} rows afterwards instead of {expected}. Nothing was kept of it.",
    "desk.extension": "The database lacks the extension {name}. "
    "Ask its administrator for: CREATE EXTENSION {name}",
    "desk.daemon": "A daemon already watches this desk ({holder}).",
    "backup.invalid": "{path} is not a sound backup: {why}. Choose another one.",
    "file.missing": "There is no file {path}.",
    "file.unreadable": "{path} cannot be read: {why}.",
    "file.unwritable": "{path} cannot be written: {why}.",
    "file.too_large": "{path} is larger than {limit}. Split it or leave it out.",
    "file.format": "{path} is not something itdesk can import: {why}.",
    "import.rounded": (
        "{column}: “{value}” was rounded by a spreadsheet."
        " Type it from the device, or format that column as text."
    ),
    "import.day": "{column}: “{value}” is no date: {why}. Correct the file.",
    "import.letter": "{column}: “{value}” is not a number: it holds a letter. Did you mean {meant}?",
    "import.twice": "{column}: “{value}” stands in row {row} already. Leave one of the rows out.",
    "import.ambiguous": "{column}: several records have “{value}”. Match by another column.",
    "import.taken": "{column}: “{value}” belongs to {holder} already. Correct it, or match by {column}.",
    "import.damaged": "The row cannot be read: {why}",
    "import.blank": "The row holds nothing in the columns that are imported.",
    "import.depends": "{column}: the row of this file that it names is wrong itself. Correct that one.",
    "import.match": (
        "Rows cannot be matched by “{column}”: no column of the file goes there. Possible: {columns}."
    ),
    "import.moved": "The ledger was changed since the preview. Nothing was written: preview it again.",
    "import.wrong": "None of the {rows} rows of {path} can be imported: {first}",
    "import.column": "The file has no column “{column}”. Its columns are: {columns}.",
    "import.profile": "There is no import profile “{profile}”.",
    "import.empty": "{path} holds no rows.",
    "export.format": "{path}: export writes .csv, .xlsx or .json. Choose one of these endings.",
    "report.unknown": "There is no report “{name}”. Reports are: {names}.",
    "report.empty": "Nothing to print: no {kind} matches.",
    "report.many": "More than {limit} sheets would be printed. Narrow it down with --query.",
    # queries
    "query.wrong": "{message} at “{part}”.",
    # secrets
    "secret.keyring": "The system keyring cannot be used ({detail}). "
    "Set ITDESK_KEY_FILE to a file only you can read.",
    "secret.key_file": "{path} must be readable by you alone: run chmod 600 on it.",
    "secret.key": "The secret cannot be opened with this key. Enter the credential again.",
    # monitoring
    "probe.silent": "{address} does not answer. Check the address, the port and the credential.",
    "probe.refused": "{address} refused the request: nothing listens there or a firewall blocks it.",
    "probe.auth": "{address} does not accept the credential ({detail}).",
    "probe.garbled": "{address} answers with something that is not SNMP ({detail}).",
    "probe.unresolved": "{address} cannot be found: check the name.",
    "probe.credential": "The v3 credential is incomplete: {detail}.",
    "device.unwatched": "{name} is not watched, so it is not polled. Watch it first.",
    "alert.over": "This alert is over already.",
    "watch.stuck": "The daemon watches this desk but did not poll in time. Look into its log.",
    "watch.problem": "It cannot be polled. {detail}",
    "range.wrong": "“{text}” is no range of addresses. Write it like 192.168.1.0/24 or 192.168.1.10-40.",
    "range.large": "{count} addresses are more than the {limit} asked at once. Choose a smaller range.",
    # helpdesk
    "calendar.closed": "The office hours are never open. Set them under Settings, Hours and holidays.",
    "ticket.flow": "A ticket that is {before} cannot become {after}. Possible: {possible}.",
    # maintenance and manuals
    "order.flow": "A work order that is {before} cannot become {after}. Possible: {possible}.",
    "manual.deep": "The text nests lists or quotes deeper than {limit} levels. Flatten it.",
    "manual.long": "The text is longer than {limit} characters. Split the manual.",
    # work
    "work.cancelled": "Cancelled. {kept}",
    "output.unwritable": "The answer could not be written ({why}). What was asked is done: "
    "see with: itdesk journal",
    "work.bug": "itdesk met an unexpected fault. Your work is kept. A report is in {path}.",
}
