import {
  ARC_FILES,
  ARC_SERVER,
  CONTAINER_APP,
  FABRIC_APP,
  ML_COMPUTE,
  SIGNED_IN_USER,
  WEB_APP,
} from "../contoso-hosts.ts";
import { AZURE_VM_FILES, LINUX_ENVIRONMENT, POD_ENVIRONMENT, SYSTEM_IDENTITY } from "../contoso.ts";
import { defineScenario, type MetadataBehaviour, type Scenario } from "../scenario.ts";

const { DEFAULT_IDENTITY_CLIENT_ID: _, ...ML_WITHOUT_ID } = ML_COMPUTE.env;

/** The endpoint's address alone, under its older name. */
const { IDENTITY_ENDPOINT, IDENTITY_HEADER: _header, ...CONTAINER_APP_ENV } = CONTAINER_APP.env;
const TAKEN_FOR_CLOUD_SHELL = { ...CONTAINER_APP_ENV, MSI_ENDPOINT: IDENTITY_ENDPOINT };

const JSON_HEADERS = { "Content-Type": "application/json; charset=utf-8" } as const;
const IMDS_HEADERS = { ...JSON_HEADERS, Server: "IMDS/150.870.65.1854" } as const;

function always(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = JSON_HEADERS,
): MetadataBehaviour {
  return { always: { status, headers, body: typeof body === "string" ? body : JSON.stringify(body) } };
}

/** More often than any SDK asks within its time. */
const LASTING_500: MetadataBehaviour = { answers: Array.from({ length: 50 }, () => 500) };

type Words = Pick<Scenario, "name" | "title" | "story">;

/** A virtual machine whose metadata service refuses the request. */
function machine(words: Words, metadata: MetadataBehaviour, findings: readonly string[]): Scenario {
  return defineScenario({
    ...words,
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    metadata,
    expect: {
      exitCode: 5,
      winner: { state: "none", link: null },
      outcomes: { "managed-identity-system": "failed" },
      findings,
    },
  });
}

/** A host whose platform has an endpoint of its own, which is in trouble. */
function platform(
  words: Words,
  special: Pick<Scenario, "env" | "endpoints" | "identities"> & Partial<Pick<Scenario, "files" | "args">>,
  expect: Pick<Scenario["expect"], "host" | "findings"> & { readonly outcome?: "timed-out" },
): Scenario {
  const { outcome, ...said } = expect;
  return defineScenario({
    ...words,
    metadata: "refused",
    ...special,
    ...(outcome === undefined ? {} : { args: ["--timeout", "4"] }),
    expect: {
      ...said,
      exitCode: outcome === undefined ? 5 : 4,
      winner: { state: outcome === undefined ? "none" : "unknown", link: null },
      outcomes: { "managed-identity-system": outcome ?? "failed" },
    },
  });
}

/** What endpoints of managed identities answer in place of a token (failures.md section b). */
export const endpointAnswerScenarios: readonly Scenario[] = [
  machine(
    {
      name: "metadata-header-stripped",
      title: "Something takes the header Metadata away",
      story:
        "A sidecar forwards the requests of the app, and drops the header that the metadata service asks for.",
    },
    always(
      400,
      { error: "bad_request_102", error_description: "Required metadata header not specified" },
      IMDS_HEADERS,
    ),
    ["metadata-request-changed"],
  ),
  machine(
    {
      name: "metadata-forwarded",
      title: "A sidecar says for whom it forwards, and is refused",
      story:
        "A reverse proxy on the machine adds X-Forwarded-For to every request; the metadata service takes none that has it.",
    },
    always(
      400,
      { error: "invalid_request", error_description: "Request contains 'X-Forwarded-For' header" },
      IMDS_HEADERS,
    ),
    ["metadata-request-changed"],
  ),
  machine(
    {
      name: "metadata-access-denied",
      title: "The metadata service refuses the machine's identity",
      story: "The identity of the machine was not set up as it should be; the metadata service answers 401.",
    },
    always(
      401,
      { error: "unauthorized_client", error_description: "The request is not authorized" },
      IMDS_HEADERS,
    ),
    ["identity-not-set-up"],
  ),
  machine(
    {
      name: "metadata-refused-otherwise",
      title: "The metadata service refuses the request in words of its own",
      story: "The metadata service answers 400, and what it says is in no table.",
    },
    always(
      400,
      { error: "invalid_request", error_description: "The request cannot be served on this machine" },
      IMDS_HEADERS,
    ),
    ["metadata-refused-request"],
  ),
  defineScenario({
    name: "metadata-proxy-400",
    title: "A middlebox answers 400 at the metadata address",
    story:
      "A transparent proxy takes the metadata address for a host of the internet, and answers 400 in plain text; the machine has an identity.",
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    metadata: always(400, "Bad Request: no such host\n", {
      "Content-Type": "text/plain",
      Via: "1.1 gateway.contoso.example",
    }),
    expect: {
      exitCode: 5,
      winner: { state: "none", link: null },
      outcomes: { "managed-identity-system": "unavailable" },
      findings: ["metadata-stranger"],
    },
  }),
  defineScenario({
    name: "pod-identity-not-bound",
    title: "AAD Pod Identity answers, and has nothing for this pod",
    story:
      "The cluster still runs AAD Pod Identity, whose agent answers in place of the metadata service; no binding selects this pod.",
    env: POD_ENVIRONMENT,
    files: AZURE_VM_FILES,
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    args: ["--timeout", "4"],
    metadata: always(404, "no azure identity found for request clientID\n", {
      "Content-Type": "text/plain; charset=utf-8",
    }),
    expect: {
      exitCode: 4,
      host: "aks",
      winner: { state: "unknown", link: null },
      outcomes: { "managed-identity-system": "timed-out" },
      findings: ["pod-identity-not-bound"],
    },
  }),
  defineScenario({
    name: "metadata-slow",
    title: "The metadata service takes its time for the first answer",
    story:
      "A machine that has just started: its metadata service answers the first request after a second and a half, and the SDKs look for one second.",
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    metadata: { slowAtFirstMs: 1500 },
    expect: {
      exitCode: 4,
      winner: { state: "unknown", link: null },
      outcomes: { "managed-identity-system": "succeeded" },
      findings: ["metadata-slow"],
    },
  }),
  platform(
    {
      name: "fabric-identity-not-mapped",
      title: "Service Fabric: the service's manifest maps no identity",
      story: "The application has an identity, and the manifest of this service does not map it.",
    },
    {
      env: FABRIC_APP.env,
      endpoints: [FABRIC_APP.endpoint],
      identities: { userAssigned: [] },
    },
    { host: "service-fabric", outcome: "timed-out", findings: ["fabric-identity-not-mapped"] },
  ),
  platform(
    {
      name: "container-apps-taken-for-cloud-shell",
      title: "Container Apps: the endpoint is taken for Cloud Shell's",
      story:
        "Somebody copied MSI_ENDPOINT into the image, without the variables beside it: SDKs take it for Cloud Shell's and ask by POST.",
    },
    {
      env: TAKEN_FOR_CLOUD_SHELL,
      endpoints: [CONTAINER_APP.endpoint],
      identities: { systemAssigned: CONTAINER_APP.identity, userAssigned: [] },
    },
    { host: "container-apps", findings: ["taken-for-cloud-shell"] },
  ),
  platform(
    {
      name: "app-service-broken",
      title: "App Service: the endpoint answers 500, time after time",
      story:
        "The identity was deleted in Entra by somebody who cleaned up; the platform still believes in it.",
    },
    {
      env: WEB_APP.env,
      endpoints: [{ ...WEB_APP.endpoint, behaviour: LASTING_500 }],
      identities: { systemAssigned: WEB_APP.identity, userAssigned: [] },
    },
    { host: "app-service-linux", outcome: "timed-out", findings: ["identity-endpoint-broken"] },
  ),
  platform(
    {
      name: "arc-disconnected",
      title: "Azure Arc: the agent runs, and its connection has expired",
      story:
        "The server was offline for months. The agent answers the challenge, and cannot get a token any more.",
    },
    {
      env: ARC_SERVER.env,
      files: ARC_FILES,
      endpoints: [{ ...ARC_SERVER.endpoint, behaviour: LASTING_500 }],
      identities: { systemAssigned: ARC_SERVER.identity, userAssigned: [] },
    },
    { host: "azure-arc", outcome: "timed-out", findings: ["identity-endpoint-broken"] },
  ),
  platform(
    {
      name: "arc-key-elsewhere",
      title: "Azure Arc: the challenge names a file outside the agent's folder",
      story:
        "Something else than the agent answers on its port, and asks for the content of a file that is not the agent's.",
    },
    {
      env: ARC_SERVER.env,
      files: ARC_FILES,
      endpoints: [{ ...ARC_SERVER.endpoint, keyFile: "/srv/x.key" }],
      identities: { systemAssigned: ARC_SERVER.identity, userAssigned: [] },
    },
    { host: "azure-arc", findings: ["arc-key-elsewhere"] },
  ),
  platform(
    {
      name: "arc-key-refused",
      title: "Azure Arc: the agent refuses the request",
      story: "The agent admits no caller from this container, and answers 403 without asking for its key.",
    },
    {
      env: ARC_SERVER.env,
      files: ARC_FILES,
      endpoints: [{ ...ARC_SERVER.endpoint, behaviour: always(403, { error: "forbidden" }) }],
      identities: { systemAssigned: ARC_SERVER.identity, userAssigned: [] },
    },
    { host: "azure-arc", findings: ["arc-key-refused"] },
  ),
  platform(
    {
      name: "arc-bare-challenge",
      title: "Azure Arc: 401 without the header that names the key file",
      story: "A proxy on the server answers for the agent's port with a 401 of its own.",
    },
    {
      env: ARC_SERVER.env,
      files: ARC_FILES,
      endpoints: [{ ...ARC_SERVER.endpoint, behaviour: always(401, { error: "unauthorized" }) }],
      identities: { systemAssigned: ARC_SERVER.identity, userAssigned: [] },
    },
    { host: "azure-arc", findings: ["arc-agent-replaced"] },
  ),
  platform(
    {
      name: "service-fabric-broken",
      title: "Service Fabric: the endpoint answers 500, time after time",
      story:
        "The cluster's own sign-in to Entra is set up wrongly, and its token service cannot make a token.",
    },
    {
      env: FABRIC_APP.env,
      endpoints: [{ ...FABRIC_APP.endpoint, behaviour: LASTING_500 }],
      identities: { systemAssigned: FABRIC_APP.identity, userAssigned: [] },
    },
    { host: "service-fabric", outcome: "timed-out", findings: ["identity-endpoint-broken"] },
  ),
  defineScenario({
    name: "machine-learning-user",
    title: "Machine Learning: a compute instance gives its user's token",
    story:
      "Single sign-on is on, and no client id is named: the endpoint answers with a token of the person who opened the notebook.",
    env: ML_WITHOUT_ID,
    args: ["--sdk", "python"],
    metadata: "refused",
    endpoints: [ML_COMPUTE.endpoint],
    identities: { userAssigned: [], signedIn: SIGNED_IN_USER },
    expect: {
      exitCode: 0,
      host: "machine-learning",
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      findings: ["managed-identity-is-user"],
    },
  }),
  defineScenario({
    name: "container-apps-reset-once",
    title: "Container Apps: the endpoint breaks one connection",
    story:
      "The sidecar that gives tokens has just restarted: the first connection to it is reset, the next one is served.",
    env: CONTAINER_APP.env,
    metadata: "refused",
    endpoints: [{ ...CONTAINER_APP.endpoint, behaviour: { resetsAtFirst: 1 } }],
    identities: { systemAssigned: CONTAINER_APP.identity, userAssigned: [] },
    expect: {
      exitCode: 0,
      host: "container-apps",
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      findings: ["endpoint-reset-once"],
    },
  }),
];
