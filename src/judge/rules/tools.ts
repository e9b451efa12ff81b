import { entraErrorOf } from "../../catalogue/entra-errors.ts";
import { hostKind } from "../../catalogue/hosts/index.ts";
import { linkDefinition } from "../../catalogue/links/index.ts";
import type { Link } from "../../model/report.ts";
import { hostResource, isReached, linkPointer, someoneWinsEverywhere } from "../describe.ts";
import { finding, type Found, type Rule } from "../finding.ts";
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
    return expired.map(({ tool, link }) => refused(report, tool, link));
  }
  const missing = tools.filter(({ link }) => link.outcome === "not-configured");
  // What is not on the PATH was not tried.
  const unusable = missing.filter(({ link }) => link.error !== undefined);
  if (unusable.length > 0) {
    return unusable.map(({ tool, link }) =>
      finding("tool-unusable", { tool, reason: link.reason }, [linkPointer(report, link.id)]),
    );
  }
  if (report.host.kind === "developer-machine" && tools.length > 0 && missing.length === tools.length) {
    return isRefusedElsewhere(report) || isConfigured(report)
      ? []
      : [
          finding(
            "no-tool-installed",
            {
              tools: missing.map(({ tool, link }) => ({ tool, reason: link.reason })),
              editor: editorOf(report),
            },
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

/** What the app's link to Visual Studio Code lacks, where a chain asks it (failures.md row D9). */
function editorOf(report: Judged): string | undefined {
  const link = report.links.find(({ id }) => id === "visual-studio-code");
  return link?.outcome === "not-configured" && isReached(report, link.id) ? link.reason : undefined;
}

/** Entra refused what the tool asked: mostly a new login helps, else the number says what does. */
function refused(report: Judged, tool: string, link: Link): Found {
  const evidence = [linkPointer(report, link.id)];
  const codes = (link.error?.entra ?? []).map(({ code }) => code);
  const helps =
    codes.length === 0 || codes.some((code) => entraErrorOf([code], undefined)?.isAnsweredByLogin === true);
  const known = helps ? undefined : entraErrorOf(codes, undefined);
  const code = codes.find((one) => known?.codes.includes(one) === true);
  if (known === undefined || code === undefined || !OF_PEOPLE.includes(known.finding)) {
    return finding("tool-login-expired", { tool, reason: link.reason }, evidence);
  }
  const nobody = { clientId: undefined, tenantId: undefined, works: undefined, variables: [] };
  const commands = known.commands?.({ ...nobody, host: hostResource(report) }) ?? [];
  const fix = { what: known.fix, commands: [...commands] };
  return finding(known.finding, { ...nobody, code, means: known.means, fix, tool }, evidence);
}

/** What can be said of a person who is signed in to a tool, whatever the app has besides. */
const OF_PEOPLE: readonly string[] = [
  ...["user-sign-in-refused", "policy-blocks-login", "permission-missing"],
  ...["tenant-restricted", "resource-not-known", "entra-has-a-problem"],
];

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
