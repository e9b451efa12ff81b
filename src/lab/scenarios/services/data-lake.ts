import type { LabStorageAccount } from "../../lab-resource.ts";
import { serviceScenarios } from "../service-scenarios.ts";
import { storageScenario, systemHas } from "./storage-scenario.ts";

const DATA = { raw: { "2026/readings.csv": "lab-fake reading" } };
const ACCOUNT: LabStorageAccount = { name: "contosodata", endpoints: { "data-lake": DATA } };
const ACCOUNT_URL = "https://contosodata.dfs.core.windows.net";
const RAW_URL = `${ACCOUNT_URL}/raw`;

export const dataLakeScenarios = [
  ...serviceScenarios({
    title: "Data Lake",
    resource: { service: "data-lake", name: "contosodata", data: DATA },
    target: RAW_URL,
    role: "Storage Blob Data Reader",
    // Access control lists may still let it at single files.
    expect: { "denied-rbac": { exitCode: 4, verdict: "inconclusive", findings: ["answer-unclear"] } },
  }),
  storageScenario({
    name: "data-lake-access-all",
    title: "Data Lake: all levels are asked for, and the role allows them",
    story: "The identity is a contributor of the account's data; all levels are asked for.",
    account: ACCOUNT,
    target: RAW_URL,
    access: "all",
    assignments: [systemHas("Storage Blob Data Contributor", { part: "raw" })],
    verdicts: ["allowed", "allowed", "allowed", "allowed"],
    exitCode: 0,
    findings: [],
  }),
  storageScenario({
    name: "data-lake-reader-access-all",
    title: "Data Lake: a reader is asked for all levels",
    story: "The identity may read the account's data; the app also writes and deletes.",
    account: ACCOUNT,
    target: RAW_URL,
    access: "all",
    assignments: [systemHas("Storage Blob Data Reader")],
    verdicts: ["allowed", "allowed", "inconclusive", "inconclusive"],
    exitCode: 4,
    findings: ["answer-unclear"],
  }),
  storageScenario({
    name: "data-lake-role-on-file-system-unnamed",
    title: "Data Lake: the role is on one file system, and the target names none",
    story: "The identity may read the file system raw only. Asked about the whole account, nobody can tell.",
    account: ACCOUNT,
    target: ACCOUNT_URL,
    assignments: [systemHas("Storage Blob Data Reader", { part: "raw" })],
    verdicts: ["inconclusive"],
    exitCode: 4,
    findings: ["name-the-part"],
  }),
  storageScenario({
    name: "data-lake-missing",
    title: "Data Lake: the file system does not exist",
    story: "The identity may read the account's data, but the file system was never created.",
    account: ACCOUNT,
    target: `${ACCOUNT_URL}/curated`,
    assignments: [systemHas("Storage Blob Data Reader")],
    verdicts: ["not-found"],
    exitCode: 4,
    findings: ["part-not-found"],
  }),
];
