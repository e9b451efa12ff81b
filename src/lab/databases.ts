import type { Socket } from "node:net";
import type { Certificates } from "./certificates.ts";
import type { Scenario } from "./scenario.ts";
import { faultOf } from "./faults.ts";
import type { LabDatabase } from "./lab-database.ts";
import { spoilStream } from "./play-fault.ts";
import { notePlay } from "./plays.ts";
import { databaseServer } from "./servers/database.ts";
import type { TokenSigner } from "./tokens.ts";
import type { LabServer, NoteRequest } from "./servers/listen.ts";

interface Started {
  readonly scenario: Scenario;
  readonly certificates: Certificates;
  readonly note: NoteRequest;
  readonly signer: TokenSigner;
  readonly now: () => number;
}

/** Starts the databases of a scenario that listen, and gives the port on 127.0.0.1 of each by its host. */
export async function startDatabases(
  { scenario, certificates, note, signer, now }: Started,
  start: (server: ReturnType<typeof databaseServer>) => Promise<LabServer>,
): Promise<Readonly<Record<string, number>>> {
  const listening = scenario.databases.filter(({ network }) => network === undefined);
  const accounts = { verify: signer.verify.bind(signer), now };
  const started = listening.map(async (database): Promise<[string, number]> => {
    const { certificate, ...hooks } = faultyParts(scenario, database, certificates);
    const { port } = await start(databaseServer(database, certificate, { note, accounts, ...hooks }));
    return [database.host, port];
  });
  return Object.fromEntries(await Promise.all(started));
}

/** What is wrong with a database: its TLS begins within its own protocol, and no other server could stand in front of it. */
function faultyParts({ fault }: Scenario, { host, port, protocol }: LabDatabase, certificates: Certificates) {
  const { server: certificate, faulty = certificate } = certificates;
  const found = fault?.at === `${host}:${port}` ? faultOf(fault) : undefined;
  if (fault === undefined || found === undefined) return { certificate };
  if (found.kind === "tls") return { certificate: faulty, onTls: () => notePlay(fault.notes) };
  if (found.kind !== "stream" || protocol === "redis") return { certificate };
  const spoil = (socket: Socket, raw: Socket) => spoilStream({ socket, raw }, protocol, found, fault);
  return fault.only?.beforeTls === true
    ? { certificate, onConnection: spoil }
    : { certificate, onTls: spoil };
}
