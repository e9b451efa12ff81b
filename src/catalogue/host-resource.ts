/** The Azure resource that an app runs on, as far as it is known. */
export interface HostResource {
  readonly kind: string;
  /** ARM id, from the metadata service. */
  readonly resourceId: string | undefined;
  /** Its name, from the platform's own variables. */
  readonly name: string | undefined;
  readonly resourceGroup?: string | undefined;
  /** Deployment slot of an App Service site, where it is not the production slot. */
  readonly slot?: string | undefined;
  /** Machine Learning workspace that a compute belongs to. */
  readonly workspace?: string | undefined;
}

/** What an App Service site is called in its own family of commands. */
const SITES: Readonly<Record<string, "webapp" | "functionapp">> = {
  "app-service-windows": "webapp",
  "app-service-linux": "webapp",
  "app-service-ssh": "webapp",
  "kudu-windows": "webapp",
  "kudu-linux": "webapp",
  functions: "functionapp",
};

/** `az webapp` or `az functionapp`; nothing where the host is no site. */
export function siteFamily({ kind }: Pick<HostResource, "kind">): "webapp" | "functionapp" | undefined {
  return Object.hasOwn(SITES, kind) ? SITES[kind] : undefined;
}

/** How `az` is told of the resource: a slot has settings and an identity of its own. */
export function nameArguments({ name, resourceGroup, slot }: HostResource): string[] {
  const slotArguments = slot === undefined ? [] : ["--slot", slot];
  return [
    ...["--name", name ?? "<name>", "--resource-group", resourceGroup ?? "<resource-group>"],
    ...slotArguments,
  ];
}

/**
 * A site's name and slot. WEBSITE_SLOT_NAME says Production for the site itself (Azure App Service, app settings
 * reference); in other places a slot stands behind the name, as `app__slot` or `app(slot)`.
 */
export function siteOf(
  siteName: string | undefined,
  slotName: string | undefined,
): Pick<HostResource, "name" | "slot"> {
  const [, name = siteName, inName] = /^(.+?)(?:__|\()([^()]+)\)?$/.exec(siteName ?? "") ?? [];
  const slot = slotName ?? inName;
  return { name, slot: slot === undefined || /^production$/i.test(slot) ? undefined : slot };
}
