import { fileURLToPath } from "node:url";
import { createViteServer } from "vitest/node";

// The tables are TypeScript, which Node 20 does not read: the tests' own loader does. No port is opened.
const server = await createViteServer({
  configFile: false,
  root: fileURLToPath(new URL("../..", import.meta.url)),
  logLevel: "error",
  appType: "custom",
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { describeCoverage } = await server.ssrLoadModule("/test/coverage/coverage.ts");
  process.stdout.write(describeCoverage());
} finally {
  await server.close();
}
