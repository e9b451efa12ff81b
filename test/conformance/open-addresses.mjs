import { execFileSync } from "node:child_process";
import net from "node:net";

/** Every address of the simulated network on this namespace's loopback, and at its ports the lab's servers. */
export async function openAddresses(map) {
  const routes = Object.entries(map.routes).map(([where, port]) => {
    const [, address, service] = /^(.*):(\d+)$/.exec(where);
    return { address, service: Number(service), port };
  });
  for (const address of new Set(routes.map((route) => route.address))) {
    if (!address.startsWith("127.")) execFileSync("ip", ["addr", "replace", `${address}/32`, "dev", "lo"]);
  }
  return await Promise.all(routes.map(forward));
}

function forward({ address, service, port }) {
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    const upstream = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    client.on("error", () => upstream.destroy()).pipe(upstream);
    upstream.on("error", () => client.destroy()).pipe(client);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(service, address, () => resolve(server));
  });
}
