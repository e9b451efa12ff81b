// The file system without Node as the executable is run in it, in three states. Only this mount namespace sees them.

import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Where the executable is in it. */
export const FOLDER = "/opt";

/**
 * @returns Folders: `ordinary`, `withoutProc`, `readOnly`.
 */
export function mountFileSystems(root, executable, base) {
  mount("-t", "tmpfs", "-o", "mode=755", "credprobe", base);
  const [top, work, without, withProc, readOnly] = ["top", "work", "without", "with", "read-only"].map(
    (name) => {
      const folder = path.join(base, name);
      mkdirSync(folder);
      return folder;
    },
  );
  mkdirSync(path.join(top, "etc"));
  writeFileSync(path.join(top, "etc/hosts"), "127.0.0.1 localhost\n");
  writeFileSync(path.join(top, "etc/resolv.conf"), "nameserver 127.0.0.1\noptions timeout:2 attempts:1\n");
  mkdirSync(path.join(top, FOLDER));
  writeFileSync(path.join(top, FOLDER, path.basename(executable)), "");
  mount("-t", "overlay", "overlay", "-o", `lowerdir=${root},upperdir=${top},workdir=${work}`, without);
  chmodSync(path.join(without, "tmp"), 0o1777);
  mount("--bind", executable, path.join(without, FOLDER, path.basename(executable)));
  mount("--rbind", "/dev", path.join(without, "dev"));
  mount("--rbind", without, withProc);
  mount("-t", "proc", "proc", path.join(withProc, "proc"));
  mount("--rbind", withProc, readOnly);
  mount("-o", "remount,bind,ro", readOnly);
  return { ordinary: withProc, withoutProc: without, readOnly };
}

/** Files of a simulated host, and what its names are certified by. */
export function addFiles(folder, { filesRoot, caFile }, place) {
  cpSync(filesRoot, folder, { recursive: true });
  cpSync(caFile, path.join(folder, place));
}

function mount(...words) {
  execFileSync("mount", words);
}
