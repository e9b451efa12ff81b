import { rmSync } from "node:fs";
import path from "node:path";
import type { Certificates } from "./certificates.ts";
import type { RegisteredCertificate } from "./client-certificates.ts";
import type { Scenario } from "./scenario.ts";
import { listen, type LabServer, type NoteRequest } from "./servers/listen.ts";
import type { TokenSigner } from "./tokens.ts";

/** What the servers of a scenario are made of. */
export interface Parts {
  readonly scenario: Scenario;
  readonly certificates: Certificates;
  readonly registered: readonly RegisteredCertificate[];
  readonly signer: TokenSigner;
  readonly now: () => number;
  readonly note: NoteRequest;
}

/** Folder for the files of the host, in that of the lab. */
export function filesRootOf(folder: string): string {
  return path.join(folder, "root");
}

/** What is running already, and how to end it. */
export class Resources {
  readonly folder: string;
  /** Clock of the servers. */
  readonly now: () => number;
  /** The same, where it is told to others. */
  readonly #told: () => number;
  readonly #closers: (() => Promise<void> | void)[] = [];
  #closed: Promise<void> | undefined;

  constructor(folder: string, now: () => number, told = now) {
    this.folder = folder;
    this.now = now;
    this.#told = told;
    process.once("exit", this.#removeFolder);
  }

  readonly #removeFolder = (): void => {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  };

  add(closer: () => Promise<void> | void): void {
    this.#closers.push(closer);
  }

  async server(server: Parameters<typeof listen>[0]): Promise<LabServer> {
    const listening = await listen(server, this.#told);
    this.add(() => listening.close());
    return listening;
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    process.off("exit", this.#removeFolder);
    await Promise.allSettled(this.#closers.map(async (closer) => await closer()));
    this.#removeFolder();
  }
}
