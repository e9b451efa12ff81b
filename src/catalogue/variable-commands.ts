import type { Fix } from "../model/report.ts";
import { command, shellQuote } from "./fixes.ts";
import { nameArguments, siteFamily, type HostResource } from "./host-resource.ts";

/** Where a platform keeps an app's variables, and how they are changed there; each change starts the app anew. */
interface VariablePlace {
  /** Follows "remove X". */
  readonly where: string;
  unset(host: HostResource, names: readonly string[]): string;
  set(host: HostResource, name: string, value: string): string;
}

/** On App Service variables are app settings; `unset` in a console would change that console alone. */
const APP_SETTINGS: VariablePlace = {
  where: "from the app settings (or from the image, where it sets them)",
  unset: (host, names) =>
    command(...appSettings(host), "delete", ...nameArguments(host), "--setting-names", ...names),
  set: (host, name, value) =>
    command(...appSettings(host), "set", ...nameArguments(host), "--settings", `${name}=${value}`),
};

function appSettings(host: HostResource): string[] {
  return ["az", siteFamily(host) ?? "webapp", "config", "appsettings"];
}

const CONTAINER_APP: VariablePlace = {
  where: "from the container app (or from the image, where it sets them)",
  unset: (host, names) =>
    command("az", "containerapp", "update", ...nameArguments(host), "--remove-env-vars", ...names),
  set: (host, name, value) =>
    command("az", "containerapp", "update", ...nameArguments(host), "--set-env-vars", `${name}=${value}`),
};

const POD: VariablePlace = {
  where: "from the pod's template (or from the image, where it sets them)",
  unset: (_host, names) =>
    command("kubectl", "set", "env", "deployment/<deployment>", ...names.map((name) => `${name}-`)),
  set: (_host, name, value) =>
    command("kubectl", "set", "env", "deployment/<deployment>", `${name}=${value}`),
};

function placeOf(host: HostResource): VariablePlace | undefined {
  if (siteFamily(host) !== undefined) return APP_SETTINGS;
  if (host.kind === "container-apps") return CONTAINER_APP;
  return host.kind === "aks" ? POD : undefined;
}

/** Where they are set, by kind of host that no command changes. */
const SET_IN: Readonly<Record<string, string>> = {
  "machine-learning": "the environment variables of the job or of the deployment, the image",
  "github-actions": "env of the workflow, the job or the step",
  "azure-pipelines": "variables of the pipeline, the job or the step",
  "azure-arc": "systemd unit, /etc/environment, .env file",
};

/** Takes variables out of the app's environment, wherever they were set. */
export function unsetVariables(names: readonly string[], why: string, host: HostResource): Fix {
  const list = names.join(", ");
  const place = placeOf(host);
  return place === undefined
    ? {
        what: `${why} remove ${list} where the app's environment is set (${SET_IN[host.kind] ?? "systemd unit, /etc/environment, .env file, container"}), then restart the app. To try it in this shell:`,
        commands: [command("unset", ...names)],
      }
    : { what: `${why} remove ${list} ${place.where}:`, commands: [place.unset(host, names)] };
}

export function setVariable(name: string, value: string, what: string, host: HostResource): Fix {
  const place = placeOf(host);
  return { what, commands: [place?.set(host, name, value) ?? `export ${name}=${shellQuote(value)}`] };
}

/** Gives variables other values where the platform keeps them; nothing where no command does. */
export function resetVariables(names: readonly string[], host: HostResource): string[] {
  const place = placeOf(host);
  return place === undefined ? [] : names.map((name) => place.set(host, name, "<value>"));
}

/** Of a site with slots: a variable that stays with its slot when slots are swapped; nothing where there are no slots. */
export function slotSetting(name: string, value: string, what: string, host: HostResource): Fix[] {
  if (siteFamily(host) === undefined) return [];
  const set = command(...appSettings(host), "set", ...nameArguments(host), "--slot-settings");
  return [{ what, commands: [`${set} ${shellQuote(`${name}=${value}`)}`] }];
}
