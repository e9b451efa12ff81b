import { readFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import tls from "node:tls";
import { jwtDecode } from "jwt-decode";
import { defineScenario, type LabEndpoint, type Scenario } from "../../src/lab/scenario.ts";
import { JOBS_IDENTITY, WEB_IDENTITY } from "../../src/lab/contoso.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import { built } from "./built.ts";

export const RESOURCE = "https://storage.azure.com";
/** Clock of the labs. */
export const NOW = Date.parse("2026-03-04T05:06:07Z");

type Identities = Scenario["identities"];

/** A host's own identity, and two user-assigned ones. */
export function both(host: { readonly identity: NonNullable<Identities["systemAssigned"]> }): Identities {
  return { systemAssigned: host.identity, userAssigned: [WEB_IDENTITY, JOBS_IDENTITY] };
}

export interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A running lab with one endpoint, and a way to ask it over HTTP, or HTTPS where the platform does. */
export interface EndpointLab {
  readonly lab: RunningLab;
  ask(asked?: Asked): Promise<Answer>;
}

const started = new Map<string, Promise<RunningLab>>();

/** The lab of an endpoint; the same one again for the same arguments, until all are closed. */
export async function labWith(
  endpoint: LabEndpoint,
  identities: Identities,
  more: Partial<Scenario> = {},
): Promise<EndpointLab> {
  const key = JSON.stringify([endpoint, identities, more]);
  const starting = started.get(key) ?? start(endpoint, identities, more);
  started.set(key, starting);
  const lab = await starting;
  return { lab, ask: (asked = {}) => send(lab, endpoint, asked) };
}

export async function closeLabs(): Promise<void> {
  const labs = await Promise.all(started.values());
  started.clear();
  await Promise.all(labs.map((lab) => lab.close()));
}

async function start(endpoint: LabEndpoint, identities: Identities, more: Partial<Scenario>) {
  const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
  const scenario = defineScenario({
    name: "test",
    title: "test",
    story: "test",
    endpoints: [endpoint],
    identities,
    expect: { exitCode: 0, winner: { state: "none", link: null }, outcomes: {}, findings: [] },
    ...more,
  });
  return await startLab(scenario, { azurite: false, now: () => NOW });
}

async function send(lab: RunningLab, { at, source }: LabEndpoint, asked: Asked): Promise<Answer> {
  const { method = "GET", path = "/msi/token", headers = {}, query = {}, body } = asked;
  const [address = ""] = at.split(":");
  const options = {
    host: "127.0.0.1",
    port: lab.map.routes[at]!,
    method,
    path: `${path}?${new URLSearchParams(query).toString()}`,
    headers,
    agent: false,
  } as const;
  const ca = await readFile(lab.caFile, "utf8");
  const checkServerIdentity = (_: string, peer: tls.PeerCertificate) =>
    tls.checkServerIdentity(address, peer);
  return await new Promise((resolve, reject) => {
    const request =
      source === "service-fabric"
        ? https.request({ ...options, ca, checkServerIdentity })
        : http.request(options);
    request.once("error", reject).once("response", (response: http.IncomingMessage) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.once("end", () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: JSON.parse(text) as Record<string, unknown>,
        }),
      );
    });
    request.end(body);
  });
}

/** Claims of the token in an answer. */
export function claimsOf({ body }: Answer): Record<string, unknown> {
  return jwtDecode(body["access_token"] as string);
}
