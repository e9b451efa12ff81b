// Runs in the Windows process: a console as Kudu's is, whose commands have redirected pipes and no window.
// It takes jobs from a server on loopback, a line of JSON each, and answers each with what the command said.

import { spawn } from "node:child_process";
import net from "node:net";
import { createInterface } from "node:readline";

const server = net.connect(Number(process.argv[2]), "127.0.0.1");
createInterface({ input: server }).on("line", (line) => {
  const { id, ...job } = JSON.parse(line);
  run(job, (answer) => server.write(`${JSON.stringify({ id, ...answer })}\n`));
});

/** @param job A line for cmd.exe, or a program with its arguments. */
function run({ line, file, args, env, cwd, input }, answer) {
  const [program, words] =
    line === undefined ? [file, args] : ["cmd.exe", ["/d", "/q", "/s", "/c", `"${line}"`]];
  const child = spawn(program, words, {
    ...{ env, cwd, windowsHide: true, stdio: "pipe" },
    windowsVerbatimArguments: line !== undefined,
  });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("latin1").on("data", (text) => {
      said[name] += text;
    });
  }
  child.stdin.once("error", () => {});
  child.stdin.end(input ?? "");
  child.once("error", ({ code }) => answer({ code, ...said }));
  child.once("close", (code) => answer({ code, ...said }));
}
