"""How many rows each table of a SQLite database has, as one JSON object: python rows.py FILE"""

import json
import sqlite3
import sys

if len(sys.argv) != 2:
    sys.exit(__doc__)
with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as database:
    tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    names = [name for (name,) in tables.fetchall()]
    counts = {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names
    }
print(json.dumps(counts))
