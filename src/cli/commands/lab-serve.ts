import { once } from "node:events";
import { shellQuote } from "../../catalogue/fixes.ts";
import type { Ending } from "../ending.ts";
import { findLabScenario } from "./lab-scenario.ts";

const EXPLANATION = `# A simulated Azure host for any program: run these lines in another shell, then the program. It ends with Ctrl-C.
# Azure names and 169.254.169.254 are reached through the proxy. Programs that use no proxy for plain http (Go and
# Java among them) reach the metadata service only in a network namespace (npm run conformance).
`;

/** `credprobe lab serve <scenario>`: keeps a simulated host running for other programs; standard output is its environment. */
export async function labServeCommand(name: string, { controller }: Ending): Promise<number> {
  const scenario = await findLabScenario(name);
  const { startLab } = await import("../../lab/start.ts");
  const { foreignVariables, serveEnvironment, serveLab } = await import("../../lab/serve.ts");
  const lab = await startLab(scenario);
  const proxy = await serveLab(lab);
  try {
    const env = serveEnvironment(lab, proxy.port);
    const lines = Object.entries(env).map(([key, value]) =>
      key === "PATH" ? `export PATH=${shellQuote(value)}:"$PATH"` : `export ${key}=${shellQuote(value)}`,
    );
    const about = `# ${scenario.name}: ${scenario.title}\n`;
    const unset = `unset ${foreignVariables(env).join(" ")}`;
    // Who cannot read it cannot use it.
    const unwritten = once(process.stdout, "error");
    process.stdout.write(`${EXPLANATION}${about}${[unset, ...lines].join("\n")}\n`);
    if (!controller.signal.aborted) await Promise.race([once(controller.signal, "abort"), unwritten]);
    return 0;
  } finally {
    await proxy.close();
    await lab.close();
  }
}
