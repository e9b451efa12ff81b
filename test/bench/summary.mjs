// What the times of a comparison say, in ratios: times are this machine's, ratios are the program's.

/** `ratio` is that of the medians; `spread` the middle half of the ratios of neighbouring runs. */
export function summary({ bound }, times) {
  const ratio = median(times.map(({ ours }) => ours)) / median(times.map(({ reference }) => reference));
  const pairs = times.map(({ ours, reference }) => ours / reference);
  return {
    pairs: times.length,
    ratio,
    spread: [quantile(pairs, 0.25), quantile(pairs, 0.75)],
    ...(bound === undefined ? {} : { isKept: ratio <= bound }),
  };
}

export function median(values) {
  return quantile(values, 0.5);
}

/** Between two values, as far as the share lies between them. */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}
