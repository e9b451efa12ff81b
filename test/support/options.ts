import type { Invocation } from "../../src/model/report.ts";

/** What a run without any option has. */
export const NO_OPTIONS: Invocation["options"] = {
  exclude: [],
  only: [],
  skip: [],
  allLinks: false,
  access: ["read"],
  confirm: false,
  timeoutSeconds: 10,
  deadlineSeconds: 180,
};
