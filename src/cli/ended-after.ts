/**
 * A signal that is aborted when `signal` is, or after `limitMs`; `release` it when nobody waits any more. Not
 * `AbortSignal.any` with `AbortSignal.timeout`: Node 20 may collect the latter while it is still waited for.
 */
export function endedAfter(
  signal: AbortSignal,
  limitMs: number,
): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const pass = () => controller.abort(signal.reason);
  if (signal.aborted) pass();
  signal.addEventListener("abort", pass);
  const timer = setTimeout(() => controller.abort(new Error("the time is over")), limitMs);
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      signal.removeEventListener("abort", pass);
    },
  };
}
