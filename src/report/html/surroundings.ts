import type { Variable } from "../../model/report.ts";
import { LABELS } from "../labels.ts";
import type { SealedReport } from "../seal.ts";
import { hostEntries } from "../text-host.ts";
import { withPlainPath } from "../windows-path.ts";
import { markup, type Markup, type Part } from "./markup.ts";
import { factsOf, tableOf } from "./table.ts";
import { WORDS } from "./words.ts";

/** The variables that the links read: their values, or of a secret only its shape. */
export function environmentBody({ environment }: SealedReport): Part {
  const present = environment.filter(({ state }) => state !== "unset");
  const absent = environment.filter(({ state }) => state === "unset").map(({ name }) => name);
  const { columns } = WORDS;
  return [
    present.length > 0 &&
      tableOf({
        caption: WORDS.variablesCaption,
        columns: [columns.name, columns.state, columns.value, columns.usedBy],
        rows: present.map((variable) => ({
          cells: [
            markup`<code>${variable.name}</code>`,
            variable.state,
            valueOf(variable),
            variable.usedBy.join(", "),
          ],
        })),
      }),
    absent.length > 0 && markup`<p>${LABELS.notSet} ${absent.join(", ")}</p>\n`,
  ];
}

/** A value in sight makes its length superfluous. */
function valueOf({ secret, value = "", shape, from }: Variable): Markup {
  const said = [
    ...(secret ? [LABELS.secret] : []),
    ...shape.filter((word) => value === "" || !/^\d+ characters$/.test(word)),
    ...(from === "process" ? [] : [LABELS.from(from)]),
  ].join(", ");
  return markup`${value !== "" && markup`<span class="value">${withPlainPath(value)}</span> `}${
    said !== "" && markup`<span class="shape">${said}</span>`
  }`;
}

export function hostBody(report: SealedReport): Part {
  return factsOf(hostEntries(report));
}

/** What the seal took out, and where. */
export function redactionsBody({ redactions }: SealedReport): Part {
  if (redactions.length === 0) return markup`<p>${WORDS.nothingRemoved}</p>`;
  const { columns } = WORDS;
  return tableOf({
    caption: WORDS.redactionsCaption,
    columns: [columns.where, columns.what],
    rows: redactions.map(({ where, kind }) => ({ cells: [markup`<code>${where}</code>`, kind] })),
  });
}

/** The SDK's own log, where one asked for it. */
export function logBody({ sdkLog = [] }: SealedReport): Part {
  if (sdkLog.length === 0) return undefined;
  return markup`<details>
<summary>${WORDS.lines(sdkLog.length)}</summary>
<pre class="log">${sdkLog.join("\n")}</pre>
</details>
`;
}
