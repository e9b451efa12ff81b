import { once } from "node:events";
import http, { createServer, type RequestListener } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import type { Fault } from "../../src/lab/faults.ts";
import { faultyFront } from "../../src/lab/play-fault.ts";
import { whole } from "../../src/lab/raw-answers.ts";
import { listen, type LabServer } from "../../src/lab/servers/listen.ts";

const listening: LabServer[] = [];

afterEach(async () => {
  await Promise.all(listening.splice(0).map((server) => server.close()));
});

/** It lets all pass, as it was taken. */
const NOTHING: Fault = {
  name: "nothing",
  words: "all is well",
  kind: "answer",
  play: (genuine) => whole(genuine),
};

async function answerThrough(answer: RequestListener) {
  const server = await listen(createServer(answer));
  const front = await listen(
    faultyFront(server.server, NOTHING, { name: "silent", at: "lab.example:80" }, {}),
  );
  listening.push(front, server);
  const request = http.get({ host: "127.0.0.1", port: front.port });
  const [response] = (await once(request, "response")) as [http.IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test("headers that come with the status are a part of the answer that is spoilt", async () => {
  const { status, headers } = await answerThrough((_, response) => {
    response.setHeader("x-first", "1");
    response.writeHead(418, { "x-second": "2", "set-cookie": ["a=1", "b=2"] }).end("lab");
  });
  expect(status).toBe(418);
  expect(headers).toMatchObject({ "x-first": "1", "x-second": "2", "set-cookie": ["a=1", "b=2"] });
});

test("so is a body that comes bit by bit", async () => {
  const { body } = await answerThrough((_, response) => {
    response.write("one ");
    response.write(Buffer.from("two "));
    response.end("three");
  });
  expect(body).toBe("one two three");
});

test("and one that is passed on, as what a server has from another", async () => {
  const { status, headers, body } = await answerThrough((_, response) => {
    response.writeHead(202, { "x-ms-version": "2022-11-02" });
    Readable.from([Buffer.from("one "), Buffer.from("two")]).pipe(response);
  });
  expect([status, headers["x-ms-version"], body]).toEqual([202, "2022-11-02", "one two"]);
});
