import type { ServiceDefinition } from "../catalogue/service-definition.ts";
import { pageOf, type RenderOptions } from "./page.ts";
import { serviceFacts } from "./service-facts.ts";
import { pairs, table } from "./table.ts";
import { hang } from "./wrap.ts";

/** All services with their hosts, probes and least roles, for a terminal. */
export function servicesText(services: readonly ServiceDefinition[], options: RenderOptions): string {
  const page = pageOf(options);
  const lines = services.flatMap((service) => {
    const { name, title, clouds, probes } = serviceFacts(service);
    return [
      `${page.colours.bold(name)}  ${title}`,
      ...clouds.flatMap(({ cloud, hosts }) => hang(`  ${cloud.padEnd(6)}  `, hosts.join(", "), page.width)),
      ...table(
        probes.map(({ level, kinds, action, roles: [least = ""] }) => ({
          cells: [level, kinds[0] ?? "", least],
          notes: [action],
        })),
        page,
        2,
      ),
      "",
    ];
  });
  return `${lines.join("\n")}\nDetails of one: credprobe services <name>\n`;
}

/** One service with all that is known of it. */
export function serviceText(service: ServiceDefinition, options: RenderOptions): string {
  const page = pageOf(options);
  const { name, title, example, clouds, sendsToken, probes, notes } = serviceFacts(service);
  const lines = [
    `${page.colours.bold(name)}  ${title}`,
    "",
    ...pairs(
      [
        ["target", example],
        ["token", sendsToken],
      ],
      page,
    ),
    ...clouds.flatMap(({ cloud, hosts, audience, unverified }) =>
      pairs(
        [
          [cloud, hosts.join(", ")],
          ["", `audience ${audience}${unverified === true ? " (not verified)" : ""}`],
        ],
        page,
      ),
    ),
    ...probes.flatMap(({ level, kinds, action, request, roles, answers, notes: whys }) => [
      "",
      `  ${page.colours.bold(level)}${kinds.length === 0 ? "" : ` (${kinds.join(", ")})`}`,
      ...pairs(
        [
          ["action", action],
          ["request", request],
          ["roles", roles.join(", ")],
        ],
        page,
        4,
      ),
      ...table(
        answers.map(({ answer, verdict, confidence }) => ({ cells: [verdict, confidence, answer] })),
        page,
        6,
      ),
      ...whys.flatMap((why) => hang("      ", why, page.width)),
    ]),
    ...(notes.length === 0 ? [] : [""]),
    ...notes.flatMap((note) => hang("  ", note, page.width)),
  ];
  return `${lines.join("\n")}\n`;
}
