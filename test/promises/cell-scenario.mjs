// Preloaded into the program by NODE_OPTIONS, which its children do not get: the lab knows one more scenario, the one in
// the file that the URL of this module names.

import { readFileSync } from "node:fs";
import { scenarios } from "../../dist/lab/scenarios/index.js";

scenarios.push(JSON.parse(readFileSync(new URL(import.meta.url).searchParams.get("scenario"), "utf8")));
