"""A worker for jobs of the type look-up-parcel, in nothing but Python's standard library."""

import json
import os
import sys
import time
import urllib.error
import urllib.request

URL = os.environ["CIRCULA_URL"] + "/jobs/"
TOKEN = os.environ["CIRCULA_TOKEN"]
PARCELS = {"123456": 640, "123457": 1200}


class BusinessError(Exception):
    """Not a failure but an outcome, which the model catches by its code."""


def call(path, body, key=None):
    headers = {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    request = urllib.request.Request(URL + path, json.dumps(body).encode(), headers, method="POST")
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read()
        return json.loads(text) if text else None


def look_up(variables):
    if variables.get("parcel") not in PARCELS:
        raise BusinessError("parcel-unknown")
    return {"surface": PARCELS[variables["parcel"]]}


def settle(job):
    word = {"lockToken": job["lockToken"]}
    try:
        action, more = "complete", {"variables": look_up(job["variables"])}
    except BusinessError as error:
        action, more = "error", {"code": str(error)}
    except Exception as error:
        action, more = "fail", {"message": str(error)[:500] or "failed"}
    call(f"{job['id']}/{action}", {**word, **more}, f"{job['id']}-{job['attempt']}-{action}")


while True:
    try:
        wanted = {"worker": f"python-{os.getpid()}", "types": ["look-up-parcel"], "lockSeconds": 60, "waitSeconds": 20}
        for job in call("fetch", wanted)["jobs"]:
            settle(job)
    except urllib.error.HTTPError as error:
        print(error.code, error.read().decode(), file=sys.stderr)
        time.sleep(1)
    except OSError as error:
        print(error, file=sys.stderr)
        time.sleep(1)
