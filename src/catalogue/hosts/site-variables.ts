/** What App Service tells every process of a site, of what is harmless (Azure App Service, app settings reference). */
export const SITE_VARIABLES = [
  "WEBSITE_SITE_NAME",
  "WEBSITE_HOSTNAME",
  "WEBSITE_SLOT_NAME",
  "WEBSITE_RESOURCE_GROUP",
  "WEBSITE_SKU",
  "REGION_NAME",
  "WEBSITE_INSTANCE_ID",
] as const;
