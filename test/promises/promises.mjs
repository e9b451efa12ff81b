// The promises that are counted, a row each:
//
//   name      what its tests give to countPromise
//   title     the promise, as the page says it
//   file      the test that keeps it, below test/
//   tried     the count of what was tried
//   broken    the count of how often it was broken, which has to be 0

export const promises = [
  {
    name: "faults",
    title: "Whatever an endpoint does, the run ends in time with a valid report",
    file: "promises/faults.test.ts",
    tried: "cells",
    broken: "failed",
  },
  {
    name: "exfiltration",
    title: "A token or a secret goes to no host that it does not belong to, whoever asks for it",
    file: "promises/exfiltration.test.ts",
    tried: "hosts",
    broken: "tokens sent",
  },
];
