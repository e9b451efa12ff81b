import type { Ask, HostForm, ProbeDefinition, ServiceDefinition } from "../catalogue/service-definition.ts";
import { CLOUDS, type Cloud } from "../model/words.ts";

/** A service of the catalogue in words, for the terminal and for its page. */
export interface ServiceFacts {
  readonly name: string;
  readonly title: string;
  readonly example: string;
  readonly clouds: readonly {
    readonly cloud: Cloud;
    readonly hosts: readonly string[];
    readonly audience: string;
    /** Nobody has tried it. */
    readonly unverified?: true;
  }[];
  readonly sendsToken: string;
  readonly probes: readonly ProbeFacts[];
  readonly notes: readonly string[];
}

export interface ProbeFacts {
  readonly level: string;
  /** Kinds of parts it is made for; empty for all. */
  readonly kinds: readonly string[];
  readonly action: string;
  readonly request: string;
  readonly roles: readonly string[];
  readonly answers: readonly {
    readonly answer: string;
    readonly verdict: string;
    readonly confidence: string;
  }[];
  /** Why some answers prove neither. */
  readonly notes: readonly string[];
}

const RANDOM = "azcredprobe-<random>";

export function serviceFacts(service: ServiceDefinition): ServiceFacts {
  const { name, title, example, probes, roleNote, entraNote, guidance, networkNote } = service;
  return {
    ...{ name, title, example },
    clouds: CLOUDS.filter((cloud) => service.hosts[cloud].length > 0).map((cloud) => ({
      cloud,
      hosts: service.hosts[cloud].map((form) => `${hostText(form)}${portText(service)}`),
      audience: audienceText(service, cloud),
      ...(service.unverifiedAudience?.includes(cloud) === true ? { unverified: true as const } : {}),
    })),
    sendsToken: SENDS[service.sendsToken],
    probes: probes.map((probe) => probeFacts(service, probe)),
    notes: [roleNote, entraNote, guidance, networkNote].filter((note) => note !== undefined),
  };
}

const SENDS: Readonly<Record<ServiceDefinition["sendsToken"], string>> = {
  https: "over HTTPS",
  amqps: "over AMQP with TLS, never over HTTPS",
  tds: "with a login over TDS, inside TLS",
  never: "nowhere: it is got and decoded only",
};

function hostText(form: HostForm): string {
  return "host" in form ? form.host : `${form.shown ?? "<name>"}.${form.suffix}`;
}

function portText({ port }: ServiceDefinition): string {
  return port === undefined ? "" : `:${port}`;
}

function audienceText({ audience, hosts }: ServiceDefinition, cloud: Cloud): string {
  const own = audience[cloud];
  if (typeof own === "string") return own;
  const [form] = hosts[cloud];
  return own(form === undefined ? "<host>" : hostText(form));
}

/** Everything that is evaluated; where a setting of the resource decides which, either. */
function actionText({ action, needs, modeDecides }: ProbeDefinition): string {
  const all = needs?.map(({ name }) => name) ?? [action];
  return all.join(modeDecides === true ? " or " : " and ");
}

function probeFacts(service: ServiceDefinition, probe: ProbeDefinition): ProbeFacts {
  const { level, kinds = [], roles, verdicts } = probe;
  return {
    ...{ level, kinds, action: actionText(probe) },
    request: requestText(service, probe),
    roles: roles.map(({ name }) => name),
    answers: verdicts.map(
      ({ status, code, body, challenge, named, item, seen, granted, verdict, confidence }) => ({
        answer: [
          status,
          code,
          body && `"${body.source}"`,
          challenge && `WWW-Authenticate "${challenge.source}"`,
          seen,
          granted === undefined ? undefined : granted ? "granted" : "not granted",
          named === undefined
            ? undefined
            : named
              ? `(${service.part.word} named)`
              : `(no ${service.part.word} named)`,
          item && `(${service.part.item ?? "item"} named)`,
        ]
          .filter((part) => part !== undefined)
          .join(" "),
        ...{ verdict, confidence },
      }),
    ),
    notes: [...new Set(verdicts.flatMap(({ why }) => why ?? []))],
  };
}

const ATTACH: Readonly<Record<Extract<Ask, { kind: "amqp" }>["attach"], string>> = {
  sender: "a sender link is attached, and carries nothing",
  receiver: "a receiver link is attached without credit",
};

function requestText({ part }: ServiceDefinition, { ask, kinds, wholeResource }: ProbeDefinition): string {
  if (ask.kind === "none")
    return `none: ${ask.why ?? "the service would have to be signed in to by its own protocol"}`;
  if (ask.kind === "registry") return `the registry's own token is asked to hold ${ask.action}`;
  if (ask.kind === "tds")
    return `a login to the ${part.word}, which ends with its answer; no statement is sent`;
  if (ask.kind === "amqp") return ATTACH[ask.attach];
  const scope = part.parse("", RANDOM);
  // Made for a named part: what stands for its name.
  const [kind = scope.kind] = kinds ?? [];
  const asksForNone = wholeResource ?? kinds?.every((one) => one === scope.kind) ?? false;
  const name = asksForNone ? scope.name : `<${part.word}>`;
  const context = { scope: { ...scope, kind, name }, random: RANDOM, resource: "<name>" };
  const { method, path, headers, body } = ask.request({
    ...context,
    date: "<date>",
    principalId: "<object-id>",
  });
  const condition = Object.entries(headers).find(([header]) => /^if-/i.test(header));
  return [
    `${method} ${path}`,
    ...(condition === undefined ? [] : [`${condition[0]}: ${condition[1]}`]),
    ...(body === undefined ? [] : [`body ${body}`]),
  ].join(", ");
}
