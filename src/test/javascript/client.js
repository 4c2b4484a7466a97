/*
 * Runs one call of the AWS SDK for JavaScript after another, as its environment points it.
 *
 * A line of standard input is a call, the line that answers it is its answer or its error; all JSON.
 * NODE_PATH says where the SDK is.
 */
"use strict";

const readline = require("node:readline");
const sdk = require("@aws-sdk/client-connect");

const client = new sdk.ConnectClient({});

async function answerTo({ operation, parameters, pageSize }) {
  if (pageSize === undefined) {
    return client.send(new sdk[`${operation}Command`](parameters));
  }
  const pages = [];
  for await (const page of sdk[`paginate${operation}`]({ client, pageSize }, parameters)) {
    pages.push(page);
  }
  return pages;
}

function told(error) {
  const ofService = error instanceof sdk.ConnectServiceException;
  return { code: ofService ? error.name : "", kind: error.constructor.name, message: error.message };
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const said = await answerTo(JSON.parse(line)).then(
      (answer) => ({ answer }),
      (error) => ({ error: told(error) }),
    );
    console.log(JSON.stringify(said));
  }
}

main();
