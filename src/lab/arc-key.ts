import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { LabEndpoint } from "./scenario.ts";
import { ARC_KEY_FILE } from "./servers/platforms/azure-arc.ts";

/** Writes the key file of an Arc agent below `folder/root` and gives the endpoint its content as its secret. */
export async function withArcKey(endpoint: LabEndpoint, folder: string): Promise<LabEndpoint> {
  const secret = `lab-fake-${randomBytes(24).toString("base64url")}`;
  const file = path.join(folder, "root", endpoint.keyFile ?? ARC_KEY_FILE);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, secret);
  return { ...endpoint, secret };
}
