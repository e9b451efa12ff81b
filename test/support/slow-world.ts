import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SocketMap } from "../../src/lab/name-table.ts";
import { listen, type LabServer } from "../../src/lab/servers/listen.ts";
import type { RunningLab } from "../../src/lab/start.ts";
import type { World } from "../../src/world/world.ts";
import { worldWith } from "./world-with.ts";

export interface SlowNetwork {
  world(lab: RunningLab): Promise<World>;
  close(): Promise<void>;
}

/** In front of every server of a lab something that keeps each connection's first bytes back, for as long as `delayMs` says. */
export async function slowNetwork(delayMs: () => number): Promise<SlowNetwork> {
  const folder = await mkdtemp(join(tmpdir(), "credprobe-slow-"));
  const servers: LabServer[] = [];
  const inFront = async (port: number): Promise<number> => {
    const server = createServer((client) => {
      const behind = connect(port, "127.0.0.1");
      for (const [one, other] of [
        [client, behind],
        [behind, client],
      ] as const) {
        one.on("error", () => other.destroy());
        one.once("close", () => other.destroy());
      }
      setTimeout(() => client.pipe(behind), delayMs());
      behind.pipe(client);
    });
    const listening = await listen(server);
    servers.push(listening);
    return listening.port;
  };
  return {
    async world(lab) {
      const ports = [...new Set(Object.values(lab.map.routes))];
      const slow = new Map(
        await Promise.all(ports.map(async (port) => [port, await inFront(port)] as const)),
      );
      const routes = Object.entries(lab.map.routes).map(([at, port]) => [at, slow.get(port) ?? port]);
      return await worldWith(
        lab,
        { ...lab.map, routes: Object.fromEntries(routes) as SocketMap["routes"] },
        folder,
      );
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
