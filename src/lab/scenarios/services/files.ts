import type { LabStorageAccount } from "../../lab-resource.ts";
import { serviceScenarios } from "../service-scenarios.ts";
import { storageScenario, systemHas } from "./storage-scenario.ts";

const DATA = { scans: { "2026/scan-0001.txt": "lab-fake scan" } };
const ACCOUNT: LabStorageAccount = { name: "contosodata", endpoints: { files: DATA } };
const ACCOUNT_URL = "https://contosodata.file.core.windows.net";
const SCANS_URL = `${ACCOUNT_URL}/scans`;

export const filesScenarios = [
  ...serviceScenarios({
    title: "Files",
    resource: { service: "files", name: "contosodata", data: DATA },
    target: SCANS_URL,
    role: "Storage File Data Privileged Reader",
  }),
  storageScenario({
    name: "files-access-all",
    title: "Files: all levels are asked for, and the role allows them",
    story: "The identity is a privileged contributor of the account's shares; all levels are asked for.",
    account: ACCOUNT,
    target: SCANS_URL,
    access: "all",
    assignments: [systemHas("Storage File Data Privileged Contributor")],
    verdicts: ["allowed", "allowed", "allowed", "allowed"],
    exitCode: 0,
    findings: [],
  }),
  storageScenario({
    name: "files-smb-role",
    title: "Files: the role is one for SMB",
    story:
      "The identity is a contributor of SMB shares, which does not count for the REST interface that SDKs use.",
    account: ACCOUNT,
    target: SCANS_URL,
    access: "all",
    assignments: [systemHas("Storage File Data SMB Share Contributor")],
    verdicts: ["denied-rbac", "denied-rbac", "denied-rbac", "denied-rbac"],
    exitCode: 3,
    findings: ["role-missing"],
  }),
  storageScenario({
    name: "files-role-on-share-unnamed",
    title: "Files: the role is on one share, and the target names none",
    story: "The identity may read the share scans only. Asked about the whole account, nobody can tell.",
    account: ACCOUNT,
    target: ACCOUNT_URL,
    assignments: [systemHas("Storage File Data Privileged Reader", { part: "scans" })],
    verdicts: ["inconclusive"],
    exitCode: 4,
    findings: ["name-the-part"],
  }),
  storageScenario({
    name: "files-missing",
    title: "Files: the share does not exist",
    story: "The identity may read the account's shares, but the share was never created.",
    account: ACCOUNT,
    target: `${ACCOUNT_URL}/drafts`,
    assignments: [systemHas("Storage File Data Privileged Reader")],
    verdicts: ["not-found"],
    exitCode: 4,
    findings: ["part-not-found"],
  }),
];
