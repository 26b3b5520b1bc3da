"""Keystone in one process: its database made, its first administrator, and served. Arguments: folder, port.

Its own tools would do each of these in a process of its own, which loads two thousand modules first.
"""

import base64
import os
import sqlite3
import sys
from wsgiref import simple_server

from keystone.cmd import bootstrap
from keystone.common.sql import upgrades
from keystone.server import backends
from keystone.server.flask import core

home, port = sys.argv[1], int(sys.argv[2])
del sys.argv[1:]

for name in ("fernet", "credential"):
    os.mkdir(os.path.join(home, name))
    for key in ("0", "1"):
        with open(os.path.join(home, name, key), "wb") as file:
            file.write(base64.urlsafe_b64encode(os.urandom(32)))


def make_database():
    upgrades.offline_sync_database_to_version()
    # A request that failed may keep a reader open; without this the next writer would find the file locked.
    with sqlite3.connect(os.path.join(home, "keystone.db")) as database:
        database.execute("pragma journal_mode = wal")


app = core.initialize_application("public", make_database, [os.path.join(home, "keystone.conf")])

# The bootstrap would load what the application has loaded by now.
backends.load_backends = dict
first = bootstrap.Bootstrapper()
first.admin_username = "admin"
first.admin_password = "of the tests"
first.admin_role_name = "admin"
first.project_name = "admin"
first.service_name = "keystone"
first.region_id = "here"
first.public_url = "http://127.0.0.1:%d/v3" % port
first.bootstrap()

simple_server.make_server("127.0.0.1", port, app).serve_forever()
