import type { MessageReading } from "../../model/message-reading.ts";
import type { Chain, Link } from "../../model/report.ts";
import { SDKS, type Sdk } from "../../model/words.ts";
import { linkById } from "../describe.ts";
import type { Found } from "../finding.ts";
import type { Judged } from "../judged.ts";

/** An app's error text beside what was seen. */
export interface Told {
  readonly report: Judged;
  readonly reading: MessageReading;
  /** What the rules found of the evidence alone. */
  readonly found: readonly Found[];
}

/** JSON pointer to the text. */
export const MESSAGE_POINTER = "/message";

/** The SDK that the text, or the user, names. */
export function sdkOf({ report, reading: { speaker } }: Told): Sdk | undefined {
  return report.invocation.options.sdk ?? SDKS.find((sdk) => sdk === speaker);
}

/** What a chain would give: that of the app's SDK where it is known, else what all agree on. */
export function chainResult(told: Told): Pick<Chain, "state"> & { readonly winner: Link | undefined } {
  const { report } = told;
  const chain = defaultChain(report, sdkOf(told));
  if (chain !== undefined && report.winner.state !== "unknown") {
    return { state: chain.state, winner: linkById(report, chain.winner) };
  }
  const { state, link } = report.winner;
  return { state: state === "split" ? "unknown" : state, winner: linkById(report, link) };
}

function defaultChain({ chains }: Judged, sdk: Sdk | undefined): Chain | undefined {
  return chains.find((chain) => chain.sdk === sdk && chain.credential === "DefaultAzureCredential");
}
