// The SDKs that can be run here, one row each. `prepare` installs the newest release into `folder` through the
// language's ordinary package client and gives the command that runs its driver, or says what is missing.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const driver = (name) => fileURLToPath(new URL(`drivers/${name}`, import.meta.url));
const projectPackage = fileURLToPath(new URL("../../node_modules/@azure/identity/", import.meta.url));
const INSTALL_MS = 300_000;

/** A package of `@azure/identity` as a toolchain. */
async function javascriptOf(packageFolder) {
  const { version } = JSON.parse(await readFile(path.join(packageFolder, "package.json"), "utf8"));
  const entry = pathToFileURL(path.join(packageFolder, "dist/esm/index.js")).href;
  return { version, command: [process.execPath, driver("javascript.mjs"), entry] };
}

async function has(command, ...args) {
  return await run(command, args).then(
    () => true,
    () => false,
  );
}

export const toolchains = [
  {
    name: "javascript",
    sdk: "javascript",
    language: "JavaScript, as this project uses it",
    prepare: () => javascriptOf(projectPackage),
  },
  {
    name: "javascript-newest",
    sdk: "javascript",
    language: "JavaScript, newest",
    async prepare(folder) {
      await writeFile(path.join(folder, "package.json"), "{}");
      const options = ["install", "--no-audit", "--no-fund", "--loglevel=error", "@azure/identity@latest"];
      await run("npm", options, { cwd: folder, timeout: INSTALL_MS });
      return await javascriptOf(path.join(folder, "node_modules/@azure/identity"));
    },
  },
  {
    name: "python",
    sdk: "python",
    language: "Python",
    async prepare(folder) {
      if (!(await has("python3", "-m", "venv", "--help"))) return { missing: "python3 with venv" };
      await run("python3", ["-m", "venv", folder], { timeout: INSTALL_MS });
      const python = path.join(folder, "bin/python");
      await run(python, ["-m", "pip", "install", "--quiet", "azure-identity"], { timeout: INSTALL_MS });
      const code = "from importlib.metadata import version; print(version('azure-identity'))";
      const { stdout } = await run(python, ["-c", code]);
      return { version: stdout.trim(), command: [python, driver("python.py")] };
    },
  },
  {
    name: "go",
    sdk: "go",
    language: "Go",
    async prepare(folder) {
      if (!(await has("go", "version"))) return { missing: "go" };
      const module = "github.com/Azure/azure-sdk-for-go/sdk/azidentity";
      await copyFile(driver("go/main.go"), path.join(folder, "main.go"));
      const go = (...args) => run("go", args, { cwd: folder, timeout: INSTALL_MS });
      await go("mod", "init", "driver");
      await go("get", `${module}@latest`);
      await go("mod", "tidy");
      await go("build", "-o", "driver", ".");
      const { stdout } = await go("list", "-m", "-f", "{{.Version}}", module);
      return { version: stdout.trim().replace(/^v/, ""), command: [path.join(folder, "driver")] };
    },
  },
  {
    name: "java",
    sdk: "java",
    language: "Java",
    async prepare(folder) {
      if (!(await has("javac", "-version")) || !(await has("mvn", "-version")))
        return { missing: "a JDK and mvn" };
      await copyFile(driver("java/pom.xml"), path.join(folder, "pom.xml"));
      const jars = path.join(folder, "jars");
      const copy = ["-q", "-B", "dependency:copy-dependencies", `-DoutputDirectory=${jars}`];
      await run("mvn", copy, { cwd: folder, timeout: INSTALL_MS });
      const classes = path.join(folder, "classes");
      await mkdir(classes);
      await run("javac", ["-cp", `${jars}/*`, "-d", classes, driver("java/Driver.java")]);
      const { stdout } = await run("ls", [jars]);
      const version = /^azure-identity-(\d[^\s]*)\.jar$/m.exec(stdout)?.[1] ?? "unknown";
      const { stdout: program } = await run("sh", ["-c", "command -v java"]);
      const java = [
        program.trim(),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        `${classes}:${jars}/*`,
        "Driver",
      ];
      return { version, command: java, takesCaFile: true };
    },
  },
];

/** Prepares one toolchain; what goes wrong is told as missing, with the installer's last words. */
export async function prepare(toolchain, folder) {
  if (!existsSync(folder)) await mkdir(folder, { recursive: true });
  try {
    return { ...toolchain, ...(await toolchain.prepare(folder)) };
  } catch (error) {
    const words = String(error.stderr || error.message)
      .trim()
      .split("\n");
    return { ...toolchain, missing: `could not be installed (${words.at(-1)?.slice(0, 200)})` };
  }
}
