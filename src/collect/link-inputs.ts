import type { LinkDefinition, LinkFacts } from "../catalogue/link-definition.ts";
import { escapeText } from "../model/escape-text.ts";
import type { LinkEvidence } from "../model/report.ts";

/** As the values of variables among the facts of the environment. */
const SHOWN_CHARACTERS = 512;

/** What a link has to go by, fit to stand in a report; what a file holds is so already. */
export function linkInputs(link: Pick<LinkDefinition, "precheck">, facts: LinkFacts): LinkEvidence["inputs"] {
  return link
    .precheck(facts)
    .inputs.map((input) =>
      input.value === undefined || input.from === "file"
        ? input
        : { ...input, value: escapeText(input.value, SHOWN_CHARACTERS) },
    );
}
