"""Makes the calls that it reads, one JSON document a line, with botocore."""

import json
import sys

import botocore.config
import botocore.exceptions
import botocore.session
from botocore import xform_name

SESSION = botocore.session.Session()
CONFIG = botocore.config.Config(retries={"total_max_attempts": 1})


def answer(call):
    credentials = call["Credentials"]
    client = SESSION.create_client(
        call["Service"],
        region_name="us-east-1",
        endpoint_url=call["Endpoint"],
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials.get("SessionToken") or None,
        config=CONFIG,
    )
    try:
        output = getattr(client, xform_name(call["Operation"]))(**call["Parameters"])
        return {"output": output}
    except botocore.exceptions.ClientError as refused:
        return {
            "code": refused.response["Error"]["Code"],
            "status": refused.response["ResponseMetadata"]["HTTPStatusCode"],
        }


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)), default=str), flush=True)
