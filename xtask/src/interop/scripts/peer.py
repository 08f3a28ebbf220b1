"""A TLS 1.3 peer on Python's ssl: `client PORT` or `server`, then CA, chain and key (or - for none). A client connects
PEER_CONNECTIONS times and resumes its session."""
import os
import socket
import ssl
import sys

role, *rest = sys.argv[1:]
if role == "client":
    port, ca, cert, key = rest
    context = ssl.create_default_context(cafile=ca)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    if cert != "-":
        context.load_cert_chain(cert, key)
    session = None
    for _ in range(int(os.environ.get("PEER_CONNECTIONS", 1))):
        with socket.create_connection(("127.0.0.1", int(port))) as raw:
            with context.wrap_socket(raw, server_hostname="localhost", session=session) as tls:
                tls.sendall(b"hello from python\n")
                print("echoed:", tls.makefile().readline().strip(), flush=True)
                session = tls.session
                tls.unwrap()
else:
    ca, cert, key = rest
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(cert, key)
    if ca != "-":
        context.load_verify_locations(ca)
        context.verify_mode = ssl.CERT_REQUIRED
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print("port", listener.getsockname()[1], flush=True)
        while True:
            raw, _ = listener.accept()
            with context.wrap_socket(raw, server_side=True) as tls:
                peer = tls.getpeercert()
                if peer:
                    print("client is", dict(field[0] for field in peer["subject"])["commonName"], flush=True)
                while data := tls.recv(4096):
                    tls.sendall(data)
                tls.unwrap()
