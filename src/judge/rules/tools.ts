import { hostKind } from "../../catalogue/hosts/index.ts";
import { linkDefinition } from "../../catalogue/links/index.ts";
import type { Link } from "../../model/report.ts";
import { isReached, linkPointer, someoneWinsEverywhere } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";
import type { Judged } from "../judged.ts";

/** Developer tools that are installed and give no token, where an app has nothing else. */
export const toolLogins: Rule = (report) => {
  if (someoneWinsEverywhere(report) || hostKind(report.host.kind).isHosted) return [];
  const tools = report.links.flatMap((link) => {
    const { tool } = linkDefinition(link.id);
    return tool === undefined || !isReached(report, link.id) ? [] : [{ tool, link }];
  });
  if (tools.some(({ link }) => link.outcome === "succeeded")) return [];
  const hanging = tools.filter(({ link }) => link.outcome === "timed-out");
  if (hanging.length > 0) {
    return hanging.map(({ tool, link }) =>
      finding("tool-hangs", { tool, seconds: report.invocation.options.timeoutSeconds }, [
        linkPointer(report, link.id),
      ]),
    );
  }
  const expired = tools.filter(({ link }) => link.outcome === "failed");
  if (expired.length > 0) {
    return expired.map(({ tool, link }) =>
      finding("tool-login-expired", { tool, reason: link.reason }, [linkPointer(report, link.id)]),
    );
  }
  const missing = tools.filter(({ link }) => link.outcome === "not-configured");
  if (report.host.kind === "developer-machine" && tools.length > 0 && missing.length === tools.length) {
    return isRefusedElsewhere(report) || isConfigured(report)
      ? []
      : [
          finding(
            "no-tool-installed",
            { tools: missing.map(({ tool, link }) => ({ tool, reason: link.reason })) },
            missing.map(({ link }) => linkPointer(report, link.id)),
          ),
        ];
  }
  const idle = tools.filter(({ link }) => link.outcome === "unavailable");
  return idle.length === 0 || isRefusedElsewhere(report)
    ? []
    : [
        finding(
          "no-tool-login",
          { tools: idle.map(({ tool, link }) => ({ tool, reason: link.reason })) },
          idle.map(({ link }) => linkPointer(report, link.id)),
        ),
      ];
};

/** The app has credentials of its own, and Entra refused them: that is the story. */
function isRefusedElsewhere(report: Judged): boolean {
  return report.links.some((link) => isFailure(link) && isReached(report, link.id));
}

/** Variables name a service principal, or a token of a cluster: what is wrong with them is the story. */
function isConfigured(report: Judged): boolean {
  return (["environment", "workload-identity"] as const).some((id) => {
    const link = report.links.find((one) => one.id === id);
    const given =
      link?.inputs.filter(({ name, state }) => state === "set" && name !== "AZURE_CLIENT_ID") ?? [];
    return given.length > 0;
  });
}

function isFailure({ outcome, error }: Link): boolean {
  return outcome === "failed" && error?.entra !== undefined;
}
