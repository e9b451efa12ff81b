import { once } from "node:events";
import http from "node:http";
import { readFile } from "node:fs/promises";
import rhea, { type Connection, type EventContext } from "rhea";
import { afterEach, describe, expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import { SYSTEM_IDENTITY } from "../../src/lab/contoso.ts";
import type { RoleName } from "../../src/lab/roles.ts";
import { findScenario } from "../../src/lab/scenarios/index.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import { ACCESS_LEVELS } from "../../src/model/words.ts";
import type * as pipeline from "../../src/probe.ts";
import { built } from "../support/built.ts";
import { NO_OPTIONS } from "../support/options.ts";
import { runCli } from "../support/run-cli.ts";
import { startedLab } from "../support/started-lab.ts";

const labs: RunningLab[] = [];

afterEach(async () => {
  await Promise.all(labs.splice(0).map((lab) => lab.close()));
});

const NAMESPACES = [
  {
    service: "service-bus",
    host: "sb-contoso.servicebus.windows.net",
    entity: "orders",
    source: "orders",
    owner: "Azure Service Bus Data Owner",
    audience: "https://servicebus.azure.net",
  },
  {
    service: "event-hubs",
    host: "evhns-contoso.servicebus.windows.net",
    entity: "telemetry",
    source: "telemetry/ConsumerGroups/$Default/Partitions/0",
    owner: "Azure Event Hubs Data Owner",
    audience: "https://eventhubs.azure.net",
  },
] as const;

/** The namespace of the scenarios, in which the machine's identity may do everything. */
async function labOf(service: string, role: RoleName): Promise<RunningLab> {
  const { resources, identities, env, files } = findScenario(`${service}-allowed`)!;
  const assignments = resources.map(({ name }) => ({
    principalId: SYSTEM_IDENTITY.objectId,
    ...{ role, resource: name },
  }));
  const lab = await startedLab({ resources, identities, env, files, assignments });
  labs.push(lab);
  return lab;
}

async function probe(lab: RunningLab, urls: readonly string[], service: string) {
  const targets = urls.flatMap((url) => {
    const match = matchTarget(url, service);
    return "target" in match ? [match.target] : [];
  });
  expect(targets).toHaveLength(urls.length);
  const { probe: run } = await built<typeof pipeline>("probe.js");
  return await run(
    { targets, cut: [], verbose: false, options: { ...NO_OPTIONS, service, access: [...ACCESS_LEVELS] } },
    lab.world,
    { signal: new AbortController().signal, onProgress: () => {} },
  );
}

describe.each(NAMESPACES)("$service", ({ service, host, entity, source, owner, audience }) => {
  test("everything that is probed leaves every message as it was, and no token goes over HTTPS", async () => {
    const lab = await labOf(service, owner);
    const before = await lab.dataHash();
    const urls = [`https://${host}/${entity}`, `https://${host}/`, `https://${host}/no-such-entity`];
    const report = await probe(lab, urls, service);

    const verdicts = report.targets.map(({ access }) => access.map(({ level, verdict }) => [level, verdict]));
    expect(verdicts).toEqual([
      [
        ["read", "allowed"],
        ["write", "allowed"],
      ],
      [
        ["read", "inconclusive"],
        ["write", "inconclusive"],
      ],
      [
        ["read", "not-found"],
        ["write", "not-found"],
      ],
    ]);
    expect(await lab.dataHash()).toBe(before);
    const seen = lab.requests().filter(({ server }) => server === service);
    const overHttps = seen.filter(({ method }) => method !== "AMQP");
    expect(overHttps.map(({ method, path, authorized }) => [method, path, authorized])).toEqual(
      urls.map(() => ["GET", "/", undefined]),
    );
    const overAmqp = seen.filter(({ method }) => method === "AMQP").map(({ path }) => path);
    expect(overAmqp.filter((path) => !/^(put-token|attach) /.test(path))).toEqual([]);
    expect(overAmqp).toContain(`attach receiver ${source}`);
    expect(overAmqp).toContain(`attach sender ${entity}`);
  });

  // The other half of the promise: had a probe given credit or sent, the hash would tell.
  test("a client that gives credit gets a message, and one that sends leaves one behind", async () => {
    const lab = await labOf(service, owner);
    const before = await lab.dataHash();
    const connection = await connect(lab, host);
    await putToken(connection, await tokenFor(lab, audience), `sb://${host}/${source}`);
    const receiver = connection.open_receiver({
      source: { address: source },
      credit_window: 1,
      autoaccept: false,
    });
    await once(receiver, "message");
    const received = await lab.dataHash();
    expect(received).not.toBe(before);
    await putToken(connection, await tokenFor(lab, audience), `sb://${host}/${entity}`);
    const sender = connection.open_sender({ target: { address: entity } });
    await once(sender, "sendable");
    sender.send({ body: "one more" });
    await once(sender, "accepted");
    expect(await lab.dataHash()).not.toBe(received);
    const changes = [`${service}: deliver ${source}`, `${service}: transfer ${entity}`];
    expect(new Set((await lab.acts()).changes)).toEqual(new Set(changes));
    connection.close();
    await once(connection, "connection_close");
  });

  test("a link without a token is turned away", async () => {
    const lab = await labOf(service, owner);
    const connection = await connect(lab, host);
    const receiver = connection.open_receiver({ source: { address: source }, credit_window: 0 });
    const [{ receiver: closed }] = (await once(receiver, "receiver_error")) as [EventContext];
    expect(closed?.error).toMatchObject({ condition: "amqp:unauthorized-access" });
    expect(closed?.source).not.toHaveProperty("address");
    connection.close();
    await once(connection, "connection_close");
  });

  test("shows no token, whatever DEBUG asks for", async () => {
    const env = { DEBUG: "*", NODE_DEBUG: "http,https,net,tls", AZURE_LOG_LEVEL: "verbose" };
    const { stdout, stderr, code } = await runCli(["lab", `${service}-allowed`, "--verbose", "-o", "json"], {
      env,
    });
    expect(code).toBe(0);
    expect(stdout).toContain('"amqps://');
    expect(stdout + stderr).not.toMatch(/eyJ[\w-]{8,}\.eyJ[\w-]{8,}/);
    expect(stderr).not.toContain("rhea:");
  });
});

test("proxy variables: AMQP goes directly, and the row says so", async () => {
  const { resources, identities, env, files, assignments } = findScenario("service-bus-allowed")!;
  const lab = await startedLab({
    ...{ resources, identities, files, assignments },
    env: { ...env, HTTPS_PROXY: "http://proxy.contoso.example:3128", NO_PROXY: "169.254.169.254" },
    proxy: "proxy.contoso.example:3128",
  });
  labs.push(lab);
  const report = await probe(lab, ["https://sb-contoso.servicebus.windows.net/orders"], "service-bus");
  const [row] = report.targets[0]?.access ?? [];
  expect(row).toMatchObject({
    verdict: "allowed",
    exchange: { requestHeaders: { proxy: "HTTPS_PROXY is not used: AMQP goes directly" } },
  });
  expect(lab.requests().filter(({ server, path }) => server === "proxy" && path.endsWith(":5671"))).toEqual(
    [],
  );
});

/** A connection to the lab's AMQP server, as any client makes it; addresses are the simulated network's. */
async function connect(lab: RunningLab, host: string): Promise<Connection> {
  const connection = rhea.create_container().connect({
    ...{ transport: "tls", host: "127.0.0.1", port: lab.map.routes["198.51.100.1:5671"]! },
    ...{ servername: host, hostname: host, reconnect: false, username: "anonymous" },
    ca: await readFile(lab.caFile, "utf8"),
  });
  await once(connection, "connection_open");
  return connection;
}

async function putToken(connection: Connection, token: string, name: string): Promise<void> {
  const receiver = connection.open_receiver({ source: "$cbs", target: "replies" });
  await once(receiver, "receiver_open");
  const sender = connection.open_sender({ target: "$cbs" });
  await once(sender, "sendable");
  sender.send({
    reply_to: "replies",
    message_id: name,
    application_properties: { operation: "put-token", type: "jwt", name },
    body: token,
  });
  const [{ message }] = (await once(receiver, "message")) as [EventContext];
  expect(message?.application_properties).toMatchObject({ "status-code": 202 });
  receiver.close();
  sender.close();
}

async function tokenFor(lab: RunningLab, audience: string): Promise<string> {
  const request = http.get({
    host: "127.0.0.1",
    port: lab.map.routes["169.254.169.254:80"],
    path: `/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${encodeURIComponent(audience)}`,
    headers: { Metadata: "true" },
  });
  const [response] = (await once(request, "response")) as [http.IncomingMessage];
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return (JSON.parse(text) as { access_token: string }).access_token;
}
