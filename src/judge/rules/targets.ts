import { finding, type Rule } from "../finding.ts";

/** What stood behind a target and was not looked at. */
export const cutTargets: Rule = (report) => {
  const { cut } = report.invocation;
  return cut.length === 0
    ? []
    : [finding("target-query-cut", { targets: cut.map(({ target }) => target) }, ["/invocation/cut"])];
};

/** Settings that name a place which cannot be asked: what is said of the others is not said of them. */
export const undiscovered: Rule = ({ invocation }) =>
  (invocation.undiscovered ?? []).map((one, index) =>
    finding("connection-not-probed", one, [`/invocation/undiscovered/${index}`]),
  );
