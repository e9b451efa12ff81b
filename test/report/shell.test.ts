import { expect, test } from "vitest";
import { judge } from "../../src/judge/judge.ts";
import { renderHtml } from "../../src/report/html.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { seal } from "../../src/report/seal.ts";
import { renderText } from "../../src/report/text.ts";
import { blobTarget, evidence, links } from "../judge/evidence.ts";

/** An app that its role refuses, in the console of a kind of host. */
function refusedOn(kind: string, platform: string) {
  const base = evidence();
  const report = judge(
    evidence({
      host: { ...base.host, kind },
      tool: { ...base.tool, platform },
      links: links({ "managed-identity-system": "succeeded" }),
      targets: [blobTarget({ status: 403, code: "AuthorizationPermissionMismatch" })],
    }),
  );
  return seal(report, []);
}

test("a fix for Windows is PowerShell's in every format, and says where it is typed", () => {
  const report = refusedOn("kudu-windows", "win32 x64");
  const [again, fix] = report.findings[0]!.fixes;
  expect(fix).toMatchObject({ shell: "powershell" });
  expect(fix!.what).toMatch(/\(where Azure CLI is: this console has none\):$/);
  expect(again!.what).toMatch(/\(in the debug console of PowerShell, not in that of CMD\):$/);
  const text = renderText(report);
  expect(text).toContain("fix (PowerShell): ");
  expect(text).toMatch(/^ {6}az role assignment create .*`$/m);
  const markdown = renderMarkdown(report);
  expect(markdown).toMatch(/^```powershell\naz role assignment create .*`$/m);
  for (const drawn of [text, markdown]) expect(drawn).not.toMatch(/ \\$/m);
  expect(renderHtml(report)).toContain("<strong>fix (PowerShell):</strong>");
});

test("elsewhere it is a POSIX shell's, and nothing more is said", () => {
  const report = refusedOn("azure-vm", "linux x64");
  expect(report.findings[0]!.fixes[1]).not.toHaveProperty("shell");
  expect(renderText(report)).toMatch(/^ {6}az role assignment create .*\\$/m);
  expect(renderMarkdown(report)).toContain("```sh\n");
});
