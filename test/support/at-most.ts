/** Does work as it comes, only so much of it at a time; the rest waits its turn. */
export function atMost(many: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let free = many;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
