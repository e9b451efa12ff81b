/**
 * The style sheet of the page; the policy of the page allows this text alone, by its hash. Every colour of text keeps a
 * contrast of 4.5 to what it stands on, in light and in dark; `npm run browser` measures it.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f5f7f9; --line: #cfd6de; --text: #1a1f25; --dim: #525c67;
  --link: #0a4fb8; --lab: #5b21b6; --lab-text: #ffffff;
  --good: #0f6b2e; --good-ground: #e2f6e6; --bad: #a8122a; --bad-ground: #fdeaec;
  --odd: #7a4d00; --odd-ground: #fdf3d7; --quiet-ground: #e9edf1; --on-mark: #ffffff;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1217; --raised: #171c23; --line: #343c46; --text: #e5eaf0; --dim: #a3adb8;
    --link: #86b8ff; --lab: #d9c7ff; --lab-text: #21104a;
    --good: #62d683; --good-ground: #12291a; --bad: #ff9a92; --bad-ground: #331618;
    --odd: #e8b84f; --odd-ground: #2c2410; --quiet-ground: #252c35; --on-mark: #0e1217;
  }
}
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--text); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
main, footer, .lab p { max-width: 66rem; margin: 0 auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.3; text-wrap: pretty; scroll-margin-top: 4rem; }
h1 { font-size: clamp(1.15rem, 0.95rem + 1.1vw, 1.7rem); margin: 0.2rem 0 0.6rem; }
h2 { font-size: 1.35rem; margin: 0 0 0.75rem; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 0.5rem; }
p { margin: 0 0 0.75rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
ul, ol { margin: 0 0 0.75rem; padding-left: 1.4rem; }
code, pre, .value { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.875em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
:target { outline: 3px solid var(--link); outline-offset: 4px; border-radius: 3px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.lab { position: sticky; top: 0; z-index: 1; background: var(--lab); color: var(--lab-text); font-weight: 700; }
.lab p { padding-top: 0.45rem; padding-bottom: 0.45rem; }

.verdict { margin: 1.25rem 0 0; padding: 1.1rem 1.25rem 1.25rem; border: 1px solid var(--line); border-left: 0.5rem solid var(--dim); border-radius: 0.5rem; background: var(--raised); }
.verdict.yes { border-left-color: var(--good); }
.verdict.no { border-left-color: var(--bad); }
.verdict.unclear { border-left-color: var(--odd); }
.verdict p { max-width: 50rem; }
.when { color: var(--dim); font-size: 0.875rem; margin: 0; }
.when span::before { content: "\\00b7"; margin: 0 0.35em 0 0.1em; }
.detail, .cause { white-space: pre-line; }
.exit { display: inline-block; margin: 0; font-weight: 600; border-radius: 0.3rem; padding: 0.2rem 0.6rem; }
.yes .exit { color: var(--good); background: var(--good-ground); }
.no .exit { color: var(--bad); background: var(--bad-ground); }
.unclear .exit { color: var(--odd); background: var(--odd-ground); }
.found { list-style: none; margin: 0.9rem 0 0; padding: 0; }
.found li { margin: 0.35rem 0; }

nav { margin: 1rem 0 0; font-size: 0.9375rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; padding: 0; margin: 0; }
nav a { display: inline-block; padding: 0.15rem 0; }
.part { margin-top: 2.25rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
footer { margin-top: 2.5rem; padding-top: 1rem; padding-bottom: 2rem; color: var(--dim); font-size: 0.875rem; }
footer p { margin: 0; }

.level, .pill, .tag { display: inline-block; border-radius: 0.25rem; padding: 0.05rem 0.45rem; font: 600 0.8125rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: nowrap; background: var(--quiet-ground); color: var(--text); }
.level.error, .pill.failed, .pill.timed-out, .pill.crashed { color: var(--bad); background: var(--bad-ground); }
.level.warning, .pill.unavailable { color: var(--odd); background: var(--odd-ground); }
.pill.succeeded { color: var(--good); background: var(--good-ground); }
.tag { border-radius: 1rem; white-space: normal; }
.tag.winner { background: var(--good); color: var(--on-mark); }
.tag.shadowed { background: var(--ground); color: var(--odd); outline: 1.5px dashed var(--odd); outline-offset: -1.5px; }

figure { margin: 1rem 0 1.25rem; }
figcaption { font-size: 0.875rem; }
.legend { list-style: none; padding: 0; margin: 0.75rem 0 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; color: var(--dim); }
.legend li { display: flex; gap: 0.4rem; align-items: center; }
.legend strong { color: var(--text); }
.glyph { flex: none; }
.lanes { list-style: none; padding: 0; display: grid; gap: 0.75rem; }
.lanes li { display: flex; gap: 0.75rem; }
.lanes p { margin: 0; font-size: 0.9375rem; }
.lanes .lane-name { font-size: 1rem; }
.letter-mark { flex: none; width: 1.75rem; height: 1.75rem; border-radius: 50%; background: var(--quiet-ground); font-weight: 700; text-align: center; line-height: 1.75rem; }
.note { color: var(--dim); font-size: 0.9375rem; }

.picture { display: block; max-width: 100%; height: auto; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.picture.wide { display: none; }
@media screen and (min-width: 56rem) {
  .picture.wide { display: block; }
  .picture.narrow { display: none; }
}
svg text { fill: var(--text); font-size: 12px; }
svg .id { font-size: 13px; font-weight: 700; }
svg .name, svg .effect, svg .tick-text { fill: var(--dim); font-size: 11px; }
svg .name { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-size: 12px; }
svg .letter { font-size: 13px; font-weight: 700; }
svg .head { fill: var(--quiet-ground); }
svg .ground { fill: none; stroke: none; }
svg .ground.winner { fill: var(--good-ground); stroke: var(--good); }
svg .ground.shadowed { fill: var(--odd-ground); stroke: var(--odd); stroke-dasharray: 5 4; }
svg .lane { fill: none; stroke: var(--dim); stroke-width: 2; }
svg .lane.ends { stroke: var(--line); stroke-dasharray: 2 4; }
svg .mark { stroke-width: 2; stroke: var(--dim); fill: none; }
svg .mark.open { fill: var(--ground); }
svg .mark.won { fill: var(--good); stroke: var(--good); }
svg .mark.stopped { fill: var(--bad); stroke: var(--bad); }
svg .mark.unclear { stroke: var(--odd); }
svg .mark.faint { stroke-width: 1.5; }
svg .sign { fill: none; stroke: var(--on-mark); stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round; }
svg .sign.dark { stroke: var(--dim); stroke-width: 2; }
svg .question { fill: var(--odd); font-size: 14px; font-weight: 700; }
svg .pill-text, svg .tag-text { font-size: 11px; font-weight: 600; }
svg rect.pill { fill: var(--quiet-ground); }
svg rect.pill.succeeded { fill: var(--good-ground); }
svg .pill-text.succeeded { fill: var(--good); }
svg rect.pill.failed, svg rect.pill.timed-out, svg rect.pill.crashed { fill: var(--bad-ground); }
svg .pill-text.failed, svg .pill-text.timed-out, svg .pill-text.crashed { fill: var(--bad); }
svg rect.pill.unavailable { fill: var(--odd-ground); }
svg .pill-text.unavailable { fill: var(--odd); }
svg rect.tag.winner { fill: var(--good); }
svg .tag-text.winner { fill: var(--on-mark); }
svg rect.tag.shadowed { fill: var(--ground); stroke: var(--odd); stroke-dasharray: 4 3; }
svg .tag-text.shadowed { fill: var(--odd); }
svg .tick { stroke: var(--line); }
svg .bar.answered, svg .bar.refused { fill: var(--link); }
svg .bar.unanswered { fill: var(--ground); stroke: var(--odd); stroke-width: 1.5; stroke-dasharray: 3 2; }
svg .stripe { fill: var(--ground); }
svg .stripe-line { stroke: var(--ground); stroke-width: 1.5; }

.finding { margin: 0 0 1rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-left: 0.35rem solid var(--dim); border-radius: 0.5rem; background: var(--raised); }
.finding.error { border-left-color: var(--bad); }
.finding.warning { border-left-color: var(--odd); }
.finding h3 { margin: 0 0 0.15rem; }
.finding p { max-width: 50rem; }
.slug { color: var(--dim); margin-bottom: 0.5rem; }
.fix p { margin-bottom: 0.4rem; }
.command { margin: 0 0 0.75rem; padding: 0.7rem 0.9rem; background: var(--ground); border: 1px solid var(--line); border-radius: 0.4rem; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; }
.command code { font-size: 1em; user-select: all; -webkit-user-select: all; }
.pointers, .help { margin-bottom: 0.25rem; color: var(--dim); font-size: 0.875rem; }
.pointers span { margin-right: 0.75rem; }

.scroll { overflow-x: auto; margin: 0.5rem 0 1.25rem; border: 1px solid var(--line); border-radius: 0.4rem; }
table { overflow-wrap: break-word; border-collapse: collapse; width: 100%; font-size: 0.875rem; }
caption { text-align: left; font-weight: 600; padding: 0.6rem 0.75rem 0.3rem; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.75rem; border-top: 1px solid var(--line); min-width: 5.5rem; }
thead th { color: var(--dim); font-weight: 600; white-space: nowrap; background: var(--raised); }
tbody th { font-weight: 400; min-width: 3rem; }
.value, td code { overflow-wrap: anywhere; }
td:has(.value, code) { min-width: 17rem; }
th:has(code) { min-width: 9rem; }
td.long { min-width: 15rem; }
tr.winner > * { background: var(--good-ground); }
tr.shadowed > * { background: var(--odd-ground); }
td p { margin: 0; }
.cell { display: block; white-space: nowrap; }
.shape { color: var(--dim); }
.facts { margin: 0 0 1rem; font-size: 0.9375rem; }
.facts > div { padding: 0.3rem 0; border-top: 1px solid var(--line); }
.facts dt { color: var(--dim); }
.facts dd { margin: 0; }
@media (min-width: 40rem) { .facts > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0.75rem; } }

details { margin: 0 0 0.5rem; }
summary { cursor: pointer; padding: 0.3rem 0; }
summary h3 { display: inline; margin: 0; }
.more { border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.25rem 0.9rem; }
.more summary span { color: var(--dim); font-size: 0.9375rem; }
.root details { margin-left: 1rem; }
.tree { margin: 0; font-size: 0.875rem; border-left: 2px solid var(--line); padding-left: 0.75rem; }
.tree dt { color: var(--dim); }
.tree dd { margin: 0; min-width: 0; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.tree dt, .tree .empty { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.tree pre { font-size: 1em; }
.tree .tree { font-size: 1em; }
.tree dd > p { margin: 0; }
.tree ol { padding-left: 1.6rem; }
.tree pre, .log { margin: 0; white-space: pre-wrap; }
@media (min-width: 40rem) { .tree { display: grid; grid-template-columns: minmax(0, 10rem) minmax(0, 1fr); gap: 0 0.75rem; } }

@media print {
  body { font-size: 10pt; }
  main, footer, .lab p { max-width: none; padding: 0; }
  .lab { position: static; padding: 0 0.5rem; }
  .lab, .verdict, .exit, .level, .pill, .tag, tr > *, .letter-mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  nav { display: none; }
  a { color: inherit; text-decoration: none; }
  h2, h3, caption { break-after: avoid; }
  .finding, .command, tr, figure, .facts > div { break-inside: avoid; }
  .scroll { overflow: visible; }
  .tree { display: block; }
  .tree dt, .tree dd { overflow-wrap: anywhere; }
  th, td, td:has(.value, code), th:has(code) { min-width: 0; padding: 0.2rem 0.15rem; }
  table { font-size: 7.5pt; }
  .many { font-size: 6.5pt; }
  td.long { overflow-wrap: anywhere; min-width: 7rem; }
  table .pill, table .tag { font-size: 7pt; padding: 0 0.25rem; }
  thead th, .cell { white-space: normal; }
  .facts, .note, .lanes p, .pointers, .help { font-size: inherit; }
  * { outline: none !important; }
  .more::details-content { content-visibility: visible; block-size: auto; }
}
`;
