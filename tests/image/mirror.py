# SPDX-License-Identifier: GPL-3.0-or-later
"""mirror.py FOLDER CERTIFICATE KEY BYTES: the files of a folder by HTTPS on port 8443; with BYTES, it is gone as soon as it has sent
so many of one file."""
import functools
import http.server
import os
import ssl
import sys

folder, certificate, key, most = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])


class Handler(http.server.SimpleHTTPRequestHandler):
    def copyfile(self, source, outputfile):
        sent = 0
        while chunk := source.read(65536):
            outputfile.write(chunk)
            sent += len(chunk)
            if most and sent >= most:
                os._exit(0)


server = http.server.ThreadingHTTPServer(("", 8443), functools.partial(Handler, directory=folder))
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
