import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** Where the agent of Azure Arc keeps its keys on Linux (msal-node 5.6.0, AzureArc.ts). */
const FOLDER = "/var/opt/azcmagent/tokens/";

/**
 * Whoever answers as the agent names a file of this folder, and the SDK sends him its content. It judges the name alone and
 * follows links: one there leads to any file that this user may read, who may be root where the app is not. On Windows only
 * an administrator makes links.
 */
export function refuseLinkedKeys(): void {
  const { readFileSync } = fs;
  const reading = (file: fs.PathOrFileDescriptor, options?: Parameters<typeof readFileSync>[1]) => {
    if (typeof file !== "string" || !file.startsWith(FOLDER)) return readFileSync(file, options);
    const opened = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW);
    try {
      return readFileSync(opened, options);
    } finally {
      fs.closeSync(opened);
    }
  };
  Reflect.set(fs, "readFileSync", reading);
  // The SDK's named imports are copies.
  syncBuiltinESMExports();
}
