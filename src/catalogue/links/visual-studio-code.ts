import { pluginLink } from "../plugin-link.ts";

export const visualStudioCode = pluginLink(
  "visual-studio-code",
  "Visual Studio Code",
  "@azure/identity-vscode",
);
