/** Folders from which a web server gives files away: App Service and IIS, and Debian's of Apache and nginx. */
const WEB_ROOTS: readonly (readonly string[])[] = [["wwwroot"], ["var", "www", "html"]];

/** The web root that a folder is in or below, as its path names it; in any case, of any system. */
export function webRootIn(folder: string): string | undefined {
  const segments = folder.split(/[\\/]/);
  const found = WEB_ROOTS.find((root) =>
    segments.some((_, at) => root.every((name, index) => segments[at + index]?.toLowerCase() === name)),
  );
  return found?.join("/");
}
