// What the compiler leaves undone in dist/: the published schema, the executable bit, and files whose source is gone.

import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("..", import.meta.url);
const file = (path) => fileURLToPath(new URL(path, root));

for (const path of readdirSync(file("dist"), { recursive: true, encoding: "utf8" })) {
  const module = /^(.*?)(\.d\.ts|\.js|\.js\.map)$/.exec(path)?.[1];
  if (module !== undefined && !existsSync(file(`src/${module}.ts`))) rmSync(file(`dist/${path}`));
}

const main = file("dist/cli/main.js");
if (!readFileSync(main, "utf8").startsWith("#!/usr/bin/env node\n")) {
  throw new Error("src/cli/main.ts must begin with the line: #!/usr/bin/env node");
}
chmodSync(main, 0o755);

const { reportJsonSchema } = await import(new URL("dist/model/json-schema.js", root));
writeFileSync(file("dist/schema.json"), `${JSON.stringify(reportJsonSchema(), undefined, 2)}\n`);
