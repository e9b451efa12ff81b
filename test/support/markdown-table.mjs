/** A Markdown table as prettier would lay it out. */
export function markdownTable(head, rows) {
  const all = [head, ...rows].map((row) => row.map((cell) => String(cell).replaceAll("|", String.raw`\|`)));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const [first, ...rest] = all;
  return [line(first), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rest.map(line)].join(
    "\n",
  );
}
