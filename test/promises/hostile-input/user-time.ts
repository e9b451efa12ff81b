/** So many times as much text takes as many times as long where work is linear, and the square of that where it is quadratic. */
const TIMES = 8;

/**
 * What is linear may take three times as long as so many times the smaller text: from some size on memory is collected, and the
 * processor's caches do not hold the text. Quadratic work takes eight times as long as that.
 */
const MOST = 3 * TIMES;

/** A shorter time is that of the collector and the compiler and says nothing of the text: it counts as this long. */
const LEAST_MS = 15;

const TRIES = 3;

type Work<Result> = () => Promise<Result>;

interface Timed<Result> {
  readonly ms: number;
  readonly result: Result;
}

interface Grown<Result> {
  /** What the work on the largest size gave; on a smaller one where that was too slow already. */
  readonly result: Result;
  /** What took too long for work that is linear in the size. */
  readonly fault?: string;
}

/**
 * Whether the time of a work is linear in the size of its text, told by three sizes up to the largest. The time is that of
 * the processor for this process: how much else the machine has to do does not change it.
 */
export async function grown<Result>(
  prepare: (size: number) => Work<Result> | Promise<Work<Result>>,
  largest: number,
): Promise<Grown<Result>> {
  const small = largest / TIMES ** 2;
  let before = await leastOf(await prepare(small), LEAST_MS);
  for (const size of [small * TIMES, largest]) {
    const most = MOST * Math.max(LEAST_MS, before.ms);
    const now = await leastOf(await prepare(size), size === largest ? most : LEAST_MS);
    if (now.ms > most) return { result: now.result, fault: toldOf(size, before.ms, now.ms) };
    before = now;
  }
  return { result: before.result };
}

function toldOf(size: number, before: number, now: number): string {
  const rounded = [before, now].map((ms) => Math.round(ms));
  return `${size / TIMES} characters take ${rounded[0]} ms of the processor, and ${size} take ${rounded[1]}`;
}

/** The least of several tries is nearest to the work's own; one that is short enough ends them. */
async function leastOf<Result>(work: Work<Result>, enough: number): Promise<Timed<Result>> {
  let least = await timed(work);
  for (let tries = 1; tries < TRIES && least.ms > enough; tries += 1) {
    const again = await timed(work);
    if (again.ms < least.ms) least = again;
  }
  return least;
}

async function timed<Result>(work: Work<Result>): Promise<Timed<Result>> {
  const start = process.cpuUsage();
  const result = await work();
  return { ms: process.cpuUsage(start).user / 1000, result };
}
