// A file system without Node: a minimal Debian where it can be had, or else the libraries that the executable names and a
// shell.

import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const MARK = "etc/debian_version";
const LIMIT_MS = 300_000;

/** Its folder, which stays for the next time, and in words what it is. Needs root. */
export function bareRoot(executable, isSmall) {
  const debian = isSmall ? "not wanted" : debianRoot();
  if (typeof debian === "object") return debian;
  return {
    ...smallRoot(executable),
    what: `the libraries it needs and a shell (a minimal Debian: ${debian})`,
  };
}

/** Made by debootstrap from the machine's own mirror, or why it cannot be. */
function debianRoot() {
  const mirror = ownMirror();
  if (mirror === undefined) return "this machine has no Debian mirror";
  const folder = path.join(tmpdir(), `credprobe-root-${mirror.release}-${process.arch}`);
  const what = `a minimal Debian (${mirror.release}, debootstrap)`;
  if (isOurs(folder)) return { folder, what: `${what}, made before` };
  if (!hasDebootstrap()) return "debootstrap cannot be installed";
  const making = mkdtempSync(`${folder}-`);
  const words = ["--variant=minbase", mirror.release, making, mirror.site];
  const { status } = spawnSync("debootstrap", words, { stdio: "ignore", timeout: LIMIT_MS });
  if (status !== 0 || !existsSync(path.join(making, MARK))) {
    rmSync(making, { recursive: true, force: true });
    return "debootstrap failed";
  }
  chmodSync(making, 0o755);
  rmSync(folder, { recursive: true, force: true });
  renameSync(making, folder);
  return { folder, what };
}

/** In a folder for everybody, somebody else may have made it. */
function isOurs(folder) {
  if (!existsSync(path.join(folder, MARK))) return false;
  const { uid, mode } = lstatSync(folder);
  return uid === 0 && (mode & 0o22) === 0 && lstatSync(folder).isDirectory();
}

function ownMirror() {
  const format = ["--format", "$(SITE) $(CODENAME) $(COMPONENT)", "Created-By: Packages"];
  const { status, stdout } = spawnSync("apt-get", ["indextargets", ...format], { encoding: "utf8" });
  if (status !== 0) return undefined;
  const rows = stdout.split("\n").map((row) => row.split(" "));
  const [site, release] =
    rows.find(([, codename = "-", component]) => !codename.includes("-") && component === "main") ?? [];
  return /^https?:\/\/\S+\/debian\/?$/.test(site ?? "") ? { site, release } : undefined;
}

function hasDebootstrap() {
  const isThere = () => spawnSync("debootstrap", ["--version"], { stdio: "ignore" }).status === 0;
  if (isThere()) return true;
  const options = {
    stdio: "ignore",
    timeout: LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  spawnSync("apt-get", ["-qq", "update"], options);
  spawnSync("apt-get", ["-qq", "install", "-y", "--no-install-recommends", "debootstrap"], options);
  return isThere();
}

function smallRoot(executable) {
  const folder = mkdtempSync(path.join(tmpdir(), "credprobe-root-"));
  chmodSync(folder, 0o755);
  for (const place of ["bin", "dev", "etc", "proc", "tmp"]) mkdirSync(path.join(folder, place));
  chmodSync(path.join(folder, "tmp"), 0o1777);
  const programs = ["/bin/sh", "/usr/bin/head", "/bin/sleep"].filter((file) => existsSync(file));
  // glibc loads the first two when a name is looked up.
  const more = ["libnss_files.so.2", "libnss_dns.so.2"];
  const linked = [executable, ...programs].flatMap((file) => librariesOf(file));
  const beside = linked
    .filter((file) => file.includes("/libc.so"))
    .flatMap((file) => more.map((name) => path.join(path.dirname(file), name)));
  for (const file of new Set([...linked, ...beside.filter((one) => existsSync(one))]))
    copyTo(folder, file, file);
  for (const file of programs) copyTo(folder, file, path.join("/bin", path.basename(file)));
  return { folder, isTemporary: true };
}

function librariesOf(file) {
  const text = execFileSync("ldd", [file], { encoding: "utf8" });
  return [...text.matchAll(/(\/\S+) \(0x/g)].map(([, library]) => library);
}

function copyTo(folder, file, place) {
  const to = path.join(folder, place);
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(realpathSync(file), to);
}
