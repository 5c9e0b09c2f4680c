// Makes the calls that it reads, one JSON document a line, with the AWS SDK for JavaScript.

import { createInterface } from "node:readline";
import * as cloudtrail from "@aws-sdk/client-cloudtrail";
import * as iam from "@aws-sdk/client-iam";
import * as sts from "@aws-sdk/client-sts";

const clients = {
  cloudtrail: [cloudtrail, cloudtrail.CloudTrailClient],
  iam: [iam, iam.IAMClient],
  sts: [sts, sts.STSClient],
};

async function answer(call) {
  const [service, Client] = clients[call.Service];
  const client = new Client({
    endpoint: call.Endpoint,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: {
      accessKeyId: call.Credentials.AccessKeyId,
      secretAccessKey: call.Credentials.SecretAccessKey,
      sessionToken: call.Credentials.SessionToken || undefined,
    },
  });
  try {
    const Command = service[call.Operation + "Command"];
    return { output: await client.send(new Command(call.Parameters)) };
  } catch (refused) {
    return { code: refused.name, status: refused.$metadata?.httpStatusCode };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
