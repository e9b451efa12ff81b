import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { cosmos } from "../../src/catalogue/services/cosmos.ts";
import { reportSchema, type Exchange } from "../../src/model/report.ts";
import { recordHttp } from "../../src/world/http-recorder.ts";
import { sendHttp } from "../../src/world/http.ts";
import { ENCODINGS, sealed } from "../report/sealing.ts";
import { runCli } from "../support/run-cli.ts";

/**
 * Cosmos DB takes its token in a form of its own, URL-encoded behind `type=aad&ver=1.0&sig=`: what looks for `Bearer`
 * does not find it.
 */
const MARKER = "lab-fake-marker-of-a-cosmos-token";
const NOISE = { NODE_DEBUG: "http,https,net,tls", DEBUG: "*", AZURE_LOG_LEVEL: "verbose" };
/** Two parts of a token, bare or with their dots and equals signs escaped. */
const TOKEN = /eyJ[\w-]{8,}(?:\.|%2e)eyJ/i;

describe("a gateway repeats the whole request", () => {
  test.each([["text"], ["json"]])("%s shows no token", async (format) => {
    const run = await runCli(
      ["lab", "cosmos-gateway-repeats", "-o", format, "--verbose", "--access", "all"],
      {
        env: NOISE,
      },
    );
    expect(run.code).toBe(4);
    expect(TOKEN.test(run.stdout + run.stderr), "a token").toBe(false);
    expect(run.stdout + run.stderr).not.toMatch(/sig(?:=|%3d)eyJ/i);
    if (format !== "json") return;
    const { redactions, targets } = reportSchema.parse(JSON.parse(run.stdout));
    expect(targets[0]?.access).toHaveLength(4);
    // That there was something to remove shows that the gateway did repeat it.
    for (const [index] of targets[0]!.access.entries()) {
      expect(redactions).toContainEqual({
        where: `/targets/0/access/${index}/exchange/errorBody`,
        kind: "token",
      });
    }
  });
});

test("the header is not recorded, and the answer that repeats it is sealed, whatever a token looks like", async () => {
  const exchanges: Exchange[] = [];
  recordHttp((id, exchange) => {
    exchanges[id] = exchange;
  });
  const server = createServer((request, response) => {
    const header = request.headers.authorization ?? "";
    response.writeHead(502).end(`authorization: ${header}\n${decodeURIComponent(header)}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dbs`;
    const headers = { Authorization: cosmos.authorization!(MARKER) };
    expect(headers.Authorization).toBe(`type%3Daad%26ver%3D1.0%26sig%3D${MARKER}`);
    await sendHttp({ method: "GET", url, headers, timeoutMs: 5000 });
  } finally {
    server.close();
  }
  const { errorBody = "", ...rest } = exchanges.at(-1)!;
  expect(JSON.stringify(rest)).not.toContain(MARKER);
  expect(errorBody.split(MARKER)).toHaveLength(3);
  expect(sealed(errorBody)).not.toContain(MARKER);
});

test.each(["raw", "url", "url, lower case", "json", "url in json", "html"])(
  "the seal knows it, %s",
  (name) => {
    const header = cosmos.authorization!(MARKER);
    expect(sealed(`request: ${ENCODINGS[name]!(header)} was refused`)).not.toContain(MARKER);
  },
);
