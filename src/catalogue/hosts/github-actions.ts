import type { HostKind } from "./host-kind.ts";

/** Before the machine it runs on: hosted runners are Azure VMs, without an identity. */
export const githubActions: HostKind = {
  kind: "github-actions",
  title: "GitHub Actions runner",
  signs: [[{ variable: "GITHUB_ACTIONS", holds: /^true$/i }]],
  shows: ["RUNNER_ENVIRONMENT", "RUNNER_OS"],
  isHosted: false,
};
