/** Far above what any disk takes. A file of a network mount whose server is gone answers never. */
const LIMIT_MS = 5000;
/** Such a file holds one of Node's four threads for files: after the first there is little hope for others. */
const LATER_LIMIT_MS = 200;

let isLate = false;

/** What an operation on a file gives, or `late` when the system does not end it (within `limitMs`, if given). */
export async function inTime<Result>(
  operation: Promise<Result>,
  late: Result,
  limitMs?: number,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Result>((resolve) => {
    timer = setTimeout(
      () => {
        isLate = true;
        resolve(late);
      },
      limitMs ?? (isLate ? LATER_LIMIT_MS : LIMIT_MS),
    );
  });
  try {
    return await Promise.race([operation, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an operation on a file was given up: this process cannot end by itself then, for no exit waits it out. */
export function isStuck(): boolean {
  return isLate;
}
