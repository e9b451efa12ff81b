import { createRequire } from "node:module";
import type { Evidence } from "../model/report.ts";

type Manifest = { readonly version: string };

const require = createRequire(import.meta.url);
const own = require("../../package.json") as Manifest;

export const TOOL_VERSION = own.version;

/** Versions of the SDK packages that the links' children load. */
export function sdkVersions(): Evidence["tool"]["sdk"] {
  // Other packages may bring an msal-node of their own: the one that counts is identity's.
  const fromIdentity = createRequire(require.resolve("@azure/identity"));
  return {
    identity: (require("@azure/identity/package.json") as Manifest).version,
    msal: (fromIdentity("@azure/msal-node/package.json") as Manifest).version,
    logger: (require("@azure/logger/package.json") as Manifest).version,
  };
}
