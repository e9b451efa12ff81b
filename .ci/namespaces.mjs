/** Options of unshare(1): a network with nothing but loopback, and processes that all end with the first of them. */
export const NAMESPACES = [
  "--net",
  "--mount",
  "--propagation=private",
  "--pid",
  "--fork",
  "--kill-child",
  "--mount-proc",
];
