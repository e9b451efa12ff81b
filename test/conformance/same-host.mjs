// Which scenarios are the same host for an SDK that asks for a token: they differ only in what is asked of targets. Pure.

/** What a chain has no eyes for; whatever else a scenario has keeps it apart. */
const OF_TARGETS = ["targets", "storage", "resources", "databases", "assignments", "denials"];
const WORDS = ["name", "title", "story", "expect"];

/** Options of the run, with a value each, that say nothing about the app's credential. */
const OPTIONS = [
  ...["--access", "--resource", "--service", "--scope", "--sdk"],
  ...["--message", "--expect-client-id", "--expect-object-id"],
];

/** The scenarios to live through: of those that are the same host, the first; `same` holds the others by its name. */
export function distinctHosts(scenarios) {
  const groups = new Map();
  for (const scenario of scenarios) {
    const host = hostOf(scenario);
    groups.set(host, [...(groups.get(host) ?? []), scenario]);
  }
  return [...groups.values()].map(([scenario, ...same]) => ({
    scenario,
    same: same.map(({ name }) => name),
  }));
}

function hostOf({ args, names, ...scenario }) {
  const hosts = scenario.targets.map((url) => new URL(url).hostname);
  const rest = Object.entries(scenario).filter(([key]) => !OF_TARGETS.includes(key) && !WORDS.includes(key));
  return JSON.stringify({
    ...Object.fromEntries(rest),
    args: args.filter((word, index) => !OPTIONS.includes(word) && !OPTIONS.includes(args[index - 1])),
    names: Object.entries(names).filter(([name]) => !hosts.includes(name)),
  });
}
