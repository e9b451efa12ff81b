import { defineFinding } from "../finding-definition.ts";
import { SAME_TARGETS } from "../fixes.ts";

/** Another process of the machine, told without its arguments and without values. */
export interface OtherProcess {
  readonly pid: number;
  readonly program: string;
  readonly uid: number;
}

/** What is to be expected of a shell that is not the app's. */
const NOTHING_HERE = [
  ...["no-identity-attached", "no-system-identity", "identity-not-enabled", "several-identities"],
  ...["metadata-silent", "metadata-refused", "metadata-stranger", "no-tool-login", "no-tool-installed"],
];

export const processFindings = {
  "app-has-other-variables": defineFinding<{
    processes: readonly (OtherProcess & { readonly variables: readonly string[] })[];
    /** Without them nothing gives a token here. */
    isStory: boolean;
  }>({
    level: "info",
    title: "Another process has variables that this shell lacks",
    cause: ({ processes, isStory }) => {
      const told = processes.map(
        ({ pid, program, variables }) => `Process ${pid} (${program}) has ${variables.join(", ")}.`,
      );
      return `${told.join(" ")} This shell does not: if that is the app, ${isStory ? "what was found here says nothing of it" : "its identity may be another one than was looked for here"}.`;
    },
    moots: ({ isStory }) => (isStory ? NOTHING_HERE : []),
    fixes: ({ processes }) => [
      {
        what: "Run again with the environment of the app:",
        commands: processes.map(({ pid }) => `credprobe --env-from pid:${pid} ${SAME_TARGETS}`),
      },
    ],
  }),
  "other-network": defineFinding<{ own: number | undefined; app: OtherProcess }>({
    level: "warning",
    title: "The app has a network of its own",
    cause: ({ app: { pid, program } }) =>
      `Process ${pid} (${program}) has a network of its own, as in a container: from here its loopback addresses lead to other servers, and the metadata service answers for this machine. Its managed identity was not asked. Entra and the targets were reached from this machine, whose name servers, proxies and firewalls may be others.`,
    fixes: ({ own, app: { pid } }) => [
      {
        what: "Run credprobe inside the container, or in one that shares its network (docker exec, kubectl exec, kubectl debug).",
        commands: [],
      },
      {
        what: "Or join its network from here; names are looked up with this machine's /etc/resolv.conf all the same:",
        commands: [
          `${own === 0 ? "" : "sudo "}nsenter --target ${pid} --net credprobe --env-from pid:${pid} ${SAME_TARGETS}`,
        ],
      },
    ],
  }),
  "other-user": defineFinding<{ own: number; app: OtherProcess }>({
    level: "warning",
    title: "This run is not the app's user",
    cause: ({ own, app: { pid, program, uid } }) =>
      `Process ${pid} (${program}) runs as uid ${uid}, this run as uid ${own}: files that one of them may read (certificates, token files, the keys of Azure Arc), the other may not.`,
    fixes: ({ own, app: { pid } }) => [
      {
        what: "Run it as root with the environment of that process: it then takes on its user, too:",
        commands: [`${own === 0 ? "" : "sudo "}credprobe --env-from pid:${pid} ${SAME_TARGETS}`],
      },
    ],
  }),
} as const;
