import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { isGranted } from "../assignments.ts";
import type { Azurite } from "../azurite.ts";
import type { Certificates } from "../certificates.ts";
import type { LabStorageAccount, Scenario } from "../scenario.ts";
import type { TokenSigner } from "../tokens.ts";
import { answering, type NoteRequest } from "./listen.ts";
import {
  blobContent,
  sendStorageData,
  sendStorageError,
  STORAGE_ERRORS,
  type StorageError,
} from "./storage-answers.ts";
import { parseStorageRequest, permissionFor, type StorageRequest } from "./storage-request.ts";
import { authenticate } from "./storage-token.ts";

export interface StorageSettings {
  readonly scenario: Scenario;
  readonly certificates: Certificates;
  readonly signer: TokenSigner;
  readonly now: () => number;
  readonly note: NoteRequest;
  /** Answers what the gate lets through; without it the gate answers alone. */
  readonly azurite: Azurite | undefined;
}

const HOST = /^([a-z0-9]{3,24})\.blob\.core\.windows\.net(:443)?$/;

/** The gate in front of storage: it plays what Azure decides before any data is looked at. */
export function storageServer(settings: StorageSettings): Server {
  const { certificates, now } = settings;
  return createServer(
    certificates.server.tls,
    answering(async (request, response) => {
      const passed = await admit(settings, request);
      if ("code" in passed) return sendStorageError(request, response, passed, now());
      const forwarded = await settings.azurite?.forward(passed.account.name, request, response);
      if (forwarded !== true) answerAlone(passed, request, response, now());
    }),
  );
}

interface Admitted {
  readonly account: LabStorageAccount;
  readonly asked: StorageRequest;
}

/** Network rules, token, role: in the order in which the real service refuses. */
async function admit(
  { scenario, signer, now, note }: StorageSettings,
  request: IncomingMessage,
): Promise<Admitted | StorageError> {
  const [host = "", path = "/"] = [request.headers.host, request.url];
  note({ server: "storage", method: request.method ?? "", path });
  const name = HOST.exec(host.toLowerCase())?.[1];
  const account = scenario.storage.find((one) => one.name === name);
  if (account === undefined) return STORAGE_ERRORS.unknownHost;
  if (account.firewall === "deny") return STORAGE_ERRORS.networkRefuses;
  const caller = await authenticate(signer, request.headers, account.name, now());
  if ("code" in caller) return caller;
  const asked = parseStorageRequest(request.method ?? "", new URL(path, "https://storage"));
  const who = { principalId: caller.claims["oid"], resource: account.name, part: asked.container };
  const isAllowed = isGranted(scenario, who, permissionFor(asked));
  return isAllowed ? { account, asked } : STORAGE_ERRORS.roleMissing;
}

/** Answers as the service would whose data are the scenario's containers and blobs. */
function answerAlone(
  { account, asked }: Admitted,
  request: IncomingMessage,
  response: ServerResponse,
  now: number,
): void {
  const fail = (error: StorageError) => sendStorageError(request, response, error, now);
  if (asked.container === undefined) {
    return sendStorageData(request, response, "application/xml", containerList(account));
  }
  const container = account.containers.find(({ name }) => name === asked.container);
  if (container === undefined) return fail(STORAGE_ERRORS.containerNotFound);
  const reads = asked.method === "GET" || asked.method === "HEAD";
  if (asked.blob === undefined) {
    if (!reads) return fail(STORAGE_ERRORS.notStored);
    return sendStorageData(request, response, "application/xml", blobList(container.blobs));
  }
  if (container.blobs.includes(decodeURIComponent(asked.blob))) {
    if (!reads) return fail(STORAGE_ERRORS.notStored);
    return sendStorageData(request, response, "application/octet-stream", blobContent(asked.blob));
  }
  // A whole blob may be written to a name that is free; everything else needs one that exists.
  if (asked.method === "PUT" && !asked.query.has("comp")) return fail(STORAGE_ERRORS.notStored);
  const isConditional = asked.method === "DELETE" && request.headers["if-match"] !== undefined;
  return fail(isConditional ? STORAGE_ERRORS.conditionNotMet : STORAGE_ERRORS.blobNotFound);
}

function containerList({ name, containers }: LabStorageAccount): string {
  const items = containers.map((one) => `<Container><Name>${one.name}</Name></Container>`).join("");
  return `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="https://${name}.blob.core.windows.net/"><Containers>${items}</Containers><NextMarker /></EnumerationResults>`;
}

function blobList(blobs: readonly string[]): string {
  const items = blobs.map((name) => `<Blob><Name>${name}</Name></Blob>`).join("");
  return `<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs>${items}</Blobs><NextMarker /></EnumerationResults>`;
}
