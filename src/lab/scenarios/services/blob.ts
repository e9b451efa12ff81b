import { INVOICES_URL, STORAGE } from "../../contoso.ts";
import { serviceScenarios } from "../service-scenarios.ts";
import { storageScenario, systemHas } from "./storage-scenario.ts";

const BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
const BELOW_2026 = `((!(ActionMatches{'${BLOBS}/read'})) OR (@Resource[${BLOBS}:path] StringStartsWith '2026/'))`;
const INVOICES = STORAGE.endpoints.blob ?? {};

export const blobScenarios = [
  ...serviceScenarios({
    title: "Blob",
    resource: { service: "blob", name: "contosodata", data: INVOICES },
    target: INVOICES_URL,
    role: "Storage Blob Data Reader",
  }),
  storageScenario({
    name: "blob-access-all",
    title: "Blob: all levels are asked for, and the role allows them",
    story:
      "The identity is a contributor of the account's data; listing, reading, writing and deleting are asked for.",
    account: STORAGE,
    target: INVOICES_URL,
    access: "all",
    assignments: [systemHas("Storage Blob Data Contributor")],
    verdicts: ["allowed", "allowed", "allowed", "allowed"],
    exitCode: 0,
    findings: [],
  }),
  storageScenario({
    name: "blob-reader-access-all",
    title: "Blob: a reader is asked for all levels",
    story: "The identity may read the account's data; the app also writes and deletes.",
    account: STORAGE,
    target: INVOICES_URL,
    access: "all",
    assignments: [systemHas("Storage Blob Data Reader")],
    verdicts: ["allowed", "allowed", "denied-rbac", "denied-rbac"],
    exitCode: 3,
    findings: ["role-missing"],
  }),
  storageScenario({
    name: "blob-owner-only",
    title: "Blob: the identity owns the account and may not read its data",
    story: "Owner manages the account: it may list the containers, and holds no role for what is in them.",
    account: STORAGE,
    target: INVOICES_URL,
    assignments: [systemHas("Owner")],
    verdicts: ["denied-rbac"],
    exitCode: 3,
    findings: ["role-missing"],
  }),
  storageScenario({
    name: "blob-role-on-other-container",
    title: "Blob: the role is on another container than the one asked for",
    story: "The identity may read the container invoices only; the app asks for reports.",
    account: { ...STORAGE, endpoints: { blob: { ...INVOICES, reports: {} } } },
    target: "https://contosodata.blob.core.windows.net/reports",
    assignments: [systemHas("Storage Blob Data Reader", { part: "invoices" })],
    verdicts: ["denied-rbac"],
    exitCode: 3,
    findings: ["role-missing"],
  }),
  storageScenario({
    name: "blob-condition",
    title: "Blob: the role counts under a condition, which a random name fails",
    story:
      "The identity may read blobs below 2026/ only, by a condition on its assignment. The name that credprobe asks for is not there, so Azure refuses it as if there were no role.",
    account: STORAGE,
    target: INVOICES_URL,
    assignments: [
      systemHas("Storage Blob Data Reader", {
        condition: BELOW_2026,
      }),
    ],
    verdicts: ["denied-rbac"],
    exitCode: 3,
    findings: ["role-missing"],
  }),
  storageScenario({
    name: "blob-condition-blob-named",
    title: "Blob: the role has a condition, which the named blob fulfils",
    story:
      "As blob-condition, and the target names a blob that the app uses: its metadata is asked for, and given.",
    account: STORAGE,
    target: `${INVOICES_URL}/2026/invoice-0001.pdf`,
    assignments: [systemHas("Storage Blob Data Reader", { condition: BELOW_2026 })],
    verdicts: ["allowed"],
    exitCode: 0,
    findings: [],
  }),
  storageScenario({
    name: "blob-condition-other-blob-named",
    title: "Blob: the role has a condition, which the named blob fails",
    story: "As blob-condition, and the target names a blob that is not below 2026/.",
    account: {
      ...STORAGE,
      endpoints: { blob: { invoices: { ...INVOICES["invoices"], "2025/a.pdf": "lab-fake" } } },
    },
    target: `${INVOICES_URL}/2025/a.pdf`,
    assignments: [systemHas("Storage Blob Data Reader", { condition: BELOW_2026 })],
    verdicts: ["denied-rbac"],
    exitCode: 3,
    findings: ["role-missing"],
  }),
  storageScenario({
    name: "blob-named-access-all",
    title: "Blob: all levels are asked for beside a named blob",
    story:
      "The identity is a contributor. Only reading asks for the blob itself; nothing is written to it or deleted.",
    account: STORAGE,
    target: `${INVOICES_URL}/2026/invoice-0001.pdf`,
    access: "all",
    assignments: [systemHas("Storage Blob Data Contributor")],
    verdicts: ["allowed", "allowed", "allowed", "allowed"],
    exitCode: 0,
    findings: [],
  }),
];
