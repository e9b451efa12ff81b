const FACTOR = 4;
const TRIES = 3;

/** How much longer work takes for an input four times as large, the best of some tries each: 4 when linear, 16 when quadratic. */
export function growth(run: (size: number) => void, size: number): number {
  run(size);
  return (
    best(() => run(FACTOR * size)) /
    Math.max(
      0.1,
      best(() => run(size)),
    )
  );
}

/** Between linear and quadratic, with room for a busy machine. */
export const LINEAR = 10;

function best(run: () => void): number {
  const times = Array.from({ length: TRIES }, () => {
    const startedAt = performance.now();
    run();
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}
