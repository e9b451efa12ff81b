import { finding, type Rule } from "../finding.ts";

/** Where others have identity variables that are missing here, this may be the wrong environment. */
export const otherVariables: Rule = ({ host: { elsewhere = [] }, winner }) =>
  elsewhere.length === 0
    ? []
    : [
        finding(
          "app-has-other-variables",
          {
            processes: elsewhere.map(({ pid, command, uid, variables }) => ({
              ...{ pid, uid, variables },
              program: command,
            })),
            nothingWins: winner.state === "none",
          },
          ["/host/elsewhere"],
        ),
      ];

/** The app's process, or the first that may be it, has another user than the attempts had. */
export const otherUser: Rule = ({ host: { process, elsewhere = [] } }) => {
  const { uid: own, asApp } = process;
  if (own === undefined) return [];
  if (asApp !== undefined) {
    const { pid, command, uid, switchedUser } = asApp;
    if (switchedUser || uid === own) return [];
    const app = { pid, uid, program: command };
    return [finding("other-user", { own, app, isTaken: true }, ["/host/process/asApp"])];
  }
  const index = elsewhere.findIndex(({ uid }) => uid !== own);
  const other = elsewhere[index];
  if (other === undefined) return [];
  const app = { pid: other.pid, uid: other.uid, program: other.command };
  return [finding("other-user", { own, app, isTaken: false }, [`/host/elsewhere/${index}`])];
};
