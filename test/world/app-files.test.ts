import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesInView, pathInView } from "../../src/world/app-files.ts";
import { realFiles } from "../../src/world/real-world.ts";

// The paths are those of a Linux process, the only kind that has another root.
describe.runIf(process.platform !== "win32")("files of a process with a root of its own", () => {
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "credprobe-test-"));
    await mkdir(join(root, "app"));
    await mkdir(join(root, "secrets", "..2026"), { recursive: true });
    await writeFile(join(root, "secrets", "..2026", "token"), "the app's");
    // As Kubernetes projects a token, and as an image links a folder.
    await symlink("..2026", join(root, "secrets", "..data"));
    await symlink("..data/token", join(root, "secrets", "token"));
    await symlink("/secrets", join(root, "app", "linked"));
    await symlink("/loop", join(root, "loop"));
    await symlink("../../../../../../../../secrets/token", join(root, "app", "climbing"));
  });

  afterAll(async () => {
    await rm(root, { recursive: true, force: true });
  });

  test.each([
    ["/secrets/token", "/secrets/..2026/token"],
    ["/app/linked/token", "/secrets/..2026/token"],
    ["linked/token", "/secrets/..2026/token"],
    ["/app/climbing", "/secrets/..2026/token"],
    ["/app/../../../../etc/hostname", "/etc/hostname"],
    ["/absent/file", "/absent/file"],
  ])("%s is found at %s below the root", async (path, place) => {
    expect(await pathInView(path, { root, cwd: "/app" })).toBe(root + place);
  });

  test("a link to itself ends", async () => {
    expect(await pathInView("/loop", { root, cwd: undefined })).toBe(`${root}/loop`);
  });

  test("are read there, and nowhere else", async () => {
    const files = filesInView(realFiles, { root, cwd: "/app" });
    expect(await files.readText("linked/token", 100)).toBe("the app's");
    expect(await files.exists("/app/climbing")).toBe(true);
    expect(await files.exists(process.execPath)).toBe(false);
  });

  test("without a root of its own only a relative path changes", async () => {
    expect(await pathInView("/etc/x.pem", { root: undefined, cwd: "/srv/app" })).toBe("/etc/x.pem");
    expect(await pathInView("x.pem", { root: undefined, cwd: "/srv/app" })).toBe("/srv/app/x.pem");
    expect(await pathInView("x.pem", { root: undefined, cwd: undefined })).toBe("x.pem");
  });
});
