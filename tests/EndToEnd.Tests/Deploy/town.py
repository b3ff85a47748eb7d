#!/usr/bin/python3
"""A program that is served: says which release it is and what it was given, and ends when it is told to."""
import os, signal, socket, sys, time

RELEASE = "{release}"
if "--version" in sys.argv:
    sys.exit(print(RELEASE))
if RELEASE == "broken":
    sys.exit(2)


def end(*_):
    print(RELEASE, "drained", flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, end)
given = [os.environ.get(name, "") for name in ("PG_PASSWORD", "FLOW_STATE", "TMPDIR")]
print("|".join([RELEASE, *sys.argv[1:], *given]), flush=True)
socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"READY=1", os.environ["NOTIFY_SOCKET"])
while True:
    time.sleep(1)
