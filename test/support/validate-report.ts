import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { reportSchema, type Report } from "../../src/model/report.ts";

const SCHEMA = new URL("../../dist/schema.json", import.meta.url);

/** The report in a JSON text, valid against the published schema and read by the product's own. */
export function validReport(text: string): Report {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")) as object);
  const document: unknown = JSON.parse(text);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return reportSchema.parse(document);
}
