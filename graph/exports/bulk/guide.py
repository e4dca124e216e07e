"""What stands beside the CSV files of a bulk export, for whoever imports them."""

from __future__ import annotations

SCRIPT = """\
#!/bin/sh
# Loads the CSV files beside it into the database neo4j of a server that is stopped.
# More options go to neo4j-admin as they are: sh import.sh --overwrite-destination=true
set -e
cd "$(dirname "$0")"
exec "${NEO4J_HOME:+$NEO4J_HOME/bin/}neo4j-admin" database import full @import.args "$@"
"""
GUIDE = """\
A graph of guanxi, to be loaded into Neo4j 5.26 or later, Community edition or another.

1. Bring this folder to the machine of the server. The import writes a report into it, so the
   user that the server runs as must be allowed to; do step 3 as that user.
2. Stop the server:

       neo4j stop

3. Load the files, with neo4j-admin on the PATH or NEO4J_HOME set:

       sh import.sh

   On Windows, in this folder:

       neo4j-admin database import full "@import.args"

   A database that was started once exists, even if nothing is in it, and is refused. To
   delete it with all it may hold and put this graph in its place:

       sh import.sh --overwrite-destination=true

   The database is neo4j; for another, put its name at the end. If the import runs out of
   memory, which very long documents can cause, give it more: HEAP_SIZE=4g sh import.sh

4. Start the server:

       neo4j start

5. Open the graph. The first time takes longer: constraints and indexes are made then.

       export GUANXI_STORE=neo4j://localhost:7687 GUANXI_NEO4J_PASSWORD=...
       guanxi stats
"""
