import { assignRole, command } from "../fixes.ts";
import { below } from "../host-forms.ts";
import type { ProbeDefinition, Role, ServiceDefinition, VerdictRow } from "../service-definition.ts";
import { ACCOUNT, ACCOUNTS, AI_ANSWERS, AI_REFUSALS, COGNITIVE_SERVICES_USER } from "./ai-services-family.ts";

const API = "api-version=2024-10-21";

const DATA_READER: Role = {
  name: "Cognitive Services Data Reader",
  id: "b59867f0-fa02-499b-be73-45a86b5b3e1c",
};
const OPENAI_USER: Role = {
  name: "Cognitive Services OpenAI User",
  id: "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
};
const OPENAI_CONTRIBUTOR: Role = {
  name: "Cognitive Services OpenAI Contributor",
  id: "a001fd3d-188f-4b5d-821b-7da978bf7442",
};

/** Roles are given on whole accounts: that a deployment was named or not makes no difference. */
const REFUSALS: readonly VerdictRow[] = [
  { status: 401, code: "PermissionDenied", verdict: "denied-rbac", confidence: "observed" },
  ...AI_REFUSALS,
];

const list: ProbeDefinition = {
  level: "list",
  action: `${ACCOUNTS}/OpenAI/models/read`,
  roles: [DATA_READER, OPENAI_USER, OPENAI_CONTRIBUTOR, COGNITIVE_SERVICES_USER],
  ask: {
    kind: "http",
    request: () => ({ method: "GET", path: `/openai/models?${API}`, headers: {} }),
  },
  verdicts: [{ status: 200, verdict: "allowed", confidence: "observed" }, ...REFUSALS],
};

/**
 * What apps do here is to ask a model; who may list models need not be allowed that. A deployment that does not exist
 * is asked for nothing, so that there is nothing to pay. The refusal names the route without its deployment
 * (`/openai/deployments/{deployment-id}/...`), as what is decided before the deployment is looked for.
 */
const read: ProbeDefinition = {
  level: "read",
  action: `${ACCOUNTS}/OpenAI/deployments/chat/completions/action`,
  roles: [OPENAI_USER, OPENAI_CONTRIBUTOR, COGNITIVE_SERVICES_USER],
  ask: {
    kind: "http",
    request: ({ random }) => ({
      method: "POST",
      path: `/openai/deployments/${random}/chat/completions?${API}`,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ messages: [] }),
    }),
  },
  verdicts: [
    { status: 404, code: "DeploymentNotFound", verdict: "allowed", confidence: "inferred" },
    ...REFUSALS,
  ],
};

export const openai: ServiceDefinition = {
  ...AI_ANSWERS,
  name: "openai",
  title: "Azure OpenAI and AI services",
  example: "https://<resource>.openai.azure.com",
  hosts: {
    public: below(ACCOUNT, "openai.azure.com", "cognitiveservices.azure.com", "services.ai.azure.com"),
    usgov: below(ACCOUNT, "openai.azure.us", "cognitiveservices.azure.us"),
    china: below(ACCOUNT, "openai.azure.cn", "cognitiveservices.azure.cn"),
  },
  audience: {
    public: "https://cognitiveservices.azure.com",
    usgov: "https://cognitiveservices.azure.us",
    china: "https://cognitiveservices.azure.cn",
  },
  noTokenHosts: {
    host: /\.api\.cognitive\.(?:microsoft\.com|microsoft\.us|azure\.cn)$/,
    say: "is the host of a region, which takes keys and never tokens: give the resource's own host, https://<resource>.openai.azure.com or https://<resource>.cognitiveservices.azure.com (it has one once it has a custom subdomain)",
  },
  part: {
    word: "deployment",
    pattern: /^[A-Za-z0-9._-]{1,64}$/,
    // From a path that holds `deployments/<deployment>`, or as `--resource` names it.
    parse(path, random) {
      const parts = path.split("/").filter((part) => part !== "");
      const at = parts.indexOf("deployments");
      const named = at >= 0 ? parts[at + 1] : path.startsWith("/") ? undefined : parts[0];
      return named === undefined
        ? { kind: "account", name: random, named: false }
        : { kind: "deployment", name: named, named: true };
    },
    list: (account) => ({
      what: "List the deployments (needs rights of its own):",
      commands: [
        command(
          ...["az", "cognitiveservices", "account", "deployment", "list", "--name", account],
          ...["--resource-group", "<resource-group>", "--query", "[].name"],
        ),
      ],
    }),
  },
  roleNote:
    "Owner, Contributor and Cognitive Services Contributor manage the account and its keys, and hold no data action.",
  // Fine-tuning, files and other writes have no form that is known to be without effect.
  probes: [list, read],
  grant: assignRole,
};
