import type { LabState } from "./lab-service.ts";

/** What was done to the data of a scenario's resources. */
export interface Acts {
  /** Requests, links and messages that were let through to the data. */
  readonly judged: number;
  /** Those that changed anything, even where the next one undid it. */
  readonly changes: readonly string[];
}

/** Looks at the data before and after everything that is done with it. */
export class ActRecord {
  #judged = 0;
  readonly #changes: string[] = [];
  /** What was read last of data that another process holds; only what comes through here changes it. */
  readonly #read = new Map<object, string>();
  #turn: Promise<unknown> = Promise.resolve();

  /** An act on what the lab holds itself. */
  judge<Result>(what: string, state: LabState, act: () => Result): Result {
    const before = JSON.stringify(state);
    const result = act();
    this.#note(what, before !== JSON.stringify(state));
    return result;
  }

  /** An act on data that have to be read: one after the other, so that a change is not another's. False: nothing was done. */
  judgeInTurn(
    what: string,
    holder: object,
    read: () => Promise<unknown>,
    act: () => Promise<boolean>,
  ): Promise<boolean> {
    const turn = this.#turn.then(async () => {
      const before = this.#read.get(holder) ?? JSON.stringify(await read());
      const isDone = await act();
      if (!isDone) return false;
      const after = JSON.stringify(await read());
      this.#read.set(holder, after);
      this.#note(what, before !== after);
      return true;
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** All that was done, when nothing is being done any more. */
  async all(): Promise<Acts> {
    await this.#turn;
    return { judged: this.#judged, changes: [...this.#changes] };
  }

  #note(what: string, isChanged: boolean): void {
    this.#judged += 1;
    if (isChanged) this.#changes.push(what);
  }
}
