// The promises that are counted, a row each:
//
//   name      what its tests give to countPromise
//   title     the promise, as the page says it
//   files     the tests that keep it, below test/
//   tried     the count of what was tried
//   broken    the count of how often it was broken, which has to be 0

export const promises = [
  {
    name: "faults",
    title:
      "Whatever an endpoint does, the run ends in time with a valid report; whatever the disk does, it is reported",
    files: ["promises/faults.test.ts"],
    tried: "cells",
    broken: "failed",
  },
  {
    name: "exfiltration",
    title: "A token or a secret goes to no host that it does not belong to, whoever asks for it",
    files: [
      "promises/exfiltration-names.test.ts",
      "promises/exfiltration-wire.test.ts",
      "promises/exfiltration-sdk.test.ts",
      "promises/exfiltration-runs.test.ts",
      "promises/exfiltration-files.test.ts",
    ],
    tried: "answers",
    broken: "sent astray",
  },
  {
    name: "input",
    title: "No input breaks it: it is read, or refused in one line, and nothing unseen comes out",
    files: ["promises/hostile-input"],
    tried: "inputs",
    broken: "broken",
  },
  {
    name: "mutation",
    title: "No probe changes anything, whatever its identity may do",
    files: ["promises/no-mutation.test.ts", "lab/no-mutation.test.ts"],
    tried: "requests judged",
    broken: "state changes",
  },
  {
    name: "healthy",
    title: "Where all is well it says so, and harmless noise changes nothing",
    files: ["promises/no-false-alarm.test.ts"],
    tried: "variants",
    broken: "false alarms",
  },
  {
    name: "determinism",
    title: "The same evidence, in any order that means nothing, gives the same findings in the same order",
    files: ["promises/determinism.test.ts"],
    tried: "judgements",
    broken: "differences",
  },
  {
    name: "order",
    title:
      "The same host, whose servers take a different time to answer in each run, gives the same findings in the same order",
    files: ["promises/determinism.test.ts"],
    tried: "runs played",
    broken: "differences",
  },
  {
    name: "soak",
    title: "Waiting for long takes no more memory, and leaves nothing open",
    files: ["promises/soak.test.ts"],
    tried: "simulated hours",
    broken: "growth",
  },
  {
    name: "signals",
    title: "A signal at any moment leaves no process behind, and a valid report where it can be caught",
    files: ["promises/signals.test.ts"],
    tried: "signals",
    broken: "failed",
  },
  {
    name: "leaks",
    title:
      "No secret is in the arguments of a process that is started, or in the environment of our own, whatever an endpoint does",
    files: ["promises/faults.test.ts"],
    tried: "looks",
    broken: "leaks",
  },
  {
    name: "canary",
    title: "No secret is in any output of any command, in any encoding",
    files: ["canary"],
    tried: "searches",
    broken: "leaks",
  },
  {
    name: "alone",
    title:
      "The program itself connects to nothing and looks no name up, and there is no telemetry: its children do it",
    files: ["promises/main-process.test.ts"],
    tried: "runs",
    broken: "connections of its own",
  },
  {
    name: "offline",
    title: "Every report can be read again offline, and the same findings and exit code come out",
    files: ["promises/main-process.test.ts"],
    tried: "reports",
    broken: "differences",
  },
  {
    name: "words",
    title:
      "No, could not tell and not tried are different words in every format that people read, and in the exit code",
    files: ["promises/main-process.test.ts"],
    tried: "rows",
    broken: "told otherwise",
  },
];
