import type { HostForm } from "./service-definition.ts";

/** Hosts of one label before each suffix; `label` is what names of resources look like. */
export function below(label: RegExp, ...suffixes: readonly string[]): HostForm[] {
  return suffixes.map((suffix) => ({ suffix, label }));
}

/** The resource's name that a host of this form holds; `undefined` for any other host. */
export function resourceIn(form: HostForm, host: string): string | undefined {
  if ("host" in form) return host === form.host ? host : undefined;
  if (!host.endsWith(`.${form.suffix}`)) return undefined;
  return form.label.exec(host.slice(0, -form.suffix.length - 1))?.[1];
}

/** The same hosts, shown with what stands before the suffix besides the name. */
export function shownAs(shown: string, forms: readonly HostForm[]): HostForm[] {
  return forms.map((form) => ("host" in form ? form : { ...form, shown }));
}
