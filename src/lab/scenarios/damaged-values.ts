import { SITE_IDENTITY, LINUX_SITE, SITE_IDENTITY_HEADER } from "../app-service-site.ts";
import {
  APP,
  AZURE_VM_FILES,
  INVOICES_URL,
  LINUX_ENVIRONMENT,
  STORAGE,
  TENANT_ID,
  VALID_SECRET,
  WEB_IDENTITY,
  readsAccount,
} from "../contoso.ts";
import { defineScenario, type Scenario } from "../scenario.ts";

/** Values that look right, and are not what was meant. */
export const damagedValueScenarios: readonly Scenario[] = [
  defineScenario({
    name: "invisible-characters",
    title: "Values with characters that cannot be seen",
    story:
      "The ids were copied from a web page: a zero-width space came along with one, a byte order mark with the other.",
    env: {
      ...LINUX_ENVIRONMENT,
      AZURE_TENANT_ID: `\uFEFF${TENANT_ID}`,
      AZURE_CLIENT_ID: `${APP.clientId}\u200B`,
      AZURE_CLIENT_SECRET: VALID_SECRET,
    },
    files: AZURE_VM_FILES,
    targets: [INVOICES_URL],
    applications: [APP],
    storage: [STORAGE],
    assignments: [readsAccount(APP.objectId)],
    expect: {
      exitCode: 5,
      winner: { state: "none", link: null },
      outcomes: {},
      findings: ["variable-damaged", "variable-damaged"],
    },
  }),
  defineScenario({
    name: "secret-cut",
    title: "The client secret was cut by a shell",
    story:
      "The secret stood in double quotes in a script: the shell took what follows its dollar sign for a variable, which is not set.",
    env: {
      ...LINUX_ENVIRONMENT,
      AZURE_TENANT_ID: TENANT_ID,
      AZURE_CLIENT_ID: APP.clientId,
      AZURE_CLIENT_SECRET: VALID_SECRET.slice(0, 14),
    },
    files: AZURE_VM_FILES,
    targets: [INVOICES_URL],
    applications: [APP],
    storage: [STORAGE],
    assignments: [readsAccount(APP.objectId)],
    expect: {
      exitCode: 5,
      winner: { state: "none", link: null },
      outcomes: { environment: "failed" },
      findings: ["secret-cut"],
    },
  }),
  defineScenario({
    name: "braced-client-id",
    title: "AZURE_CLIENT_ID in braces",
    story: "The id was copied from a tool that writes GUIDs in braces. The identity itself is attached.",
    env: { ...LINUX_ENVIRONMENT, AZURE_CLIENT_ID: `{${WEB_IDENTITY.clientId}}` },
    files: AZURE_VM_FILES,
    targets: [INVOICES_URL],
    identities: { userAssigned: [WEB_IDENTITY] },
    storage: [STORAGE],
    assignments: [readsAccount(WEB_IDENTITY.objectId)],
    expect: {
      exitCode: 5,
      winner: { state: "none", link: null },
      outcomes: { "managed-identity-env": "failed" },
      findings: ["variable-damaged"],
    },
  }),
  defineScenario({
    name: "endpoint-no-url",
    title: "IDENTITY_ENDPOINT holds no URL",
    story:
      "A template wrote the endpoint without its scheme; the platform would have set it rightly by itself.",
    env: {
      ...LINUX_SITE,
      IDENTITY_ENDPOINT: "127.0.0.1:41042/msi/token/",
      IDENTITY_HEADER: SITE_IDENTITY_HEADER,
    },
    targets: [INVOICES_URL],
    identities: { systemAssigned: SITE_IDENTITY, userAssigned: [] },
    storage: [STORAGE],
    assignments: [readsAccount(SITE_IDENTITY.objectId)],
    metadata: "refused",
    expect: {
      exitCode: 5,
      host: "app-service-linux",
      winner: { state: "none", link: null },
      outcomes: {},
      findings: ["variable-damaged"],
    },
  }),
];
