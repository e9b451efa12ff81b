import type { LinkDefinition, LinkFacts } from "../catalogue/link-definition.ts";
import type { LinkEvidence } from "../model/report.ts";
import { fitValue } from "./fit-value.ts";

/** What a link has to go by, fit to stand in a report; what a file holds is so already. */
export function linkInputs(link: Pick<LinkDefinition, "precheck">, facts: LinkFacts): LinkEvidence["inputs"] {
  return link
    .precheck(facts)
    .inputs.map((input) =>
      input.value === undefined || input.from === "file" ? input : { ...input, value: fitValue(input.value) },
    );
}
