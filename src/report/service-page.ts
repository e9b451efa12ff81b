import type { ServiceDefinition } from "../catalogue/service-definition.ts";
import { serviceFacts, type ProbeFacts } from "./service-facts.ts";

/** The page of a service below docs/services, in Markdown. Generated: what is wrong in it is wrong in the catalogue. */
export function servicePage(service: ServiceDefinition): string {
  const { name, title, example, clouds, sendsToken, probes, notes } = serviceFacts(service);
  const sections = [
    `# ${title}`,
    `\`--service ${name}\``,
    `Target: \`${example}\`. The token is sent ${sendsToken}.`,
    tableOf(
      ["Cloud", "Hosts", "Audience"],
      clouds.map(({ cloud, hosts, audience, unverified }) => [
        cloud,
        hosts.map(code).join(", "),
        `${code(audience)}${unverified === true ? " (not verified)" : ""}`,
      ]),
    ),
    ...notes.map(escapeAngles),
    ...probes.flatMap(({ level, kinds, action, request, roles, answers, notes: whys }) => [
      `## ${level}${kinds.length === 0 ? "" : `: ${kinds.join(", ")}`}`,
      `- Action: ${code(action)}\n- Request: ${code(request)}\n- Roles, least first: ${roles.join(", ") || "none of Azure's"}`,
      ...answerTable(answers),
      ...whys.map(escapeAngles),
    ]),
    probes.every(({ answers }) => answers.length === 0)
      ? `No permission is probed${service.signIn === undefined ? "." : ": a login needs the service's own protocol."}`
      : "What no row fits is `inconclusive`.",
  ];
  return `<!-- Generated from the catalogue of services; a test holds them together. -->\n\n${sections.join("\n\n")}\n`;
}

function answerTable(answers: ProbeFacts["answers"]): string[] {
  if (answers.length === 0) return [];
  const rows = answers.map(({ answer, verdict, confidence }) => [
    answer === "" ? "any other" : code(answer),
    verdict,
    confidence,
  ]);
  return [tableOf(["Answer", "Verdict", "How it is known"], rows)];
}

function code(text: string): string {
  return `\`${text.replaceAll("|", String.raw`\|`)}\``;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Markdown takes a placeholder in angle brackets for a tag, and shows nothing. */
function escapeAngles(text: string): string {
  return text.replaceAll("<", "\\<");
}
