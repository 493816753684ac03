# SPDX-License-Identifier: GPL-3.0-or-later
"""An https endpoint that gives tokens to the one client it knows, as an identity provider does. They are not signed: Kafka's
validator for developers takes such.

    token_endpoint.py KEY-AND-CERTIFICATE.pem CLIENT SECRET SECONDS

Its first line is its port; then a line for each token ("given") or refusal ("refused"). A token lives for SECONDS.
"""
import base64
import http.server
import json
import ssl
import sys
import time

certificate, client, secret, seconds = sys.argv[1:]


def part(values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).rstrip(b"=").decode()


class Endpoint(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        known = self.headers["Authorization"] == "Basic " + base64.b64encode(f"{client}:{secret}".encode()).decode()
        now = int(time.time())
        token = part({"alg": "none"}) + "." + part({"sub": client, "iat": now - 1, "exp": now + int(seconds)}) + "."
        answer = json.dumps({"access_token": token} if known else {"error": "invalid_client", "error_description": "this client is not known"})
        self.send_response(200 if known else 401)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(answer.encode())
        print("given" if known else "refused", flush=True)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate)
server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_port, flush=True)
server.serve_forever()
