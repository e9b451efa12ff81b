import type { HostKind } from "./host-kind.ts";

/** Terminals that need a screen. tmux, which servers have, sets the variable, too. */
const DESKTOP_TERMINALS =
  /^(Apple_Terminal|iTerm\.app|vscode|zed|WezTerm|ghostty|kitty|Hyper|Tabby|WarpTerminal|rio|contour|mintty)$/i;

/** Somebody sits at it: a desktop, an editor's terminal, or a system that servers do not have. */
export const developerMachine: HostKind = {
  kind: "developer-machine",
  title: "Developer's machine",
  signs: [
    [{ variable: "TERM_PROGRAM", holds: DESKTOP_TERMINALS }],
    [{ variable: "VSCODE_PID" }],
    [{ variable: "CODESPACES", holds: /^true$/i }],
    [{ variable: "WSL_DISTRO_NAME" }],
    [{ variable: "WAYLAND_DISPLAY" }],
    [{ variable: "XDG_CURRENT_DESKTOP" }],
    [{ variable: "SESSIONNAME", holds: /^Console$/i }],
    [{ file: "/System/Library/CoreServices/SystemVersion.plist" }],
  ],
  shows: [],
  isHosted: false,
};
