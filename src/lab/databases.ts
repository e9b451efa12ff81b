import type { Certificates } from "./certificates.ts";
import type { Scenario } from "./scenario.ts";
import { faultOf } from "./faults.ts";
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
    const { fault } = scenario;
    const isFaulty = fault?.at === `${database.host}:${database.port}` && faultOf(fault).kind === "tls";
    // Its TLS begins within its own protocol: no other server could show another certificate.
    const certificate = (isFaulty ? certificates.faulty : undefined) ?? certificates.server;
    const onTls = isFaulty ? () => notePlay(fault.notes) : undefined;
    const { port } = await start(databaseServer(database, certificate, { note, accounts, onTls }));
    return [database.host, port];
  });
  return Object.fromEntries(await Promise.all(started));
}
