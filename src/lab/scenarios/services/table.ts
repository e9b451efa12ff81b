import type { LabStorageAccount } from "../../lab-resource.ts";
import { serviceScenarios } from "../service-scenarios.ts";
import { storageScenario, systemHas } from "./storage-scenario.ts";

const DATA = { customers: { "europe/4711": "lab-fake customer" } };
const ACCOUNT: LabStorageAccount = { name: "contosodata", endpoints: { table: DATA } };
const ACCOUNT_URL = "https://contosodata.table.core.windows.net";
const CUSTOMERS_URL = `${ACCOUNT_URL}/customers`;
/** Tables do not tell why they refuse a token. */
const REJECTED = { exitCode: 3, verdict: "token-rejected", findings: ["token-not-accepted"] } as const;

export const tableScenarios = [
  ...serviceScenarios({
    title: "Table",
    resource: { service: "table", name: "contosodata", data: DATA },
    target: CUSTOMERS_URL,
    role: "Storage Table Data Reader",
    expect: {
      "wrong-audience": REJECTED,
      // The challenge names the tenant all the same.
      "wrong-tenant": { ...REJECTED, findings: ["resource-in-other-tenant"] },
      "token-expired": REJECTED,
    },
  }),
  storageScenario({
    name: "table-access-all",
    title: "Table: all levels are asked for, and the role allows them",
    story:
      "The identity is a contributor of the account's tables; adding an entity cannot be tried without adding one.",
    account: ACCOUNT,
    target: CUSTOMERS_URL,
    access: "all",
    assignments: [systemHas("Storage Table Data Contributor")],
    verdicts: ["allowed", "allowed", "inconclusive", "allowed"],
    exitCode: 4,
    findings: ["answer-unclear"],
  }),
  storageScenario({
    name: "table-reader-access-all",
    title: "Table: a reader is asked for all levels",
    story: "The identity may read the table customers only; the app also writes and deletes.",
    account: ACCOUNT,
    target: CUSTOMERS_URL,
    access: "all",
    assignments: [systemHas("Storage Table Data Reader", { part: "customers" })],
    verdicts: ["allowed", "allowed", "denied-rbac", "denied-rbac"],
    exitCode: 3,
    findings: ["role-missing"],
  }),
  storageScenario({
    name: "table-unnamed-access-all",
    title: "Table: all levels are asked for of the account as a whole",
    story: "The identity is a contributor of all the account's tables, and no table is named.",
    account: ACCOUNT,
    target: ACCOUNT_URL,
    access: "all",
    assignments: [systemHas("Storage Table Data Contributor")],
    verdicts: ["allowed", "allowed", "allowed", "allowed"],
    exitCode: 0,
    findings: [],
  }),
  storageScenario({
    name: "table-role-on-table-unnamed",
    title: "Table: the role is on one table, and the target names none",
    story: "The identity may read the table customers only. Asked about the whole account, nobody can tell.",
    account: ACCOUNT,
    target: ACCOUNT_URL,
    assignments: [systemHas("Storage Table Data Reader", { part: "customers" })],
    verdicts: ["inconclusive"],
    exitCode: 4,
    findings: ["name-the-part"],
  }),
  storageScenario({
    name: "table-missing",
    title: "Table: the table does not exist",
    story: "The identity may read the account's tables, but the table was never created.",
    account: ACCOUNT,
    target: `${ACCOUNT_URL}/suppliers`,
    assignments: [systemHas("Storage Table Data Reader")],
    verdicts: ["not-found"],
    exitCode: 4,
    findings: ["part-not-found"],
  }),
];
