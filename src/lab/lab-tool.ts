import type { LabUser } from "./scenario.ts";

/** What a developer tool on the PATH does when it is asked for a token. */
export type ToolBehaviour =
  | { readonly state: "logged-in"; readonly user: LabUser }
  | { readonly state: "refused"; readonly text: string }
  | { readonly state: "not-logged-in" | "expired" | "hangs" | "broken" }
  /** It prints without an end; it prints bytes that mean nothing; it leaves a child behind that does not end. */
  | { readonly state: "floods" | "garbage" | "forks" };

/** Developer tools by command name. */
export type ToolName = "az" | "pwsh" | "azd";
