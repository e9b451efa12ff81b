import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { FILE_VARIABLES } from "../catalogue/file-problems.ts";
import { makeClientCertificate, type RegisteredCertificate } from "./client-certificates.ts";
import { faultOf } from "./faults.ts";
import { mappedPath, type FileMap } from "./mapped-files.ts";
import type { LabCertificate, LabFederatedToken, LabFile, Scenario } from "./scenario.ts";
import type { TokenSigner } from "./tokens.ts";

/** The files of a simulated host, written down. */
export interface HostFiles {
  readonly map: FileMap;
  /** Certificates that their applications accept. */
  readonly registered: readonly RegisteredCertificate[];
}

export interface HostFilesSettings {
  readonly scenario: Scenario;
  /** Folder below which they are written, each at its own path. */
  readonly root: string;
  readonly signer: TokenSigner;
  readonly now: () => number;
}

/** Makes what has to be made, and writes every file of the scenario below `root`. */
export async function makeHostFiles(settings: HostFilesSettings): Promise<HostFiles> {
  const { scenario, root } = settings;
  const files = Object.entries(scenario.files);
  // An app looks at these paths of the host, too, whether or not there is a file.
  const named = FILE_VARIABLES.flatMap((name) => scenario.env[name] ?? []);
  const map: FileMap = {
    root,
    paths: [...files.map(([file]) => file), ...named].map((file) => path.normalize(file)),
    unreadable: files.filter(([, file]) => isUnreadable(file)).map(([file]) => path.normalize(file)),
    ...notedOf(scenario),
  };
  await mkdir(root, { recursive: true });
  const registered = await Promise.all(
    files.map(async ([file, what]) => {
      const { content, mode, ...made } = await contentOf(what, settings);
      const target = mappedPath(map, file) ?? path.join(root, file);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, content, { mode });
      return made.registered ?? [];
    }),
  );
  return { map, registered: registered.flat() };
}

interface Content {
  readonly content: string | Buffer;
  readonly mode: number;
  readonly registered?: RegisteredCertificate;
}

const READABLE = 0o644;

async function contentOf(file: LabFile, settings: HostFilesSettings): Promise<Content> {
  if (typeof file === "string") return { content: file, mode: READABLE };
  const make = MAKERS[file.kind] as (file: LabFile, settings: HostFilesSettings) => Promise<Content>;
  return await make(file, settings);
}

const MAKERS = {
  certificate: async (file: LabCertificate, { now }: HostFilesSettings): Promise<Content> => ({
    ...(await makeClientCertificate(file, now())),
    mode: READABLE,
  }),
  "federated-token": async (file: LabFederatedToken, { signer }: HostFilesSettings): Promise<Content> => ({
    content: await signer.federatedToken(file),
    mode: READABLE,
  }),
  unreadable: (): Promise<Content> => Promise.resolve({ content: "", mode: 0 }),
};

function notedOf({ fault }: Scenario): Pick<FileMap, "noted"> {
  if (fault?.notes === undefined || faultOf(fault).kind !== "file") return {};
  return { noted: { file: fault.notes, path: path.normalize(fault.at) } };
}

function isUnreadable(file: LabFile): boolean {
  return typeof file !== "string" && file.kind === "unreadable";
}
