#!/usr/bin/env bash
# Checks the signed webhooks that the tests expect with another implementation of Standard Webhooks,
# the one that its authors publish for Python. Needs python3 with venv, and the network.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet standardwebhooks

"$folder/bin/python" - Tests/AlertingTests/Golden/webhook-*.txt <<'PYTHON'
import datetime, sys
from standardwebhooks import Webhook

# The files are signed for a moment that is given: only the age of the message is not checked.
Webhook._Webhook__verify_timestamp = lambda self, seconds: datetime.datetime.fromtimestamp(
    float(seconds), tz=datetime.timezone.utc)

for path in sys.argv[1:]:
    with open(path, encoding="utf-8", newline="") as file:
        head, body = file.read().split("\n\n", 1)
    headers = dict(line.split(": ", 1) for line in head.split("\n")[1:])
    webhook = Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    alert = webhook.verify(body.removesuffix("\n"), headers)
    print(f"{path}: signature of alert {alert['id']} is right")
PYTHON
