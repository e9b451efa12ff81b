import type { ChainStep } from "../../model/report.ts";
import { EFFECTS } from "../../model/words.ts";
import { formatDuration } from "../format.ts";
import { LABELS } from "../labels.ts";
import type { SealedReport } from "../seal.ts";
import { confirmationText, isDecisive } from "../text-chains.ts";
import { linkNotes } from "../text-links.ts";
import { chainPictures } from "./chain-picture.ts";
import { legendGlyph } from "./glyphs.ts";
import { lanesOf, resultOf, tagsOf, type Lane } from "./lanes.ts";
import { markup, type Markup, type Part } from "./markup.ts";
import { tableOf } from "./table.ts";
import { identityOf } from "./who.ts";
import { WORDS } from "./words.ts";

/** The chain as a picture, and the same in words. */
export function chainBody(report: SealedReport): Part {
  const lanes = lanesOf(report);
  const used = EFFECTS.filter((effect) =>
    lanes.some(({ effects }) => [...effects.values()].includes(effect)),
  );
  return markup`<p>${WORDS.chainIntro}</p>
<figure>
${chainPictures(report, lanes)}<figcaption>
<ul class="legend">
${used.map(
  (effect) =>
    markup`<li>${legendGlyph(effect)} <span><strong>${effect}</strong> ${WORDS.effects[effect]}</span></li>
`,
)}</ul>
</figcaption>
</figure>
${laneList(lanes)}${confirmation(report)}<details class="more">
<summary>${WORDS.linksCaption} <span>${WORDS.linksTable(report.links.length)}</span></summary>
${linksTable(report, lanes)}</details>
`;
}

function laneList(lanes: readonly Lane[]): Markup {
  if (lanes.length === 0) return markup``;
  return markup`<ul class="lanes">
${lanes.map(laneItem)}</ul>
`;
}

function laneItem({ letter, chain, chains }: Lane): Markup {
  const sdks = chains.map(({ sdk, version, steps }) => `${sdk} ${version} (${basisOf(steps)})`);
  const decisive = chain.steps.filter(isDecisive).map(({ link, effect, why }) => `${effect} ${link}: ${why}`);
  const notes = [
    ...(chain.inapplicable === undefined ? [] : [LABELS.notForThis(chain.inapplicable)]),
    ...decisive,
    ...(chain.shadowed.length === 0 ? [] : [`${LABELS.shadowed}: ${chain.shadowed.join(", ")}`]),
    // The machine's own metadata service is where everybody looks for it anyway.
    ...(chain.source === undefined || chain.source.name === "Imds" ? [] : [LABELS.asks(chain.source)]),
  ];
  return markup`<li><span class="letter-mark" aria-hidden="true">${letter}</span><div><p class="lane-name"><span class="unseen">${WORDS.lane(letter)}: </span><strong>${chain.credential}</strong>: ${resultOf(chain)}</p>
<p>${sdks.join(", ")}</p>
${notes.map((note) => markup`<p class="note">${note}</p>\n`)}</div></li>
`;
}

function basisOf(steps: readonly ChainStep[]): string {
  const step = steps.find(isDecisive) ?? steps.find(({ basis }) => basis === "observed");
  return step?.basis ?? "modelled";
}

function confirmation(report: SealedReport): Part {
  const text = confirmationText(report);
  return (
    text !== undefined &&
    markup`<p><strong>${LABELS.confirmation}</strong>: ${text}</p>
`
  );
}

function linksTable(report: SealedReport, lanes: readonly Lane[]): Markup {
  const { columns } = WORDS;
  return tableOf({
    caption: WORDS.linksCaption,
    isCaptionHidden: true,
    long: [columns.reason],
    columns: [
      ...[columns.link, columns.outcome, columns.reason, columns.identity, columns.duration],
      ...lanes.map(({ letter }) => WORDS.lane(letter)),
    ],
    rows: report.links.map((link) => {
      const tags = tagsOf(report, lanes, link.id);
      return {
        cells: [
          markup`<code>${link.id}</code><br>${link.title}${tags.map(({ kind, text }) => markup` <span class="tag ${kind}">${text}</span>`)}`,
          markup`<span class="pill ${link.outcome}">${link.outcome}</span>`,
          linkNotes(link).map((note) => markup`<p>${note}</p>`),
          identityOf(link) ?? "",
          formatDuration(link.durationMs),
          ...lanes.map(({ effects }) => effects.get(link.id) ?? ""),
        ],
        mark: tags[0]?.kind,
      };
    }),
  });
}
