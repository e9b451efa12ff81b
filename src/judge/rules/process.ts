import { finding, type Rule } from "../finding.ts";

/** Where others have identity variables that are missing here, this may be the wrong environment. */
export const otherVariables: Rule = ({ host: { elsewhere = [] }, winner, chains }) => {
  if (elsewhere.length === 0) return [];
  const processes = elsewhere.map(({ pid, command, uid, variables }) => ({
    ...{ pid, uid, variables },
    program: command,
  }));
  // Where this shell has nothing, it is the whole story.
  const isStory = winner.state === "unknown" && chains.every(({ state }) => state === "none");
  const evidence = ["/host/elsewhere"];
  return [finding("app-has-other-variables", { processes, isStory }, evidence, isStory ? "error" : "info")];
};

/** What was found here may not hold where the app is. */
export const otherNetwork: Rule = ({ host: { process } }) => {
  const { uid: own, asApp } = process;
  if (asApp?.ownNetwork !== true) return [];
  const app = { pid: asApp.pid, uid: asApp.uid, program: asApp.command };
  return [finding("other-network", { own, app }, ["/host/process/asApp"])];
};

/** The app's process, or the first that may be it, has another user than the attempts had. */
export const otherUser: Rule = ({ host: { process, elsewhere = [] } }) => {
  const { uid: own, asApp } = process;
  if (own === undefined) return [];
  if (asApp !== undefined) {
    const { pid, command, uid, switchedUser } = asApp;
    if (switchedUser || uid === own) return [];
    const app = { pid, uid, program: command };
    return [finding("other-user", { own, app }, ["/host/process/asApp"])];
  }
  const index = elsewhere.findIndex(({ uid }) => uid !== own);
  const other = elsewhere[index];
  if (other === undefined) return [];
  const app = { pid: other.pid, uid: other.uid, program: other.command };
  return [
    // That the process is the app is a guess until somebody says so.
    finding("other-user", { own, app }, [`/host/elsewhere/${index}`], "info"),
  ];
};
